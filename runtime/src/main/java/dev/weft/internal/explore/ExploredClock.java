package dev.weft.internal.explore;

import dev.weft.Clock;
import dev.weft.internal.io.JumpingClock;
import dev.weft.internal.loop.SteeredPoller;
import dev.weft.internal.loop.Steering;

/** The virtual clock of one explored run, which shows 0 first. */
final class ExploredClock extends JumpingClock implements Clock {

    private volatile long now; // any thread: written by the loop's
    private long idleAt; // loop thread

    ExploredClock(Steering steering) {
        super(clock -> new SteeredPoller(clock, steering));
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    protected void jump(long nanos) {
        long moved = now + nanos; // no other thread moves it
        now = moved;
        idleAt = moved;
    }

    /** Returns the time at which the loop last had nothing to run. */
    long idleAt() {
        return idleAt;
    }

    /** Takes back that the loop had nothing to run: time was made to pass. */
    void idleAt(long nanos) {
        idleAt = nanos;
    }
}
