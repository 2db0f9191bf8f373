package dev.weft;

import org.jspecify.annotations.Nullable;

/**
 * A piece of asynchronous code as a lambda. It runs in the first step of the coroutine that is created from it, never
 * in the call that takes it, and may await.
 *
 * @param <T> the type of its value
 */
@FunctionalInterface
public interface AsyncCallable<T extends @Nullable Object> {

    /**
     * Runs the code.
     *
     * @return a coroutine of the value; one that is not {@code completed(...)} is awaited
     * @throws Exception any exception: it is the failure of the coroutine
     */
    Coroutine<T> call() throws Exception;
}
