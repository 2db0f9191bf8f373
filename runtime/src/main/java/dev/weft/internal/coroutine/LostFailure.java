package dev.weft.internal.coroutine;

import org.jspecify.annotations.Nullable;

/** The report of a failure that no code can await, and the end of a value that none can receive. */
public final class LostFailure {

    private LostFailure() {}

    /** Closes a value that was lost to a cancellation, if it can be closed. */
    static void closeLost(@Nullable Object value) {
        if (value instanceof AutoCloseable resource) {
            try {
                resource.close();
            } catch (Throwable thrown) {
                Fatal.rethrow(thrown);
                report("Exception in close of a value that was lost to a cancellation", thrown);
            }
        }
    }

    /** Reports a failure to the loop that runs on this thread or, without one, to the log. */
    public static void report(String message, Throwable failure) {
        CoroutineLoop loop = CoroutineLoop.current();
        if (loop == null) {
            System.getLogger("dev.weft").log(System.Logger.Level.WARNING, message, failure);
        } else {
            loop.tell(message, failure);
        }
    }
}
