package dev.weft.sync;

import dev.weft.Task;
import dev.weft.Weft;
import org.jspecify.annotations.Nullable;

/** The permit of a {@link CapacityLimiter}. It is valid as long as the limiter knows it as that of its borrower. */
final class LimiterPermit implements Permit {

    private final CapacityLimiter limiter; // constant after construction
    final Object borrower; // constant after construction
    final @Nullable Task<?> task = Weft.currentTask(); // constant after construction: the one that has borrowed

    LimiterPermit(CapacityLimiter limiter, Object borrower) {
        this.limiter = limiter;
        this.borrower = borrower;
    }

    @Override
    public void close() {
        limiter.checkThread("close");
        limiter.giveBack(this);
    }

    @Override
    public String toString() {
        return "Permit of " + limiter;
    }
}
