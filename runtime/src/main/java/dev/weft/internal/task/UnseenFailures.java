package dev.weft.internal.task;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;

/**
 * The failures of one loop's futures that have not been seen, in the order in which they happened.
 *
 * <p>A failure is reported when its future is garbage collected, because then nothing can see it any more, or when the
 * loop closes.
 */
public final class UnseenFailures {

    private final LoopAccess loop; // constant after construction
    private final ReferenceQueue<FutureCore<?>> unreachable = new ReferenceQueue<>(); // any thread
    private final LinkedChain<Failure> failures = new LinkedChain<>(); // loop thread

    UnseenFailures(LoopAccess loop) {
        this.loop = loop;
    }

    /** The queue of failures whose futures are garbage. */
    ReferenceQueue<FutureCore<?>> unreachable() {
        return unreachable;
    }

    Failure add(Failure failure) {
        failures.addLast(failure);
        return failure;
    }

    /** Marks a failure as seen; a no-op the second time. */
    void seen(Failure failure) {
        if (failures.contains(failure)) {
            failures.remove(failure);
        }
    }

    /** Reports the failures that nothing can see any more. */
    public void reportUnreachable() {
        if (failures.first() == null) {
            return;
        }
        for (Reference<?> gone = unreachable.poll(); gone != null; gone = unreachable.poll()) {
            Failure failure = (Failure) gone;
            if (failures.contains(failure)) {
                report(failure);
            }
        }
    }

    /** Reports all failures that are left. */
    public void reportRest() {
        for (Failure failure = failures.first(); failure != null; failure = failures.first()) {
            report(failure);
        }
    }

    private void report(Failure failure) {
        failures.remove(failure);
        failure.clear();
        failure.reportTo(loop);
    }
}
