package dev.weft.internal.insight;

/** A time as people read it: {@code 4969 ms}, {@code 3 min 20 s}, {@code 1 h 0 min}, {@code 2 d 5 h}. */
final class TimeText {

    private static final long MINUTE = 60_000; // milliseconds
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private TimeText() {}

    /** Returns the text of a time: to the millisecond below a minute, then in the two largest units. */
    static String of(long nanos) {
        return ofMillis(millis(nanos));
    }

    /** Returns the text of two times, the shorter one first, or of one if both are the same. */
    static String range(long leastNanos, long mostNanos) {
        String least = of(leastNanos);
        String most = of(mostNanos);
        if (least.equals(most)) {
            return most;
        }
        return millis(mostNanos) < MINUTE ? millis(leastNanos) + " to " + most : least + " to " + most;
    }

    private static String ofMillis(long millis) {
        if (millis < MINUTE) {
            return millis + " ms";
        }
        if (millis < HOUR) {
            return millis / MINUTE + " min " + millis % MINUTE / 1_000 + " s";
        }
        if (millis < DAY) {
            return millis / HOUR + " h " + millis % HOUR / MINUTE + " min";
        }
        return Places.number(millis / DAY) + " d " + millis % DAY / HOUR + " h";
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
