package dev.weft.agent.differential.oracle;

/** What an oracle can await. */
public interface Awaitable<T> {
    /** The value, computed now if it was not yet. */
    T get() throws Throwable;
}
