package dev.weft.internal.loop;

import org.jspecify.annotations.Nullable;

/** A job that runs user code, with context variables of its own: a step of a task, a callback. */
public abstract class Activity extends Job {

    /** The context variables: a snapshot or a cell of {@code dev.weft.internal.context}; null if none is set. */
    protected @Nullable Object context; // loop thread

    /** For subclasses. */
    protected Activity() {}

    /**
     * Queues this behind what is ready: it was waiting in the loop's timers, and its deadline has come.
     *
     * @param core the loop
     */
    protected void expire(LoopCore core) {
        core.add(this);
    }
}
