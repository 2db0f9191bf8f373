package dev.weft.internal.insight;

import dev.weft.insight.Snapshot;
import dev.weft.insight.Snapshot.Kind;
import dev.weft.internal.loop.Log;
import dev.weft.internal.loop.LoopCore;
import dev.weft.internal.task.ClockReading;
import dev.weft.internal.task.LoopView;
import dev.weft.internal.task.TaskLoop;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A watch for one loop that stands still: it has nothing to do, no timer and no channel, and only another thread could
 * give it any.
 *
 * <ol>
 *   <li>If another thread has ever done so, or can be seen to be able to, nothing is certain. When the loop has been idle
 *       for 10 s, it logs what its tasks wait for, once.
 *   <li>Otherwise the loop will stand still for ever: {@link #proof}. On a clock that jumps, the threads of the test's
 *       framework do not count; elsewhere the JVM must have no thread but the loop's own.
 * </ol>
 *
 * <p>It is asked only by a loop that would wait without limit, so a loop that is busy pays nothing.
 */
public final class StallWatch {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final TaskLoop loop; // constant after construction
    private final LoopCore core; // constant after construction
    private final LongSupplier clock; // constant after construction: real time
    private boolean disturbed; // loop thread: another thread has given the loop something to do
    private boolean warned; // loop thread
    private long idleSince; // loop thread

    /** Creates a watch. */
    public StallWatch(TaskLoop loop) {
        this(loop, new ClockReading());
    }

    /** Creates a watch that measures the time of the loop's standstill by a clock. */
    StallWatch(TaskLoop loop, LongSupplier clock) {
        this.loop = loop;
        this.clock = clock;
        this.core = LoopView.core(loop);
    }

    /**
     * Returns the tasks of the loop, which is idle, if nothing can ever wake it; else null.
     *
     * @param handlesSignals true if a signal could
     */
    public @Nullable Snapshot proof(boolean handlesSignals) {
        if (disturbed || handlesSignals || LoopView.awaitsStages(loop)) {
            return null;
        }
        if (core.jumpsInTime() ? core.isHeld() : ForeignThreads.any()) {
            return null;
        }
        Snapshot.Loop picture = Snapshots.here(loop);
        boolean certain = !picture.tasks().isEmpty()
                && picture.tasks().stream().noneMatch(StallWatch::mayEndElsewhere)
                && core.hasNoNews();
        return certain ? new Snapshot(List.of(picture)) : null;
    }

    private static boolean mayEndElsewhere(Snapshot.Task task) {
        Kind kind = task.waitsFor().kind();
        return kind == Kind.THREAD
                || (kind == Kind.STAGE && task.waitsFor().on().isEmpty());
    }

    /** Returns the time for which the loop is to wait before it looks again, in nanoseconds; negative for no limit. */
    public long patienceNanos() {
        if (warned) {
            return -1;
        }
        idleSince = clock.getAsLong();
        return PATIENCE_NANOS;
    }

    /** The loop has waited: something may have come, or the time is over. */
    public void waited() {
        disturbed = true;
        if (!warned && core.hasNoNews() && clock.getAsLong() - idleSince >= PATIENCE_NANOS) {
            warn();
        }
    }

    private void warn() {
        Snapshot.Loop picture = Snapshots.here(loop);
        boolean awaitsThread =
                picture.tasks().stream().anyMatch(task -> task.waitsFor().kind() == Kind.THREAD);
        if (picture.tasks().isEmpty() || awaitsThread) {
            return; // there is somebody at work
        }
        warned = true;
        Log.warning("The event loop has had nothing to do for 10 s, and only another thread can wake it:\n"
                + new Snapshot(List.of(picture)).tree().stripTrailing());
    }
}
