package dev.weft.internal.explore;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Times as text. */
final class Times {

    private static final int NANO_DIGITS = 6; // of a millisecond
    private static final int PRINTED_DIGITS = 3;

    private Times() {}

    /** Returns a time in milliseconds, with at most three decimals. */
    static String millis(long nanos) {
        return plainMillis(nanos, PRINTED_DIGITS) + " ms";
    }

    /** Returns a time as a number of milliseconds. */
    static String plainMillis(long nanos, int mostDigits) {
        return BigDecimal.valueOf(nanos, NANO_DIGITS)
                .setScale(mostDigits, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
