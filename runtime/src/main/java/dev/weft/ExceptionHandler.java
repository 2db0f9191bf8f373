package dev.weft;

/** Receives the failures that no awaiting code can receive. */
@FunctionalInterface
public interface ExceptionHandler {

    /**
     * Handles one failure, on the loop's thread.
     *
     * @param loop where it happened
     * @param error what happened
     */
    void handle(EventLoop loop, LoopError error);
}
