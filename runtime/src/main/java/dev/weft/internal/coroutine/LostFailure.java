package dev.weft.internal.coroutine;

/** The report of a failure that no code can await. */
public final class LostFailure {

    /** The message for what a resource throws that is closed because nothing could receive it. */
    public static final String IN_CLOSE = "Exception in close of a value that was lost to a cancellation";

    private LostFailure() {}

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
