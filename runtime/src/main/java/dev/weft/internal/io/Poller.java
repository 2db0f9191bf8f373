package dev.weft.internal.io;

/**
 * What a loop parks in when it has nothing to run: it ends at a deadline or when another thread wakes it.
 *
 * <p>An abstract class with one subclass for real time and one for a clock that jumps. One loop owns one poller.
 */
public abstract class Poller implements AutoCloseable {

    /** For subclasses. */
    protected Poller() {}

    /** A new poller that waits in real time. */
    public static Poller system() {
        return new SystemPoller();
    }

    /**
     * Waits until {@link #wakeup()} was called since the last poll, or the time is over; loop thread only. It may also
     * return for no reason: the caller looks at its clock and its queues, and polls again.
     *
     * @param timeoutNanos how long to wait at most; 0 looks and returns, a negative number waits for ever
     * @param slackNanos a wait for less than this may last as long, where waiting costs time; 0 if it must be as short
     *     as can be
     */
    public abstract void poll(long timeoutNanos, long slackNanos);

    /** Makes the poll that is waiting, or else the next one, return; any thread. */
    public abstract void wakeup();

    /** Gives back what the poller holds; loop thread only. A closed poller is not used again, only woken in vain. */
    @Override
    public abstract void close();
}
