package dev.weft.internal.explore;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The conditions under which a run meets its choices, as text {@code -j5-cm}: timers up to 5 ms late, cancels of main.
 *
 * @param jitterNanos by how much a timer may be late
 * @param cancels which tasks are cancelled
 * @param faults whether calls may go wrong, which the text does not say in detail
 * @param races whether the failure is a race, so that it can be seen again only by who looks for races
 */
record Conditions(long jitterNanos, Cancels cancels, boolean faults, boolean races) {

    private static final int NANO_DIGITS = 6; // of a millisecond
    private static final Pattern TEXT = Pattern.compile("(?:-j([0-9]{1,12}(?:\\.[0-9]{1,6})?))?(-cm|-ca)?(-f)?(-r)?");

    /** Parses a text; null if it is none. */
    static @Nullable Conditions parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        String jitter = matcher.group(1);
        String mark = matcher.group(2);
        Cancels cancels =
                mark == null ? Cancels.NOBODY : mark.equals(Cancels.MAIN.mark) ? Cancels.MAIN : Cancels.ANY_TASK;
        long nanos = jitter == null
                ? 0
                : new BigDecimal(jitter).movePointRight(NANO_DIGITS).longValueExact();
        return new Conditions(nanos, cancels, matcher.group(3) != null, matcher.group(4) != null);
    }

    @Override
    public String toString() {
        String jitter = jitterNanos == 0 ? "" : "-j" + Times.plainMillis(jitterNanos, NANO_DIGITS);
        return jitter + cancels.mark + (faults ? "-f" : "") + (races ? "-r" : "");
    }
}
