package dev.weft.internal.time;

import org.jspecify.annotations.Nullable;

/**
 * The timers of one loop: a {@link TimerWheel}, and in front of it the newest timer.
 *
 * <p>Many timers are timeouts of what turns out to be there already. One that is cancelled before another is scheduled,
 * and before anybody asks what is due, has never touched the wheel, where the way to its bucket is a chain of dependent
 * reads: measured, 8 of the 13 ns that schedule and cancel cost beside the clock; the others pay one more. They go on to
 * the wheel in the order in which they were scheduled, so the order of expiry is the wheel's. For the loop's thread only.
 */
public final class TimerQueue {

    private final TimerWheel wheel; // loop thread
    private @Nullable Timer newest; // loop thread: scheduled, and not in the wheel yet

    /** An empty queue for a clock that shows this time. */
    public TimerQueue(long nowNanos) {
        wheel = new TimerWheel(nowNanos);
    }

    /** How many timers wait. */
    public int size() {
        return wheel.size() + (newest == null ? 0 : 1);
    }

    /** Whether no timer waits. */
    public boolean isEmpty() {
        return newest == null && wheel.isEmpty();
    }

    /** Lets a timer, which does not wait here yet, wait for its deadline; if that has passed it is due at once. */
    public void schedule(Timer timer) {
        assert timer != newest && !wheel.isScheduled(timer)
                : "this timer waits already: cancel it before it is scheduled again";
        settle();
        newest = timer;
    }

    /** Takes a timer back; false if it does not wait here, because it has expired or was never scheduled. */
    public boolean cancel(Timer timer) {
        if (timer == newest) {
            newest = null;
            return true;
        }
        return wheel.cancel(timer);
    }

    /** The earliest deadline. At least one timer waits. */
    public long nextDeadline() {
        settle();
        return wheel.nextDeadline();
    }

    /**
     * Takes out the earliest timer if it is due; null if none is.
     *
     * @param now the time; a timer is due when it is not earlier than its deadline
     */
    public @Nullable Timer pollExpired(long now) {
        settle();
        return wheel.pollExpired(now);
    }

    private void settle() {
        Timer timer = newest;
        if (timer != null) {
            newest = null;
            wheel.schedule(timer);
        }
    }

    /** For tests: throws unless the wheel is as it should be, and does not hold the newest timer. */
    void checkInvariants() {
        wheel.checkInvariants();
        if (newest != null && wheel.isScheduled(newest)) {
            throw new AssertionError("timer queue: the newest timer is in the wheel already");
        }
    }
}
