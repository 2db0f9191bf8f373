package dev.weft.agent.transform.emit.coroutine;

import dev.weft.agent.transform.code.ParameterSlots;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.ValueType;
import dev.weft.agent.transform.emit.Arguments;
import dev.weft.agent.transform.emit.EntryStub;
import dev.weft.agent.transform.emit.FrameClass;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The stub of a coroutine, which only makes the frame.
 *
 * <pre>{@code
 * Coroutine m(int n) { return Frame.made(new Frame(this, n)); }  // under test: Probe.called(..., "app.Host.m")
 * }</pre>
 */
class CoroutineStub extends EntryStub {
    private final boolean isProbed;

    CoroutineStub(NormalMethod method, MethodPlan plan, boolean isProbed) {
        super(method, plan);
        this.isProbed = isProbed;
    }

    @Override
    protected final void emitCode(LabelNode start) {
        String frame = plan.names().frame();
        FrameClass.allocate(frame, code);
        if (Arguments.arePassed(plan)) {
            loadParameters();
            FrameClass.construct(frame, Arguments.descriptors(plan), code);
        } else {
            FrameClass.construct(frame, "", code);
            storeParameters(frame);
        }
        code.add(RuntimeAbi.made());
        emitReturn();
    }

    /** Emits what becomes of the coroutine on the stack. */
    void emitReturn() {
        if (isProbed) {
            code.add(new LdcInsnNode(probedName()));
            code.add(RuntimeAbi.probeCalled());
        }
        code.add(new InsnNode(Opcodes.ARETURN));
    }

    /** {@code app.Shop$Bank.debit}. */
    private String probedName() {
        return plan.names().owner().replace('/', '.') + "." + plan.names().method();
    }

    /** Stores the parameters in the fields of the frame on the stack, by way of the slot behind them. */
    private void storeParameters(String frame) {
        int slot = 0;
        int frameSlot = ParameterSlots.of(stub);
        code.add(new VarInsnNode(Opcodes.ASTORE, frameSlot));
        for (var parameter : plan.parameters()) {
            Arguments.store(parameter, slot, frameSlot, frame, code);
            slot += ValueType.ofDescriptor(parameter.descriptor()).size();
        }
        code.add(new VarInsnNode(Opcodes.ALOAD, frameSlot));
    }
}
