package dev.weft;

import java.util.List;

/**
 * What {@code waitUntil} gives: the futures in the order in which they were passed.
 *
 * @param done those that have ended, in whatever way
 * @param pending the others
 * @param <F> the type of the futures
 */
public record WaitResult<F extends Future<?>>(List<F> done, List<F> pending) {

    /**
     * Copies the lists.
     *
     * @param done those that have ended, in whatever way
     * @param pending the others
     */
    public WaitResult {
        done = List.copyOf(done);
        pending = List.copyOf(pending);
    }
}
