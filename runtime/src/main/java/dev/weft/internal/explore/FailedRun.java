package dev.weft.internal.explore;

import dev.weft.testing.ScheduleFailure.Kind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run that failed, and how to repeat it.
 *
 * @param kind the kind of the failure
 * @param message what failed, the steps one by one, and how to replay them
 * @param cause what was thrown, or null
 * @param schedule the choices of the run
 */
public record FailedRun(Kind kind, String message, @Nullable Throwable cause, ScheduleText schedule) {

    /** Describes a replay that was not begun, because it could not be the same run. */
    static FailedRun unlike(String reason, Settings settings) {
        ScheduleText replay = Objects.requireNonNull(settings.replay());
        return new FailedRun(Kind.NOT_DETERMINISTIC, Kind.NOT_DETERMINISTIC + ": " + reason, null, replay);
    }

    /** Describes a run that was traced. */
    static FailedRun of(Finding finding, ExploredRun run, Settings settings) {
        int[] choices = run.choices().toArray();
        ScheduleText schedule =
                new ScheduleText(run.trace().hash(), settings.conditions(finding.kind() == Kind.RACE), choices);
        String kind = finding.kind() == Kind.RACE ? "" : finding.kind() + ": "; // the text of a race begins with it
        String message = kind + Identities.numbered(finding.text()) + run.trace() + "\n  replay: " + schedule;
        return new FailedRun(finding.kind(), message, finding.cause(), schedule);
    }
}
