package dev.weft.testing;

import dev.weft.Coroutine;
import dev.weft.Weft;

/**
 * A piece of a program that an {@link Explorer} runs again and again, in other orders. It is made anew for each run, so
 * that every run begins in the same state: what it works on belongs in its fields, and not in static ones.
 */
@FunctionalInterface
public interface Scenario {

    /**
     * Returns what the run does. It fails the run by what it throws.
     *
     * @return a new coroutine
     * @throws Exception any exception, which fails the run
     */
    Coroutine<?> body() throws Exception;

    /**
     * Returns a check that runs on the same loop when the body has ended, also when it was cancelled. If a task was cancelled,
     * the others that end by themselves end first. It throws if
     * something did not come back: a lock that is still held, a permit that is missing.
     *
     * @return a new coroutine
     * @throws Exception any exception, which fails the run
     */
    default Coroutine<?> after() throws Exception {
        return Weft.completed();
    }
}
