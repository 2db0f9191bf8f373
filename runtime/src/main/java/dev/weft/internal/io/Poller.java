package dev.weft.internal.io;

import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The place where a loop parks when it has nothing to run, until a deadline or until another thread wakes it. One loop
 * owns one poller.
 *
 * <p>There is a subclass for real time and one for a clock that jumps.
 */
public abstract class Poller implements AutoCloseable {

    private boolean interrupted; // loop thread

    /** For subclasses. */
    protected Poller() {}

    /** Returns a new poller that waits in real time, as measured by a clock. */
    public static Poller system(LongSupplier clock) {
        return new SystemPoller(clock);
    }

    /**
     * Returns the channels in whose selector this poller waits; the first call opens it. Loop thread only.
     *
     * @throws IOException if the selector cannot be opened
     * @throws IllegalStateException if this poller does not wait in real time
     */
    public Channels openChannels() throws IOException {
        throw new IllegalStateException(
                "a loop on a virtual clock watches no channels, because its time would pass while a"
                        + " peer is at work. Test with Connection.memoryPair(), or run on Clock.system()");
    }

    /** Returns the channels, or null if none was ever watched. Loop thread only. */
    public @Nullable Channels channels() {
        return null;
    }

    /** Looks which channels are ready, without waiting, while other things are ready to run; loop thread only. */
    public void pollChannels() {}

    /**
     * Waits until {@link #wakeup()} is called, or was since the last poll, or the time is over; loop thread only. It
     * may also return for no reason: the caller looks at its clock and its queues, and polls again.
     *
     * @param timeoutNanos the longest wait; 0 looks and returns, a negative number waits without limit
     * @param slackNanos a shorter wait may be extended to this, where waiting is expensive; 0 to wait as precisely as
     *     possible
     */
    public abstract void poll(long timeoutNanos, long slackNanos);

    /**
     * Notes that another thread is at work for the loop; loop thread only. A clock that jumps stands still meanwhile.
     *
     * @return true if that makes a difference here, and {@link #release} is to be called when the loop has the outcome
     */
    public boolean hold() {
        return false;
    }

    /**
     * Waits in real time, also where {@link #poll} moves the clock; while no channel is watched, and loop thread only.
     *
     * @param nanos the longest wait; negative for no limit
     */
    public void idle(long nanos) {
        poll(nanos, 0);
    }

    /** Tells whether a {@link #hold} has not been taken back; loop thread only. */
    public boolean isHeld() {
        return false;
    }

    /** Tells whether polls move the clock instead of waiting, so that {@link #hold} makes a difference. */
    public boolean jumpsInTime() {
        return false;
    }

    /** Takes one {@link #hold} back; loop thread only. */
    public void release() {}

    /** Ends the current poll, or else the next one; any thread. */
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
