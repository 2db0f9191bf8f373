package dev.weft.agent.differential.oracle;

/** The body of a coroutine. */
@FunctionalInterface
public interface AsyncCallable<T> {
    /** Runs it. */
    Coroutine<T> call() throws Exception;
}
