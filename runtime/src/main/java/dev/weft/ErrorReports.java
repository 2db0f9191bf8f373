package dev.weft;

import org.jspecify.annotations.Nullable;

/** Where one loop's failures go that no awaiting code can receive: to the user's handler, or to the log. */
final class ErrorReports {

    private final EventLoop loop; // constant after construction
    private @Nullable ExceptionHandler handler; // loop thread

    ErrorReports(EventLoop loop) {
        this.loop = loop;
    }

    void setHandler(@Nullable ExceptionHandler newHandler) {
        handler = newHandler;
    }

    void report(LoopError error) {
        ExceptionHandler receiver = handler;
        if (receiver == null) {
            log(error);
            return;
        }
        try {
            receiver.handle(loop, error);
        } catch (Throwable thrown) {
            Fatal.rethrow(thrown);
            log(error);
            log(new LoopError("Unhandled error in exception handler", thrown));
        }
    }

    private static void log(LoopError error) {
        System.getLogger("dev.weft").log(System.Logger.Level.ERROR, error.message(), error.exception());
    }
}
