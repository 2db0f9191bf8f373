package dev.weft.internal.explore;

import dev.weft.testing.ScheduleFailure.Kind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failure of one run.
 *
 * @param kind its kind
 * @param text a description, which may have several lines
 * @param cause what was thrown, or null
 * @param reason what tells this failure from others: the place that an exception comes from, or the places of waiting tasks
 */
record Finding(Kind kind, String text, @Nullable Throwable cause, String reason) {

    private static final String TIMEOUT = "timeout";

    /** Creates a failure by an exception. */
    static Finding of(Kind kind, String text, Throwable cause) {
        StackTraceElement[] stack = cause.getStackTrace();
        return new Finding(
                kind, text, cause, stack.length == 0 ? cause.toString() : cause.getClass() + " at " + stack[0]);
    }

    /** Returns the failure of a run that has taken too much wall time. */
    static Finding timeout(String message) {
        return new Finding(Kind.THROWN, message, new AssertionError(message), TIMEOUT);
    }

    /** Tells whether the run has taken too much wall time: so may each that repeats it. */
    boolean isTimeout() {
        return reason.equals(TIMEOUT);
    }

    /** Tells whether another one was thrown by an exception of the same class, if any was: a hot one may lack its place. */
    boolean hasSameCause(Finding other) {
        return Objects.equals(classOf(cause), classOf(other.cause));
    }

    private static @Nullable Class<?> classOf(@Nullable Throwable thrown) {
        return thrown == null ? null : thrown.getClass();
    }

    /** Tells whether another one has the same reason, as far as can be seen. */
    boolean isLike(Finding other) {
        return kind == other.kind && reason.equals(other.reason);
    }
}
