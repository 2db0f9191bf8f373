package dev.weft.internal.explore;

import org.jspecify.annotations.Nullable;

/** A run from which others are predicted; for the thread of the search. */
final class Origin {

    private final Recording run; // constant after construction
    private @Nullable Dependences must; // null until it is needed

    private Origin(Recording run) {
        this.run = run;
    }

    /** Returns the origin that a recorded run is; null if it does not even predict itself. */
    static @Nullable Origin of(@Nullable Recording run, Choices choices, Prediction prediction) {
        if (run == null || !run.isWhole()) {
            return null;
        }
        run.release();
        Origin origin = new Origin(run);
        Choices again = new Choices();
        int[] deviations = EnumeratedRun.deviations(choices);
        return prediction.holds(run, origin.must(), deviations, again) && again.isSame(choices) ? origin : null;
    }

    /** Tells whether a run, given by its choices that are not 0, ends as this one. */
    boolean predicts(Prediction prediction, int[] deviations) {
        return prediction.holds(run, must(), deviations, null);
    }

    Recording run() {
        return run;
    }

    Dependences must() {
        Dependences known = must;
        if (known == null) {
            known = new Dependences(run);
            must = known;
        }
        return known;
    }
}
