package dev.weft.internal.time;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random schedules, cancels and jumps of the clock: the timers do what a sorted map does. */
class TimersModelTest {

    private static final int STEPS = 3_000;
    private static final int MOST_WAITING = 400;
    private static final long YEARS_200 = 200L * 365 * 24 * 3600 * 1_000_000_000L;

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                -1,
                Long.MIN_VALUE,
                Long.MIN_VALUE + 1,
                Long.MAX_VALUE,
                Long.MAX_VALUE - 1_000_000,
                -1_000_000_000,
                (1L << 58) - 1,
                -(1L << 58),
                123_456_789_012_345L
            })
    void timers_randomSchedulesCancelsAndJumps_doWhatASortedMapDoes(long origin) {
        for (int run = 0; run < 2; run++) {
            runSeed(origin, new SplittableRandom().nextLong());
        }
    }

    @Test
    void timers_knownSeeds_doWhatASortedMapDoes() {
        for (long seed = 0; seed < 10; seed++) {
            runSeed(seed * 0x123456789ABCDEFL, seed);
        }
    }

    private static void runSeed(long origin, long seed) {
        for (TestedTimers timers : TestedTimers.all(origin)) {
            runSeed(origin, seed, timers);
        }
    }

    private static void runSeed(long origin, long seed, TestedTimers timers) {
        SplittableRandom random = new SplittableRandom(seed);
        TimersAgainstModel pair = new TimersAgainstModel(origin, timers);
        int shortest = random.nextInt(40); // bits: runs differ in whether deadlines are close together
        int longest = shortest + random.nextInt(64 - shortest);
        try {
            for (int step = 0; step < STEPS; step++) {
                step(pair, random, shortest, longest);
            }
            while (pair.waiting() > 0) {
                pair.checkNextDeadline();
                pair.advanceToNext(0);
                pair.advance(0);
            }
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError(
                    timers + ", origin " + origin + ", seed " + seed + ": " + failure.getMessage(), failure);
        }
    }

    private static void step(TimersAgainstModel pair, SplittableRandom random, int shortest, int longest) {
        int action = random.nextInt(100);
        if (action < 45 && pair.waiting() < MOST_WAITING) {
            pair.schedule(delay(random, shortest, longest));
        } else if (action < 50 && pair.waiting() < MOST_WAITING) {
            pair.scheduleAgain(random);
        } else if (action < 53) {
            pair.schedule(-delay(random, 0, Math.min(longest, 62)));
        } else if (action < 65) {
            pair.cancelOne(random);
        } else if (action < 70) {
            pair.cancelEarliest();
        } else if (action < 85) {
            pair.checkNextDeadline();
        } else if (action < 90) {
            pair.expireOne();
        } else if (action < 96) {
            pair.advanceToNext(random.nextInt(3) - 1);
        } else {
            pair.advance(delay(random, 0, random.nextInt(longest + 1)));
        }
    }

    /** Often a power of two or one less or more, where levels end; at most 200 years. */
    private static long delay(SplittableRandom random, int shortest, int longest) {
        long power = 1L << random.nextInt(shortest, Math.min(longest, 62) + 1);
        long delay = switch (random.nextInt(3)) {
            case 0 -> power;
            case 1 -> power + random.nextInt(3) - 1;
            default -> power + random.nextLong(power);
        };
        return Math.min(delay, YEARS_200);
    }
}
