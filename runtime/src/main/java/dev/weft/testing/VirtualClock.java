package dev.weft.testing;

import dev.weft.Clock;
import dev.weft.internal.io.JumpingClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still while a loop has something to run, and jumps to the next deadline when it has not.
 *
 * <p>Give it to {@code Runner.builder().clock(...)}, or use a {@link TestLoop}.
 */
public final class VirtualClock extends JumpingClock implements Clock {

    private final AtomicLong now = new AtomicLong(); // any thread

    /** A clock that begins at 0. */
    public VirtualClock() {}

    @Override
    public long nanoTime() {
        return now.get();
    }

    /**
     * Moves the clock on by hand. Loop thread only.
     *
     * @param time how far, not negative
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a clock does not go back: advance(" + time + ")");
        }
        jump(time.toNanos());
    }

    @Override
    protected void jump(long nanos) {
        now.addAndGet(nanos);
    }
}
