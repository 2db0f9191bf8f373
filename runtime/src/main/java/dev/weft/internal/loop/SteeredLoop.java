package dev.weft.internal.loop;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A loop that asks a {@link Steering} for the job to run next. A turn runs as many jobs as were ready at its start. */
public final class SteeredLoop extends LoopCore {

    private final SteeredPoller poller; // constant after construction
    private final Steering steering; // constant after construction

    SteeredLoop(LoopListener listener, LongSupplier clock, SteeredPoller poller) {
        super(listener, clock, poller);
        this.poller = poller;
        steering = poller.steering;
        steering.steers(this);
    }

    @Override
    void runReady(@Nullable JobWatch watching) {
        for (int left = ready.size(); left > 0; left--) {
            Job job = ready.remove(steering.next(this));
            if (watching == null) {
                job.run();
            } else {
                watching.run(job);
            }
            steering.ran(job);
        }
    }

    /** Returns the number of jobs that are ready. */
    public int readyCount() {
        return ready.size();
    }

    /** Returns a job that is ready; the oldest is at 0. */
    public Job ready(int index) {
        return ready.get(index);
    }

    /** Returns the earliest deadline; only if {@link #hasTimer}. */
    public long nextDeadline() {
        return timers.nextDeadline();
    }

    /** Moves the clock to the earliest deadline, and the due timers behind what is ready. */
    public void passTime() {
        long nanos = nextDeadline() - time();
        if (nanos > 0) {
            poller.pass(nanos);
        }
        expireTimers();
    }
}
