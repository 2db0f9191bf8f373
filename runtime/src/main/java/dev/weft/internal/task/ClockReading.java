package dev.weft.internal.task;

import dev.weft.Clock;
import java.util.function.LongSupplier;

/** A user's clock as the loop reads it. A class of its own and not a lambda, whose first use costs 10 ms at start-up. */
public final class ClockReading implements LongSupplier {

    private final Clock clock; // constant after construction

    /** The readings of a clock. */
    public ClockReading(Clock clock) {
        this.clock = clock;
    }

    @Override
    public long getAsLong() {
        return clock.nanoTime();
    }
}
