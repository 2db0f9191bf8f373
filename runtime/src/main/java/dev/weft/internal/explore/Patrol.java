package dev.weft.internal.explore;

import dev.weft.testing.Scenario;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A limit of the wall time of each run of an exploration, for those that never end. It looks up once in that time, because an
 * alarm for each run would cost more than a short one: a run is over the limit if it was there the last time already.
 */
final class Patrol {

    private static final String SUBJECT = "a run";

    private final long nanos; // constant after construction
    private @Nullable Future<?> alarm; // the thread of the exploration
    private @Nullable ExploredRun current; // guarded by this: null between two runs
    private long runs; // guarded by this
    private long seen; // guarded by this: the number of runs when it looked last
    private @Nullable Watchdog watchdog; // guarded by this: of a run that is over the limit
    private final Thread thread = Thread.currentThread(); // constant after construction: that of the exploration

    Patrol(long nanos) {
        this.nanos = nanos;
    }

    /** Begins to look. */
    void begin() {
        alarm = Watchdog.every(nanos, this::look);
    }

    /** Ends that. */
    void end() {
        Future<?> last = alarm;
        if (last != null) {
            last.cancel(false);
        }
    }

    /** Makes a scenario and runs it; returns what failed, or null. */
    @Nullable
    Finding run(ExploredRun run, Supplier<? extends Scenario> scenario) {
        synchronized (this) {
            current = run;
            runs++;
        }
        try {
            return run.run(scenario);
        } finally {
            ended();
        }
    }

    private synchronized void ended() {
        current = null;
        if (watchdog != null) {
            watchdog.stop();
            watchdog = null;
        }
    }

    private synchronized void look() {
        ExploredRun run = current;
        if (run != null && runs == seen && watchdog == null) {
            watchdog = Watchdog.startExpired(run, SUBJECT, nanos, thread);
        }
        seen = runs;
    }
}
