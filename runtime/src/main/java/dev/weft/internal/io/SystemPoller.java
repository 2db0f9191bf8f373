package dev.weft.internal.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A poller that waits in real time: in a selector while channels are registered, otherwise by parking the thread.
 *
 * <p>The selector is opened when the first channel asks for it, because opening one loads the JDK's network classes,
 * which takes longer (over 10 ms) than all the rest of a loop's start.
 *
 * <p>An interrupt ends one wait, not all that follow, else an interrupted loop would spin: see {@link #takeInterrupt}.
 */
final class SystemPoller extends WakeablePoller {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long SLICE_NANOS = 200_000; // the longest delay of a channel during a short timeout
    private static final long FIRST_LOOK_MILLIS = 50;
    private static final long LAST_LOOK_MILLIS = 60_000;

    private final LongSupplier clock; // constant after construction
    private final SelectorSource source; // constant after construction
    private volatile boolean woken; // any thread: set by wakeup, cleared by poll
    private volatile @Nullable Thread parked; // any thread: the thread that parks or is about to; null in a select
    private volatile boolean selecting; // any thread: the loop's thread waits in a select or is about to
    private long lookMillis = FIRST_LOOK_MILLIS; // loop thread
    private volatile @Nullable Channels channels; // any thread: written once, by the loop thread

    SystemPoller(LongSupplier clock) {
        this(clock, new SelectorSource());
    }

    SystemPoller(LongSupplier clock, SelectorSource source) {
        this.clock = clock;
        this.source = source;
    }

    @Override
    public Channels openChannels() throws IOException {
        Channels open = channels;
        if (open == null) {
            open = new Channels(source);
            channels = open;
        }
        return open;
    }

    @Override
    public @Nullable Channels channels() {
        return channels;
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
    public void pollChannels() {
        Channels open = channels;
        if (open != null && open.any()) {
            try {
                open.selectNow();
            } catch (IOException e) {
                throw broken(e);
            }
        }
    }

    @Override
    boolean isWoken() {
        return woken;
    }

    @Override
    void block(long nanos) {
        Channels open = channels;
        if (open != null && open.any()) {
            select(open, nanos);
        } else if (nanos != 0) {
            park(nanos);
        }
    }

    /* A selector counts in milliseconds. A longer wait ends early by the fraction, for which the caller polls again.
    The fraction is parked, in slices between which the channels are polled. */
    private void select(Channels open, long timeoutNanos) {
        try {
            if (timeoutNanos == 0 || woken) {
                open.selectNow();
            } else if (timeoutNanos < 0 || timeoutNanos >= NANOS_PER_MILLI) {
                selectBlocking(open, Math.max(timeoutNanos, 0) / NANOS_PER_MILLI);
            } else if (open.selectNow() == 0) {
                park(Math.min(timeoutNanos, SLICE_NANOS));
                open.selectNow();
            }
        } catch (IOException e) {
            throw broken(e);
        }
        keepInterrupt();
    }

    /* No select ends when a channel is closed that it waits for: the JDK drops the key, and goes on to wait. So the first
    select of an idle loop ends after a moment, and the following after twice the time of the one before. */
    private void selectBlocking(Channels open, long wantedMillis) throws IOException {
        long millis = wantedMillis == 0 ? lookMillis : Math.min(wantedMillis, lookMillis);
        long begun = clock.getAsLong();
        int ready;
        selecting = true;
        try {
            ready = woken ? open.selectNow() : open.select(millis); // woken: that thread may not have seen the flag
        } finally {
            selecting = false;
        }
        boolean over = ready == 0 && clock.getAsLong() - begun >= (millis - 1) * NANOS_PER_MILLI;
        lookMillis = over && millis == lookMillis ? Math.min(2 * millis, LAST_LOOK_MILLIS) : FIRST_LOOK_MILLIS;
        if (ready == 0) {
            if (over || woken || Thread.currentThread().isInterrupted()) {
                open.endedInTime();
            } else {
                open.endedEarly();
            }
        }
    }

    private static UncheckedIOException broken(IOException e) {
        return new UncheckedIOException("the event loop cannot wait for its channels: the selector failed", e);
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
        woken = true; // before the reads: a loop that they do not see yet will see this
        Channels open = channels;
        if (open != null && selecting) {
            open.wakeup();
        } else {
            LockSupport.unpark(parked);
        }
    }

    @Override
    public void close() {
        Channels open = channels;
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
