package dev.weft.internal.io;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A poller that does not wait for a deadline but moves the clock to it. Without a deadline it parks; so it does while
 * other threads are at work for the loop, because the time that they take is not known.
 */
public class JumpingPoller extends WakeablePoller {

    private final JumpingClock clock; // constant after construction
    private int held; // loop thread: pieces of work on other threads, less those of the loop that such threads wait for
    private volatile boolean woken; // any thread: set by wakeup, cleared by poll
    private volatile @Nullable Thread parked; // any thread: the thread that parks or is about to

    /** Creates a poller that moves the given clock. */
    public JumpingPoller(JumpingClock clock) {
        this.clock = clock;
    }

    /** Returns the poller of a loop on a clock. */
    public static Poller of(JumpingClock clock) {
        return clock.newPoller();
    }

    /** Moves the clock forward. */
    protected final void jump(long nanos) {
        clock.jump(nanos);
    }

    /** Jumps or parks. A jump costs nothing, so the slack is ignored. */
    @Override
    public final void poll(long timeoutNanos, long slackNanos) {
        if (timeoutNanos < 0 || (held > 0 && timeoutNanos > 0)) {
            await(-1);
        } else if (!woken && timeoutNanos > 0) {
            clock.jump(timeoutNanos);
        }
        woken = false;
    }

    @Override
    public void idle(long nanos) {
        await(nanos);
        woken = false;
    }

    @Override
    public boolean isHeld() {
        return held > 0;
    }

    @Override
    boolean isWoken() {
        return woken;
    }

    /** Parks until woken, or until a time is over that is not negative. */
    @Override
    void block(long nanos) {
        parked = Thread.currentThread();
        if (woken) {
            // The wake-up came before this thread could be seen: it did not unpark anybody.
        } else if (nanos < 0) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, nanos);
        }
        parked = null;
        keepInterrupt();
    }

    @Override
    public boolean hold() {
        held++;
        return true;
    }

    @Override
    public boolean jumpsInTime() {
        return true;
    }

    @Override
    public void release() {
        held--;
    }

    @Override
    public void wakeup() {
        woken = true;
        LockSupport.unpark(parked);
    }

    @Override
    public void close() {
        restoreInterrupt();
    }
}
