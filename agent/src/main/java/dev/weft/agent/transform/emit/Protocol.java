package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.plan.ResumeState;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;

/** The protocol between a body and the runtime: how it awaits, suspends, takes a result and returns its own. */
public interface Protocol {
    /** Emits the way from the operands on the stack to a result or SUSPENDED. */
    void emitAwait(SuspensionPoint point, InsnList code);

    /** Emits {@code if (result == SUSPENDED) goto suspended;} and the result stays on the stack, an Object or an int. */
    default void emitCheck(SuspensionPoint point, LabelNode suspended, InsnList code) {
        code.add(new InsnNode(Opcodes.DUP));
        code.add(suspended());
        code.add(new JumpInsnNode(Opcodes.IF_ACMPEQ, suspended));
    }

    /** Returns the instruction that pushes SUSPENDED. */
    default AbstractInsnNode suspended() {
        return RuntimeAbi.suspended();
    }

    /**
     * Returns whether the frame lets go of what it has given back. Otherwise it keeps a reference until the next suspension,
     * which costs nothing, and which only code that watches the garbage collector can notice.
     */
    default boolean forgets() {
        return false;
    }

    /** Pushes the result of the await that was resumed, an Object or an int, or throws its failure. */
    void emitTake(SuspensionPoint point, InsnList code);

    /**
     * Emits the way from SUSPENDED on the stack, if an await gives a value, to the return, in a resumed body.
     *
     * @param number the instruction that pushes the number of the point
     */
    void emitSuspension(
            ResumeState state, AbstractInsnNode number, SavedState savedState, StackMap stackMap, InsnList code);

    /** Emits the return of the reference on the stack from a resumed body. */
    default void emitReturn(InsnList code) {
        code.add(new InsnNode(Opcodes.ARETURN));
    }
}
