package dev.weft.internal.task;

import dev.weft.EventLoop;
import dev.weft.ExceptionHandler;
import dev.weft.LoopError;
import dev.weft.internal.coroutine.Fatal;
import dev.weft.internal.loop.Log;
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
            Log.error(error.message(), error.exception());
            return;
        }
        try {
            receiver.handle(loop, error);
        } catch (Throwable thrown) {
            Fatal.rethrow(thrown);
            Log.error(error.message(), error.exception());
            Log.error("Unhandled error in exception handler", thrown);
        }
    }
}
