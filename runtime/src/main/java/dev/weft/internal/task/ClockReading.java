package dev.weft.internal.task;

import dev.weft.Clock;
import java.util.function.LongSupplier;

/** The readings of the machine's clock. It is a class and not a lambda, whose first use costs 10 ms at start-up. */
public final class ClockReading implements LongSupplier {

    /** Creates readings. */
    public ClockReading() {}

    /** Returns the readings of a clock. */
    public static LongSupplier of(Clock clock) {
        return clock == SystemClock.INSTANCE ? new ClockReading() : new ForeignClock(clock);
    }

    @Override
    public long getAsLong() {
        return SystemClock.INSTANCE.nanoTime();
    }
}
