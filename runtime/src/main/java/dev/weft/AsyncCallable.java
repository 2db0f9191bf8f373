package dev.weft;

/**
 * Asynchronous code as a lambda: it runs at the first step of the coroutine that is made of it.
 *
 * @param <T> the type of its value
 */
@FunctionalInterface
public interface AsyncCallable<T> {

    /**
     * Runs the code.
     *
     * @return its coroutine, completed or to be awaited
     * @throws Exception what the code throws
     */
    Coroutine<T> call() throws Exception;
}
