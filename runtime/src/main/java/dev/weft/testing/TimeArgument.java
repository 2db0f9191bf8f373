package dev.weft.testing;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A time that a caller gives. */
final class TimeArgument {

    private TimeArgument() {}

    /** Returns a time in nanoseconds, the longest for one that is longer; throws if it is null or negative. */
    static long nanos(String method, Duration time) {
        Objects.requireNonNull(time, method + ": a time was expected, got null");
        if (time.isNegative()) {
            throw new IllegalArgumentException(method + "(" + time + "): zero or more was expected");
        }
        return TimeUnit.NANOSECONDS.convert(time);
    }
}
