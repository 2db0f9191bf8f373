package dev.weft.internal.io;

/**
 * What a loop parks in when it has nothing to run: it ends at a deadline or when another thread wakes it.
 *
 * <p>An abstract class with one subclass for real time and one for a clock that jumps. One loop owns one poller.
 */
public abstract class Poller implements AutoCloseable {

    private boolean interrupted; // loop thread

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

    /**
     * Whether the thread was interrupted, while it waited here or elsewhere, since this was last asked; loop thread only.
     * An interrupt ends a wait once, and is kept until it is asked for or the poller is closed, which sets it again: a
     * thread whose interrupt stays set does not wait at all.
     */
    public final boolean takeInterrupt() {
        keepInterrupt();
        boolean taken = interrupted;
        interrupted = false;
        return taken;
    }

    /** Clears the thread's interrupt, and keeps it here. */
    final void keepInterrupt() {
        if (Thread.interrupted()) {
            interrupted = true;
        }
    }

    /** Sets an interrupt again that was kept here. */
    final void restoreInterrupt() {
        if (interrupted) {
            interrupted = false;
            Thread.currentThread().interrupt();
        }
    }

    /** Gives back what the poller holds; loop thread only. A closed poller is not used again, only woken in vain. */
    @Override
    public abstract void close();
}
