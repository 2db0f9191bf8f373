package dev.weft.testing;

import dev.weft.internal.explore.ScheduleText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The choices of one run of a {@link Scenario}, to repeat it. As text it is short: {@code weft1:9f3k:2z1} says that two
 * times the loop went its own way, and then took the second task that was ready. The part in the middle stands for the
 * code that has run, so that a schedule is not taken for one of other code.
 */
public final class Schedule {

    final ScheduleText text; // constant after construction

    Schedule(ScheduleText text) {
        this.text = text;
    }

    /**
     * Parses the text of a schedule, as a {@link ScheduleFailure} prints it.
     *
     * @param text the text
     * @return the schedule
     * @throws IllegalArgumentException if the text is not a schedule
     */
    public static Schedule parse(String text) {
        return new Schedule(ScheduleText.parse(
                Objects.requireNonNull(text, "parse: the text of a schedule was expected, got null")));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Schedule schedule && schedule.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Returns the text, which {@link #parse} understands. */
    @Override
    public String toString() {
        return text.toString();
    }
}
