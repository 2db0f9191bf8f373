package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.plan.ResumeState;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** A hot method's words: its frame registers with the awaited stage itself and holds the result. */
record StageProtocol(LocalMap map, String frame) implements ResumeProtocol {
    @Override
    public void emitAwait(SuspensionPoint point, InsnList code) {
        code.add(new InsnNode(Opcodes.DUP));
        code.add(new VarInsnNode(Opcodes.ASTORE, map.stage()));
        code.add(RuntimeAbi.pollStage());
    }

    @Override
    public void emitTake(SuspensionPoint point, InsnList code) {
        code.add(new VarInsnNode(Opcodes.ALOAD, map.frame()));
        code.add(RuntimeAbi.takeStage(frame));
    }

    @Override
    public void emitSuspension(ResumeState state, SavedState savedState, StackMap stackMap, InsnList code) {
        code.add(stackMap.atStagePoint(state.saved()));
        code.add(new InsnNode(Opcodes.POP));
        savedState.saveAgain(state, code);
        emitRegister(state, code);
        code.add(new InsnNode(Opcodes.ARETURN));
    }

    /** {@code frame.suspendOn(stage, point)}. */
    void emitRegister(ResumeState state, InsnList code) {
        code.add(new VarInsnNode(Opcodes.ALOAD, map.frame()));
        code.add(new VarInsnNode(Opcodes.ALOAD, map.stage()));
        code.add(Instructions.push(state.point()));
        code.add(RuntimeAbi.suspendOnStage(frame));
    }
}
