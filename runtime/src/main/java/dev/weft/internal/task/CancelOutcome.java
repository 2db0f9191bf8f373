package dev.weft.internal.task;

import dev.weft.CancelledError;
import dev.weft.internal.coroutine.Fatal;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a cancelled future in debug mode: what its errors have in common.
 *
 * @param message the message that was given to {@code cancel}, or a {@link CancelSource}
 * @param cause the request, or what else the error that ended a task had as its cause
 */
record CancelOutcome(@Nullable String message, @Nullable Throwable cause) {

    /** Returns the outcome of a future whose own error is taken: as in asyncio, the later ones have no message. */
    static CancelOutcome after(CancelledError taken) {
        return new CancelOutcome(null, causeOf(taken));
    }

    /** Creates another error. */
    CancelledError newError() {
        CancelledError error = new CancelledError(message);
        if (cause != null) {
            error.initCause(cause);
        }
        return error;
    }

    /** Returns the cause of an error, whose class may be one of the program. */
    static @Nullable Throwable causeOf(CancelledError error) {
        try {
            return error.getCause();
        } catch (Throwable thrown) {
            Fatal.rethrow(thrown);
            return null;
        }
    }

    /** Returns what was the cause of a cancellation, given the outcome of the future; null if that is not known. */
    static @Nullable Throwable cause(@Nullable Object outcome) {
        if (outcome instanceof CancelledError error) {
            return causeOf(error);
        }
        return outcome instanceof CancelOutcome known ? known.cause : null;
    }
}
