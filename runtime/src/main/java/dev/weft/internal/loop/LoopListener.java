package dev.weft.internal.loop;

import org.jspecify.annotations.Nullable;

/**
 * The owner of a {@link LoopCore}, which learns when it is idle and receives the failures that no code can await.
 *
 * <p>It is an abstract class and not an interface: the event loop of the public API is one, and its users must not see
 * this method.
 */
public abstract class LoopListener {

    /** Creates a listener. */
    protected LoopListener() {}

    /** Called when nothing is ready, before the loop waits; what this enqueues runs at once. */
    protected void beforeWait() {}

    /**
     * Called when nothing is ready and only another thread can change that: no timer runs and no channel is watched. What
     * this enqueues runs at once.
     *
     * @return the longest time to wait, in nanoseconds of real time; 0 not to wait, negative for no limit
     */
    protected long beforeIdle() {
        return -1;
    }

    /** Called after such a wait. */
    protected void afterIdle() {}

    /**
     * Reports a failure.
     *
     * @param message a description of what happened, and where
     * @param failure the exception; null if there is none
     */
    protected abstract void report(String message, @Nullable Throwable failure);
}
