package dev.weft.internal.task;

import dev.weft.EventLoop;
import dev.weft.ExceptionHandler;
import dev.weft.LoopError;
import dev.weft.internal.coroutine.Fatal;
import org.jspecify.annotations.Nullable;

/** The reports of one loop's failures that no code can await: to the user's handler, or to the log. */
public final class ErrorReports {

    private final EventLoop loop; // constant after construction
    private @Nullable ExceptionHandler handler; // loop thread

    /** Creates reports to the log. */
    public ErrorReports(EventLoop loop) {
        this.loop = loop;
    }

    /** Sets the handler; null for the log. */
    public void setHandler(@Nullable ExceptionHandler newHandler) {
        handler = newHandler;
    }

    /** Reports a failure. */
    public void report(LoopError error) {
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
