package dev.weft.internal.task;

import dev.weft.Clock;

/** The clock of the machine. */
public final class SystemClock implements Clock {

    /** The only instance. */
    public static final SystemClock INSTANCE = new SystemClock();

    private SystemClock() {}

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }
}
