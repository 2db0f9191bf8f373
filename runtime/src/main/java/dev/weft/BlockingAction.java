package dev.weft;

/** A piece of blocking work without a value, to be run on a thread that may wait. */
@FunctionalInterface
public interface BlockingAction {
    /**
     * Does the work.
     *
     * @throws Exception whatever the work throws; it reaches the awaiting coroutine as the same object
     */
    void run() throws Exception;
}
