package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.normalise.AwaitCall;
import dev.weft.agent.transform.normalise.AwaitKind;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.ResumeState;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** A coroutine's words: the execution carries results down, the chain of frames is linked on the way out. */
record CoroutineProtocol(NormalMethod method, LocalMap map, String frame, AwaitOperation operation)
        implements ResumeProtocol {
    @Override
    public void emitAwait(AwaitCall await, InsnList code) {
        operation.emit(await, code);
    }

    @Override
    public void emitTake(InsnList code) {
        code.add(new VarInsnNode(Opcodes.ALOAD, map.execution()));
        code.add(RuntimeAbi.take());
    }

    @Override
    public void emitSuspension(ResumeState state, SavedState savedState, StackMap stackMap, InsnList code) {
        code.add(stackMap.atPoint(state.saved(), true));
        code.add(new InsnNode(Opcodes.POP));
        savedState.saveAgain(state, code);
        emitLeave(
                state,
                callsDirectly(state) ? RuntimeAbi.suspendCallerAgain(frame) : RuntimeAbi.suspendAgain(frame),
                code);
    }

    /** {@code return frame.suspend(execution, point);}, in the first run. */
    void emitFirstLeave(ResumeState state, InsnList code) {
        emitLeave(state, callsDirectly(state) ? RuntimeAbi.suspendCaller(frame) : RuntimeAbi.suspend(frame), code);
    }

    private boolean callsDirectly(ResumeState state) {
        return method.awaits().get(state.point() - 1).kind() == AwaitKind.FUSED;
    }

    private void emitLeave(ResumeState state, AbstractInsnNode suspend, InsnList code) {
        code.add(new VarInsnNode(Opcodes.ALOAD, map.frame()));
        code.add(new VarInsnNode(Opcodes.ALOAD, map.execution()));
        code.add(Instructions.push(state.point()));
        code.add(suspend);
        code.add(new InsnNode(Opcodes.ARETURN));
    }
}
