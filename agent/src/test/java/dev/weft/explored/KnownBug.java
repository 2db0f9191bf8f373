package dev.weft.explored;

import dev.weft.testing.Explorer;
import dev.weft.testing.Explorer.Cancelling;
import dev.weft.testing.Scenario;
import dev.weft.testing.ScheduleFailure.Kind;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A bug and its mended twin.
 *
 * @param report where it was reported
 * @param kind how it fails
 * @param words what the failure says
 * @param bounds what the explorer needs to find it
 * @param program the program, mended or not
 */
record KnownBug(
        String report, Kind kind, String words, UnaryOperator<Explorer> bounds, Function<Boolean, Scenario> program) {

    static final UnaryOperator<Explorer> ORDER = explorer -> explorer;
    static final UnaryOperator<Explorer> LATE_TIMERS = explorer -> explorer.jitter(Duration.ofMillis(5));
    static final UnaryOperator<Explorer> MAIN_CANCELLED = explorer -> explorer.cancelling(Cancelling.MAIN);
    static final UnaryOperator<Explorer> ANY_CANCELLED = explorer -> explorer.cancelling(Cancelling.ANY_TASK);

    Scenario broken() {
        return program.apply(false);
    }

    Scenario mended() {
        return program.apply(true);
    }

    @Override
    public String toString() {
        return report;
    }
}
