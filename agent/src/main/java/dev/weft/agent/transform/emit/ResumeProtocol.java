package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.normalise.AwaitCall;
import dev.weft.agent.transform.plan.ResumeState;
import org.objectweb.asm.tree.InsnList;

/** What a resumable body says to the runtime: how it awaits, suspends and takes the result. */
interface ResumeProtocol {
    /** From the operands on the stack to a result or SUSPENDED. */
    void emitAwait(AwaitCall await, InsnList code);

    /** Pushes the result of the await that was resumed, or throws its failure. */
    void emitTake(InsnList code);

    /** From SUSPENDED on the stack to the return. */
    void emitSuspension(ResumeState state, SavedState savedState, StackMap stackMap, InsnList code);
}
