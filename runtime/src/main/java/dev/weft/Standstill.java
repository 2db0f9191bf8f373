package dev.weft;

import dev.weft.insight.Snapshot;
import dev.weft.internal.insight.StallWatch;
import dev.weft.internal.operation.Gather;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The standstill of one loop, once it is certain: the error with which its run ends, when all tasks have cleaned up. */
final class Standstill {

    private final EventLoop loop; // constant after construction
    private final StallWatch watch; // constant after construction
    private @Nullable Error error; // loop thread: null until the standstill is certain

    Standstill(EventLoop loop) {
        this.loop = loop;
        watch = new StallWatch(loop);
    }

    /** Tells whether nothing can ever wake the loop, which is idle, and notes what its tasks wait for. */
    boolean isCertain(boolean handlesSignals) {
        Snapshot proof = watch.proof(handlesSignals);
        if (proof != null) {
            error = StallError.of(proof);
        }
        return proof != null;
    }

    /** Stops the loop when tasks that were cancelled have ended; what they throw then is suppressed by the error. */
    void endBehind(List<Task<?>> left) {
        Gather.outcomes(loop, left).addDoneCallback(ended -> {
            suppressFailures(left);
            loop.stop();
        });
    }

    private void suppressFailures(List<Task<?>> ended) {
        for (Task<?> task : ended) {
            Throwable thrown = task.isCancelled() ? null : task.exception();
            if (thrown != null) {
                error().addSuppressed(thrown);
            }
        }
    }

    /** Returns the error, of a standstill that is certain. */
    Error error() {
        return Objects.requireNonNull(error, "the standstill is not certain");
    }

    /** Returns the time for which the loop is to wait before it looks again, in nanoseconds; negative for no limit. */
    long patienceNanos() {
        return watch.patienceNanos();
    }

    /** The loop has waited: something may have come. */
    void waited() {
        watch.waited();
    }
}
