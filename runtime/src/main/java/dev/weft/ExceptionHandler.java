package dev.weft;

/** A receiver of the failures that no code can await. See {@link EventLoop#setExceptionHandler}. */
@FunctionalInterface
public interface ExceptionHandler {

    /**
     * Handles a failure. It is called on the loop's thread; what it throws is logged together with the failure.
     *
     * @param loop the loop on which the failure occurred
     * @param error the failure
     */
    void handle(EventLoop loop, LoopError error);
}
