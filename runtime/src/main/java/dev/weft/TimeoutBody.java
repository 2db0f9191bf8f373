package dev.weft;

import org.jspecify.annotations.Nullable;

/**
 * A block of code that runs under a {@link Timeout}, for {@link Weft#timeout} and {@link Timeout#run}.
 *
 * @param <T> the type of its value
 */
@FunctionalInterface
public interface TimeoutBody<T extends @Nullable Object> {

    /**
     * Runs the block.
     *
     * @param timeout the timeout, which can be moved
     * @return a coroutine of the value; one that is not {@code completed(...)} is awaited
     * @throws Exception any exception: it is the failure of the block
     */
    Coroutine<T> call(Timeout timeout) throws Exception;
}
