package dev.weft;

import org.jspecify.annotations.Nullable;

/**
 * A call of an {@link Async} method as an object: it has not started yet, is running, is suspended at an await, or has
 * ended. It runs when it is awaited, or as a task ({@link Weft#createTask(Coroutine)}), at most once.
 *
 * <p>A coroutine that never starts is reported to the exception handler of the loop on which it was created, at the
 * latest when that loop closes: "coroutine 'Orders.load' was never awaited". This is best effort: a loop remembers no
 * more than some thousands of coroutines that have not started. {@link #close()} ends a coroutine without a report.
 *
 * <p>Only the runtime and woven code create coroutines; instances of other subclasses are refused.
 *
 * @param <T> the type of the value
 */
@CheckReturnValue
public abstract non-sealed class Coroutine<T extends @Nullable Object> implements Awaitable<T> {

    /** The progress of a coroutine. */
    public enum State {
        /** The body has not started. */
        CREATED,
        /** The body is running. */
        RUNNING,
        /** The body is suspended at an {@code await}. */
        SUSPENDED,
        /** The body has ended, or will never run. */
        CLOSED
    }

    /** Creates a coroutine; for woven code only. */
    protected Coroutine() {}

    /**
     * Returns the progress of this coroutine.
     *
     * @return the state
     */
    public abstract State state();

    /**
     * Returns the class and the method of the call, such as {@code Orders.load}.
     *
     * @return the name, for messages
     */
    public abstract String name();

    /**
     * Closes a coroutine that has not started: its body will never run, and it is not reported as never awaited. A
     * no-op for one that has ended.
     *
     * @throws IllegalStateException if the body has started: cancel the task that runs it
     */
    public abstract void close();
}
