package dev.weft.internal.time;

import java.time.Duration;

/**
 * Durations and deadlines as nanoseconds in a {@code long}.
 *
 * <p>Deadlines are compared by subtraction, because clocks may wrap; so no two may lie further apart than a
 * {@code long} reaches. A delay beyond {@link #FOR_EVER} counts as that, which leaves room for overdue deadlines.
 */
public final class Nanos {

    /** The longest delay: 255 years, which is for ever. The rest of the range, 36 years, is for overdue deadlines. */
    public static final long FOR_EVER = Long.MAX_VALUE - (1L << 60);

    private static final long LARGEST_OVERDUE =
            1L << 59; // 18 years: half of the rest, the other half may pass meanwhile
    private static final long PER_SECOND = 1_000_000_000;
    private static final long LARGEST_SECONDS = FOR_EVER / PER_SECOND - 1;

    private Nanos() {}

    /**
     * The deadline that compares rightly with the time, whatever was asked for: no more than {@link #FOR_EVER} ahead,
     * and overdue by no more than the rest of the range.
     *
     * @param wanted the deadline that was asked for
     * @param now the time on the same scale
     */
    public static long deadline(long wanted, long now) {
        return now + Math.max(-LARGEST_OVERDUE, Math.min(FOR_EVER, wanted - now));
    }

    /** The length of a delay, no more than {@link #FOR_EVER} and no less than its negative. */
    public static long of(Duration delay) {
        long seconds = delay.getSeconds();
        if (seconds > LARGEST_SECONDS) {
            return FOR_EVER;
        }
        if (seconds < -LARGEST_SECONDS) {
            return -FOR_EVER;
        }
        return seconds * PER_SECOND + delay.getNano();
    }
}
