package dev.weft.benchmarks;

import java.time.Duration;
import java.util.SplittableRandom;

/** Random delays between a minute and an hour, the same for each peer, which are reused in a cycle. */
final class Delays {
    private static final int COUNT = 1 << 10; // a power of two; few enough for the L1 cache, with their Durations
    private static final long LEAST = 60_000_000_000L; // nanoseconds: no timer expires during the measurement
    private static final long RANGE = 3_540_000_000_000L; // up to an hour
    private static final long SEED = 20_240_711;

    private final long[] nanos = new long[COUNT];
    private final Duration[] durations = new Duration[COUNT];
    private int next;

    Delays() {
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < COUNT; i++) {
            nanos[i] = LEAST + random.nextLong(RANGE);
            durations[i] = Duration.ofNanos(nanos[i]);
        }
    }

    long nextNanos() {
        return nanos[next++ & (COUNT - 1)];
    }

    Duration nextDuration() {
        return durations[next++ & (COUNT - 1)];
    }
}
