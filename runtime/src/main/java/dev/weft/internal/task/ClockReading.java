package dev.weft.internal.task;

import dev.weft.Clock;
import java.util.function.LongSupplier;

/** The readings of a user's clock. It is a class and not a lambda, whose first use costs 10 ms at start-up. */
public final class ClockReading implements LongSupplier {

    private final Clock clock; // constant after construction

    /** Creates the readings of a clock. */
    public ClockReading(Clock clock) {
        this.clock = clock;
    }

    @Override
    public long getAsLong() {
        return clock.nanoTime();
    }
}
