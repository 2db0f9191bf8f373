package dev.weft.testing;

import dev.weft.Clock;
import dev.weft.internal.explore.Shuffle;
import dev.weft.internal.io.JumpingClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still while a loop has something to run, and jumps to the next deadline when it has nothing.
 *
 * <p>It is passed to {@link dev.weft.Runner.Builder#clock}; a {@link TestLoop} has one. It serves one loop.
 */
public final class VirtualClock extends JumpingClock implements Clock {

    private final AtomicLong now = new AtomicLong(); // any thread

    /** Creates a clock that shows 0. */
    public VirtualClock() {}

    /** Creates a clock that shows 0, whose loop is shuffled. */
    VirtualClock(Shuffle shuffle) {
        super(shuffle::newPoller);
    }

    @Override
    public long nanoTime() {
        return now.get();
    }

    /**
     * Moves the clock forward by hand. Loop thread only.
     *
     * @param time the time to add
     * @throws IllegalArgumentException if the time is negative, or longer than 292 years
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("advance(" + time + "): a clock cannot be moved back");
        }
        long nanos;
        try {
            nanos = time.toNanos();
        } catch (ArithmeticException tooLong) {
            throw new IllegalArgumentException(
                    "advance(" + time + "): a clock of nanoseconds advances by 292 years at most", tooLong);
        }
        jump(nanos);
    }

    @Override
    protected void jump(long nanos) {
        now.addAndGet(nanos);
    }
}
