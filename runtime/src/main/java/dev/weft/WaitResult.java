package dev.weft;

import java.util.List;

/**
 * The result of {@link Weft#waitUntil(ReturnWhen, java.util.Collection) waitUntil}: its futures, in the order in which
 * they were passed.
 *
 * @param done the futures that are done, in whatever way
 * @param pending the other futures
 * @param <F> the type of the futures
 */
public record WaitResult<F extends Future<?>>(List<F> done, List<F> pending) {

    /**
     * Creates a result with copies of the lists.
     *
     * @param done the futures that are done
     * @param pending the other futures
     */
    public WaitResult {
        done = List.copyOf(done);
        pending = List.copyOf(pending);
    }
}
