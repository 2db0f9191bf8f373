package dev.weft.agent.transform.emit.generator;

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
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The stub of a generator, which only makes the frame.
 *
 * <pre>{@code
 * AsyncIterator m(int n) { var frame = new Frame(); frame.self = this; frame.n = n; return frame; }
 * }</pre>
 *
 * <p>If an emit has a handler, it returns {@code frame.iterator()}.
 */
final class GeneratorStub extends EntryStub {
    GeneratorStub(NormalMethod method, MethodPlan plan) {
        super(method, plan);
    }

    @Override
    protected void emitCode(LabelNode start) {
        String frame = plan.names().frame();
        int frameSlot = ParameterSlots.of(stub);
        FrameClass.allocate(frame, code);
        FrameClass.construct(frame, "", code);
        code.add(new VarInsnNode(Opcodes.ASTORE, frameSlot));
        int slot = 0;
        for (var parameter : plan.parameters()) {
            Arguments.store(parameter, slot, frameSlot, frame, code);
            slot += ValueType.ofDescriptor(parameter.descriptor()).size();
        }
        code.add(new VarInsnNode(Opcodes.ALOAD, frameSlot));
        if (GeneratorFrame.emitHasHandler(method)) {
            code.add(RuntimeAbi.iterator(frame));
        }
        code.add(new InsnNode(Opcodes.ARETURN));
    }
}
