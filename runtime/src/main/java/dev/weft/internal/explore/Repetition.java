package dev.weft.internal.explore;

import dev.weft.testing.ScheduleFailure.Kind;
import org.jspecify.annotations.Nullable;

/** A comparison of a run that failed with another one of the same schedule: they fail alike, or not by the schedule alone. */
final class Repetition {

    private Repetition() {}

    /** Returns the failure of a run that has been repeated: its own, or that it is not deterministic. */
    static Finding judge(Finding before, @Nullable Finding again) {
        if (again != null && again.isLike(before)) {
            return again;
        }
        if (before.kind() == Kind.NOT_DETERMINISTIC) {
            return before;
        }
        if (again != null && again.kind() == before.kind() && again.hasSameCause(before)) {
            return again;
        }
        return notDeterministic(
                before,
                "a run failed, and the same schedule did not fail again, or not in the same way.",
                again == null ? ". The same schedule passed then" : ". The same schedule was then " + textOf(again));
    }

    /** Returns the failure of a run of which another one of the same schedule has passed. */
    static Finding afterAPass(Finding before) {
        return notDeterministic(before, "the same schedule has passed before, and now fails.", "");
    }

    /** Tells whether a failure may be one of the schedule alone, so that another run has to show it again. */
    static boolean isWorthwhile(Finding finding) {
        return finding.kind() != Kind.NOT_DETERMINISTIC && finding.kind() != Kind.NOT_WOVEN && !finding.isTimeout();
    }

    private static Finding notDeterministic(Finding before, String how, String then) {
        return new Finding(
                Kind.NOT_DETERMINISTIC,
                how + " Something other than the explorer decides: " + ExploredRun.REASONS + ". The run was "
                        + textOf(before) + then,
                before.cause(),
                before.reason());
    }

    private static String textOf(Finding finding) {
        return finding.kind() + ": " + finding.text();
    }
}
