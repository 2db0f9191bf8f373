package dev.weft.agent.transform.emit.stage;

import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.emit.LocalMap;
import dev.weft.agent.transform.emit.Protocol;
import dev.weft.agent.transform.emit.SavedState;
import dev.weft.agent.transform.emit.StackMap;
import dev.weft.agent.transform.plan.ResumeState;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The protocol of methods that return a stage: the frame registers with the awaited stage itself and holds the result.
 *
 * @param stage the slot that keeps the awaited stage
 */
record StageProtocol(LocalMap map, String frame, int stage) implements Protocol {
    private static final String STAGE_CLASS = "java/util/concurrent/CompletionStage";

    @Override
    public void emitAwait(SuspensionPoint point, InsnList code) {
        code.add(new InsnNode(Opcodes.DUP));
        code.add(new VarInsnNode(Opcodes.ASTORE, stage));
        code.add(RuntimeAbi.pollStage());
    }

    @Override
    public void emitTake(SuspensionPoint point, InsnList code) {
        code.add(new VarInsnNode(Opcodes.ALOAD, map.frame()));
        code.add(RuntimeAbi.takeStage(frame));
    }

    @Override
    public void emitSuspension(
            ResumeState state, AbstractInsnNode number, SavedState savedState, StackMap stackMap, InsnList code) {
        emitDrop(state, stackMap, code);
        savedState.saveAgain(state, code);
        emitRegister(number, code);
        code.add(new InsnNode(Opcodes.ARETURN));
    }

    /** Begins the way out of an await that suspends: takes what it gave off the stack. */
    void emitDrop(ResumeState state, StackMap stackMap, InsnList code) {
        code.add(stackMap.atSuspension(state.saved(), stage, STAGE_CLASS));
        code.add(new InsnNode(Opcodes.POP));
    }

    /** Emits {@code frame.suspendOn(stage, point)}. */
    void emitRegister(AbstractInsnNode number, InsnList code) {
        code.add(new VarInsnNode(Opcodes.ALOAD, map.frame()));
        code.add(new VarInsnNode(Opcodes.ALOAD, stage));
        code.add(number);
        code.add(RuntimeAbi.suspendOnStage(frame));
    }
}
