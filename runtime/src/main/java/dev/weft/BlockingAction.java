package dev.weft;

/** A piece of blocking work without a value, for {@link Weft#toThread(BlockingAction)}. */
@FunctionalInterface
public interface BlockingAction {
    /**
     * Does the work, on a thread that may block.
     *
     * @throws Exception any exception: the await of the work throws the same object
     */
    void run() throws Exception;
}
