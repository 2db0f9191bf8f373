package dev.weft.internal.coroutine;

/** A stage of the runtime's own, which knows whether an awaiter of its failure is the first. */
public interface TracedStage {

    /**
     * Tells whether the trace of its failure goes on with the awaiter that asks; at most one is told so.
     *
     * @param last the last element of that trace
     */
    boolean isFirstAwaiter(StackTraceElement last);
}
