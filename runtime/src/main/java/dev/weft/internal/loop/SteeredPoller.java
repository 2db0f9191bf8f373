package dev.weft.internal.loop;

import dev.weft.internal.io.JumpingClock;
import dev.weft.internal.io.JumpingPoller;
import java.util.function.LongSupplier;

/** The poller of a {@link SteeredLoop}. */
public final class SteeredPoller extends JumpingPoller {

    final Steering steering; // constant after construction

    /** Creates the poller of a loop with a steering, on a clock. */
    public SteeredPoller(JumpingClock clock, Steering steering) {
        super(clock);
        this.steering = steering;
    }

    @Override
    public void idle(long nanos) {
        if (isHeld() || steering.awaitsThreads()) {
            super.idle(nanos);
        }
    }

    /** Parks for a real time. */
    void parkFor(long nanos) {
        super.idle(nanos);
    }

    /** Creates the loop. */
    LoopCore newLoop(LoopListener listener, LongSupplier clock) {
        return new SteeredLoop(listener, clock, this);
    }

    /** Moves the clock forward. */
    void pass(long nanos) {
        jump(nanos);
    }
}
