package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.ResumeState;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** The protocol of the styles that have an execution, which carries the results of awaits down, as far as they share it. */
public abstract class ExecutionProtocol implements Protocol {
    protected final NormalMethod method;
    protected final LocalMap map;
    private final AwaitOperation operation;

    /** Begins the protocol of a body. */
    protected ExecutionProtocol(NormalMethod method, LocalMap map, AwaitOperation operation) {
        this.method = method;
        this.map = map;
        this.operation = operation;
    }

    @Override
    public void emitAwait(SuspensionPoint point, InsnList code) {
        operation.emit(point, code);
    }

    /** Compares a long as it is; the code behind gets an int. */
    @Override
    public void emitCheck(SuspensionPoint point, LabelNode suspended, InsnList code) {
        if (!point.result().isUnboxed()) {
            Protocol.super.emitCheck(point, suspended, code);
            return;
        }
        code.add(new InsnNode(Opcodes.DUP2));
        code.add(new LdcInsnNode(RuntimeAbi.UNBOXED_SUSPENDED));
        code.add(new InsnNode(Opcodes.LCMP));
        code.add(new JumpInsnNode(Opcodes.IFEQ, suspended));
        code.add(new InsnNode(Opcodes.L2I));
    }

    @Override
    public final AbstractInsnNode suspended() {
        return map.suspended() < 0 ? RuntimeAbi.suspended() : new VarInsnNode(Opcodes.ALOAD, map.suspended());
    }

    @Override
    public void emitTake(SuspensionPoint point, InsnList code) {
        pushExecution(code);
        if (point.result().isUnboxed()) {
            code.add(Instructions.push(point.result().kind()));
            code.add(RuntimeAbi.takeUnboxed());
        } else {
            code.add(RuntimeAbi.take());
        }
    }

    /** Begins the way out of an await that suspends: takes what it gave off the stack. */
    public final void emitDrop(ResumeState state, StackMap stackMap, InsnList code) {
        var result = point(state).result();
        code.add(stackMap.atSuspension(state.saved(), result));
        code.add(new InsnNode(result.isUnboxed() ? Opcodes.POP2 : Opcodes.POP));
    }

    /** Returns the suspension point of a state. */
    protected final SuspensionPoint point(ResumeState state) {
        return method.points().get(state.point() - 1);
    }

    /** Returns whether a body is called directly at a suspension point. */
    protected final boolean callsDirectly(ResumeState state) {
        return point(state).callee() != null;
    }

    /** Pushes the frame. */
    protected final void pushFrame(InsnList code) {
        code.add(new VarInsnNode(Opcodes.ALOAD, map.frame()));
    }

    /** Pushes the execution. */
    protected final void pushExecution(InsnList code) {
        code.add(new VarInsnNode(Opcodes.ALOAD, map.execution()));
    }
}
