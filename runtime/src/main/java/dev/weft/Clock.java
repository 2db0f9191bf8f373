package dev.weft;

import dev.weft.internal.task.SystemClock;

/** Monotonic nanoseconds. */
public interface Clock {

    /**
     * The time.
     *
     * @return nanoseconds from an arbitrary point; only differences mean anything, and they may wrap around
     */
    long nanoTime();

    /**
     * The clock of the machine.
     *
     * @return a clock in real time
     */
    static Clock system() {
        return SystemClock.INSTANCE;
    }
}
