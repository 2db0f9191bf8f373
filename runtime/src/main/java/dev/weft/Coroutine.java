package dev.weft;

/**
 * A call of an {@link Async} method that has not run yet, or is suspended: it runs when it is awaited or made a task.
 *
 * <p>It can be awaited, or scheduled, once. Every coroutine is made by the runtime or by woven code.
 *
 * @param <T> the type of its value
 */
public abstract non-sealed class Coroutine<T> implements Awaitable<T> {

    /** How far a coroutine has come. */
    public enum State {
        /** Nothing of its body has run. */
        CREATED,
        /** Its body is running now. */
        RUNNING,
        /** Its body waits at an {@code await}. */
        SUSPENDED,
        /** Its body has ended, or will never run. */
        CLOSED
    }

    /** For woven code. */
    protected Coroutine() {}

    /**
     * How far it has come.
     *
     * @return its state
     */
    public abstract State state();

    /**
     * Where it came from, for instance {@code Orders.load}.
     *
     * @return class and method
     */
    public abstract String name();

    /**
     * Ends an unstarted coroutine: its body will never run, and nobody reports that it was never awaited. Does nothing
     * to one that has ended.
     *
     * @throws IllegalStateException if it has begun: what runs in a task is ended by cancelling the task
     */
    public abstract void close();
}
