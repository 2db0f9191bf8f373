package dev.weft.examples.http;

import dev.weft.EventLoop;
import dev.weft.TimerHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time by which a connection has to make progress. It is set anew several times a request, so that costs a reading of
 * the clock only: a timer that expires early begins again.
 */
final class Deadline {
    private static final long NONE = Long.MAX_VALUE;

    private final EventLoop loop; // constant after construction
    private final Runnable expired; // constant after construction
    private long at = NONE; // loop thread: in the loop's time
    private @Nullable TimerHandle timer; // loop thread

    Deadline(EventLoop loop, Runnable expired) {
        this.loop = loop;
        this.expired = expired;
    }

    /** Sets the deadline, in place of an earlier one. */
    void in(Duration time) {
        at = loop.time() + time.toNanos();
        TimerHandle running = timer;
        if (running != null && running.when() > at) {
            running.cancel();
            timer = null;
        }
        if (timer == null) {
            timer = loop.callAt(at, this::look);
        }
    }

    /** Returns the nanoseconds that are left. */
    long left() {
        return at - loop.time();
    }

    /** Removes the deadline. */
    void clear() {
        at = NONE;
    }

    /** Removes the deadline and its timer, for good. */
    void close() {
        clear();
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void look() {
        timer = null;
        if (at == NONE) {
            return;
        }
        if (loop.time() < at) {
            timer = loop.callAt(at, this::look);
        } else {
            at = NONE;
            expired.run();
        }
    }
}
