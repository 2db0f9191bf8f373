package dev.weft;

import dev.weft.internal.task.SystemClock;

/** A source of monotonic nanoseconds, by which an event loop measures its deadlines. */
public interface Clock {

    /**
     * Returns the current time.
     *
     * @return nanoseconds since an arbitrary point. Only differences have a meaning, and the number may wrap around
     */
    long nanoTime();

    /**
     * Returns the clock of the machine, {@link System#nanoTime()}.
     *
     * @return the clock of real time
     */
    static Clock system() {
        return SystemClock.INSTANCE;
    }
}
