package dev.weft.internal.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A poller that waits in real time: in a {@link Selector} once there is one, until then by parking the thread.
 *
 * <p>The selector is opened when the first channel asks for it, because opening one loads the JDK's network classes,
 * which takes longer (over 10 ms) than all the rest of a loop's start.
 *
 * <p>An interrupt ends one wait, not all that follow, else an interrupted loop would spin: see {@link #takeInterrupt}.
 */
final class SystemPoller extends WakeablePoller {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long SLICE_NANOS = 200_000; // the longest delay of a channel during a short timeout

    private volatile boolean woken; // any thread: set by wakeup, cleared by poll
    private volatile @Nullable Thread parked; // any thread: the thread that parks or is about to; null in a select
    private volatile @Nullable Selector selector; // any thread: written once, by the loop thread

    /** Returns the selector in which a loop with channels waits; the first call opens it. Loop thread only. */
    Selector selector() throws IOException {
        Selector open = selector;
        if (open == null) {
            open = Selector.open();
            selector = open;
        }
        return open;
    }

    /** Tells whether a channel has asked for the selector. Loop thread only. */
    boolean hasSelector() {
        return selector != null;
    }

    @Override
    public void poll(long timeoutNanos, long slackNanos) {
        long nanos = timeoutNanos > 0 ? Math.max(timeoutNanos, slackNanos) : timeoutNanos;
        if (nanos == 0) {
            block(0);
        } else {
            await(nanos);
        }
        woken = false;
    }

    @Override
    boolean isWoken() {
        return woken;
    }

    @Override
    void block(long nanos) {
        Selector open = selector;
        if (open != null) {
            select(open, nanos);
        } else if (nanos != 0) {
            park(nanos);
        }
    }

    /* A selector counts in milliseconds. A longer wait ends early by the fraction, for which the caller polls again.
    The fraction is parked, in slices between which the channels are polled. */
    private void select(Selector open, long timeoutNanos) {
        try {
            if (timeoutNanos == 0 || woken) {
                open.selectNow();
            } else if (timeoutNanos < 0) {
                open.select();
            } else if (timeoutNanos >= NANOS_PER_MILLI) {
                open.select(timeoutNanos / NANOS_PER_MILLI);
            } else if (open.selectNow() == 0) {
                park(Math.min(timeoutNanos, SLICE_NANOS));
                open.selectNow();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the event loop cannot wait for its channels: the selector failed", e);
        }
        keepInterrupt();
    }

    private void park(long timeoutNanos) {
        parked = Thread.currentThread();
        if (woken) {
            // The wake-up came before this thread could be seen, and so did not unpark it.
        } else if (timeoutNanos < 0) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, timeoutNanos);
        }
        parked = null;
        keepInterrupt();
    }

    @Override
    public void wakeup() {
        woken = true; // before the two reads: a loop that they do not see yet will see this
        Selector open = selector;
        if (open != null) {
            open.wakeup();
        }
        LockSupport.unpark(parked);
    }

    @Override
    public void close() {
        Selector open = selector;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException("the event loop cannot close its selector", e);
            }
        }
        restoreInterrupt();
    }
}
