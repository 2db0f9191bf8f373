package dev.weft.agent.transform.emit.coroutine;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.emit.AwaitOperation;
import dev.weft.agent.transform.emit.ExecutionProtocol;
import dev.weft.agent.transform.emit.LocalMap;
import dev.weft.agent.transform.emit.SavedState;
import dev.weft.agent.transform.emit.StackMap;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import dev.weft.agent.transform.plan.ResumeState;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;

/** The protocol of coroutines: the execution carries results down, the chain of frames is linked on the way out. */
final class CoroutineProtocol extends ExecutionProtocol {
    private final MethodPlan plan;
    private final String frame;

    CoroutineProtocol(NormalMethod method, MethodPlan plan, LocalMap map) {
        super(method, map, new AwaitOperation(map, plan.names().displayName()));
        this.plan = plan;
        this.frame = plan.names().frame();
    }

    @Override
    public void emitSuspension(
            ResumeState state, AbstractInsnNode number, SavedState savedState, StackMap stackMap, InsnList code) {
        emitDrop(state, stackMap, code);
        savedState.saveAgain(state, code);
        emitSuspend(
                number,
                callsDirectly(state) ? RuntimeAbi.suspendCallerAgain(frame) : RuntimeAbi.suspendAgain(frame),
                code);
        code.add(new InsnNode(Opcodes.ARETURN));
    }

    /** Clears the frame if it may be used again, and gives an unboxed result by the execution. */
    @Override
    public void emitReturn(InsnList code) {
        if (CoroutineFrame.isCleared(method, plan)) {
            pushFrame(code);
            code.add(CoroutineFrame.clear(frame));
        }
        if (method.result().isUnboxed()) {
            pushExecution(code);
            code.add(Instructions.push(method.result().kind()));
            code.add(RuntimeAbi.give());
        }
        code.add(new InsnNode(Opcodes.ARETURN));
    }

    /** Emits {@code frame.suspend(execution, point)}, in the first run: leaves SUSPENDED on the stack. */
    void emitFirstSuspend(ResumeState state, AbstractInsnNode number, InsnList code) {
        emitSuspend(number, callsDirectly(state) ? RuntimeAbi.suspendCaller(frame) : RuntimeAbi.suspend(frame), code);
    }

    private void emitSuspend(AbstractInsnNode number, AbstractInsnNode suspend, InsnList code) {
        pushFrame(code);
        pushExecution(code);
        code.add(number);
        code.add(suspend);
    }
}
