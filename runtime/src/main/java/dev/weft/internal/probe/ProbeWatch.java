package dev.weft.internal.probe;

import dev.weft.Coroutine;

/** A receiver of what the probes of one run find. All calls come on the loop's thread, from the code under test. */
public interface ProbeWatch {

    /** Receives a race, at the write that makes it one. What it throws, the code under test sees. */
    void race(Race race);

    /**
     * Receives a call that would block the loop's thread, before it is made.
     *
     * @param call the call, such as {@code Thread.sleep}
     * @param remedy what to do instead
     */
    void blocks(String call, String remedy);

    /**
     * Receives the coroutine that a call of an {@code @Async} method has made.
     *
     * @param method the method, such as {@code app.Bank.debit}
     * @param made the coroutine, which has not started
     * @return the coroutine that the caller gets: the same one, or one that awaits it
     */
    Coroutine<?> called(String method, Coroutine<?> made);
}
