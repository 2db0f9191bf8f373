package dev.weft;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;

/**
 * The failures of one loop's futures that nobody has looked at, in the order in which they happened.
 *
 * <p>One is reported when its future is garbage, because then nobody can look at it any more, or when the loop closes.
 */
final class UnseenFailures {

    private final EventLoop loop; // constant after construction
    private final ReferenceQueue<Future<?>> unreachable = new ReferenceQueue<>(); // any thread
    private @Nullable Failure first; // loop thread
    private @Nullable Failure last; // loop thread

    UnseenFailures(EventLoop loop) {
        this.loop = loop;
    }

    Failure add(Future<?> future, Throwable exception, String message) {
        Failure failure = new Failure(future, exception, message, unreachable);
        Failure before = last;
        failure.previous = before;
        if (before == null) {
            first = failure;
        } else {
            before.next = failure;
        }
        last = failure;
        return failure;
    }

    /** Notes that somebody has looked; does nothing the second time. */
    void seen(Failure failure) {
        Failure before = failure.previous;
        Failure after = failure.next;
        if (before == null && first != failure) {
            return;
        }
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        failure.previous = null;
        failure.next = null;
    }

    /** Reports those at which nobody can look any more. */
    void reportUnreachable() {
        if (first == null) {
            return;
        }
        for (Reference<?> gone = unreachable.poll(); gone != null; gone = unreachable.poll()) {
            Failure failure = (Failure) gone;
            if (failure.previous != null || first == failure) {
                report(failure);
            }
        }
    }

    /** Reports all that are left. */
    void reportRest() {
        for (Failure failure = first; failure != null; failure = first) {
            report(failure);
        }
    }

    private void report(Failure failure) {
        seen(failure);
        failure.clear();
        loop.callExceptionHandler(new LoopError(failure.message, failure.exception));
    }
}
