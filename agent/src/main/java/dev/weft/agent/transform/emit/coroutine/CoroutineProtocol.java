package dev.weft.agent.transform.emit.coroutine;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.emit.LocalMap;
import dev.weft.agent.transform.emit.Protocol;
import dev.weft.agent.transform.emit.SavedState;
import dev.weft.agent.transform.emit.StackMap;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import dev.weft.agent.transform.plan.ResumeState;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** The protocol of coroutines: the execution carries results down, the chain of frames is linked on the way out. */
final class CoroutineProtocol implements Protocol {
    private final NormalMethod method;
    private final MethodPlan plan;
    private final LocalMap map;
    private final String frame;
    private final AwaitOperation operation;

    CoroutineProtocol(NormalMethod method, MethodPlan plan, LocalMap map) {
        this.method = method;
        this.plan = plan;
        this.map = map;
        this.frame = plan.names().frame();
        this.operation = new AwaitOperation(map, plan.names().displayName());
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
    public void emitTake(SuspensionPoint point, InsnList code) {
        code.add(new VarInsnNode(Opcodes.ALOAD, map.execution()));
        if (point.result().isUnboxed()) {
            code.add(Instructions.push(point.result().kind()));
            code.add(RuntimeAbi.takeUnboxed());
        } else {
            code.add(RuntimeAbi.take());
        }
    }

    @Override
    public void emitSuspension(ResumeState state, SavedState savedState, StackMap stackMap, InsnList code) {
        emitDrop(state, stackMap, code);
        savedState.saveAgain(state, code);
        emitSuspend(
                state,
                callsDirectly(state) ? RuntimeAbi.suspendCallerAgain(frame) : RuntimeAbi.suspendAgain(frame),
                code);
        code.add(new InsnNode(Opcodes.ARETURN));
    }

    /** Clears the frame if it may be used again, and gives an unboxed result by the execution. */
    @Override
    public void emitReturn(InsnList code) {
        if (CoroutineFrame.isCleared(method, plan)) {
            code.add(new VarInsnNode(Opcodes.ALOAD, map.frame()));
            code.add(CoroutineFrame.clear(frame));
        }
        if (method.result().isUnboxed()) {
            code.add(new VarInsnNode(Opcodes.ALOAD, map.execution()));
            code.add(Instructions.push(method.result().kind()));
            code.add(RuntimeAbi.give());
        }
        code.add(new InsnNode(Opcodes.ARETURN));
    }

    /** Begins the way out of an await that suspends: takes what it gave off the stack. */
    void emitDrop(ResumeState state, StackMap stackMap, InsnList code) {
        var result = point(state).result();
        code.add(stackMap.atSuspension(state.saved(), result));
        code.add(new InsnNode(result.isUnboxed() ? Opcodes.POP2 : Opcodes.POP));
    }

    /** Emits {@code frame.suspend(execution, point)}, in the first run: leaves SUSPENDED on the stack. */
    void emitFirstSuspend(ResumeState state, InsnList code) {
        emitSuspend(state, callsDirectly(state) ? RuntimeAbi.suspendCaller(frame) : RuntimeAbi.suspend(frame), code);
    }

    private boolean callsDirectly(ResumeState state) {
        return point(state).callee() != null;
    }

    private SuspensionPoint point(ResumeState state) {
        return method.points().get(state.point() - 1);
    }

    private void emitSuspend(ResumeState state, AbstractInsnNode suspend, InsnList code) {
        code.add(new VarInsnNode(Opcodes.ALOAD, map.frame()));
        code.add(new VarInsnNode(Opcodes.ALOAD, map.execution()));
        code.add(Instructions.push(state.point()));
        code.add(suspend);
    }
}
