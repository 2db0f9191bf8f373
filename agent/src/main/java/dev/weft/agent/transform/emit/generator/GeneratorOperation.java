package dev.weft.agent.transform.emit.generator;

import dev.weft.agent.transform.code.Boxing;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.SuspensionKind;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.emit.AwaitOperation;
import dev.weft.agent.transform.emit.LocalMap;
import dev.weft.agent.transform.plan.MethodPlan;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The calls of a generator that await, and the one that notes what it emits.
 *
 * <pre>{@code
 * frame.emitting(operand)
 * frame.emitted = operand; frame.emitting()      // if it is unboxed
 * }</pre>
 */
final class GeneratorOperation extends AwaitOperation {
    private final LocalMap map;
    private final String frame;

    GeneratorOperation(MethodPlan plan, LocalMap map) {
        super(map, plan.names().displayName());
        this.map = map;
        this.frame = plan.names().frame();
    }

    @Override
    protected void emit(SuspensionPoint point, InsnList code) {
        if (point.kind() != SuspensionKind.EMIT) {
            super.emit(point, code);
            return;
        }
        var boxing = Boxing.ofPrimitive(point.operands());
        if (boxing == null) {
            pushFrame(code);
            code.add(new InsnNode(Opcodes.SWAP));
            code.add(RuntimeAbi.emitting(frame));
        } else {
            emitUnboxed(boxing, code);
        }
    }

    private void emitUnboxed(Boxing boxing, InsnList code) {
        pushFrame(code);
        if (boxing.size() == 2) {
            code.add(new InsnNode(Opcodes.DUP_X2));
            code.add(new InsnNode(Opcodes.POP));
        } else {
            code.add(new InsnNode(Opcodes.SWAP));
        }
        code.add(GeneratorFrame.putEmitted(frame, boxing));
        pushFrame(code);
        code.add(RuntimeAbi.emittingUnboxed(frame));
    }

    /** Direct calls suspend the step that runs the generator, which keeps their frames. */
    @Override
    protected void pushCaller(InsnList code) {
        pushFrame(code);
        code.add(RuntimeAbi.caller(frame));
    }

    private void pushFrame(InsnList code) {
        code.add(new VarInsnNode(Opcodes.ALOAD, map.frame()));
    }
}
