package dev.weft.internal.task;

import dev.weft.CancelledError;
import dev.weft.internal.coroutine.LogicalTrace;
import org.jspecify.annotations.Nullable;

/** The place at which a cancellation was requested, and the task that did: in debug mode the cause of its CancelledError. */
final class CancelRequested extends Exception {

    private static final long serialVersionUID = 1;

    private CancelRequested(String message) {
        super(message);
    }

    /** Returns the request that the running code makes. */
    static CancelRequested here(@Nullable TaskCore<?> asking) {
        String who = asking == null ? "a callback, or code outside the loop" : asking.shownName();
        CancelRequested request = new CancelRequested("the cancellation was requested here, by " + who);
        LogicalTrace.keepOwn(request);
        return request;
    }

    /** Makes this the cause of an error that has none. */
    void explain(CancelledError error) {
        if (error.getCause() == null) {
            try {
                error.initCause(this);
            } catch (IllegalStateException decided) {
                // it was created without a cause on purpose
            }
        }
    }
}
