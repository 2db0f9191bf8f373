package dev.weft;

/**
 * A block of code that runs under a timeout.
 *
 * @param <T> the type of its value
 */
@FunctionalInterface
public interface TimeoutBody<T> {

    /**
     * Runs the code.
     *
     * @param timeout the timeout, which can be moved
     * @return its coroutine, completed or to be awaited
     * @throws Exception what the code throws
     */
    Coroutine<T> call(Timeout timeout) throws Exception;
}
