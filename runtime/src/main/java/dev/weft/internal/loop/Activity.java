package dev.weft.internal.loop;

import org.jspecify.annotations.Nullable;

/** A job that runs user code in a context of its own: a step of a task, or a callback. */
public abstract class Activity extends Job {

    /** The context variables: a snapshot or a cell of {@code dev.weft.internal.context}; null if none has a value. */
    protected @Nullable Object context; // loop thread

    /** Creates an activity without a context. */
    protected Activity() {}

    /**
     * Notes that the running code has brought its context into thread-locals, which are to be restored when it pauses or
     * ends. A no-op in activities that look at their context then anyway.
     */
    protected void hasBridges() {}

    /**
     * Enqueues this activity behind what is ready: it was in the loop's timers, and its deadline has come.
     *
     * @param core the loop
     */
    protected void expire(LoopCore core) {
        core.add(this);
    }
}
