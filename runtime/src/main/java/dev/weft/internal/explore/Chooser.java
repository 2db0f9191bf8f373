package dev.weft.internal.explore;

import org.jspecify.annotations.Nullable;

/** A source of the choices of one run. */
abstract class Chooser {

    private @Nullable String mismatch; // the thread of the run

    /**
     * Takes a choice.
     *
     * @param position the number of choices before it
     * @param kind its kind
     * @param options the number of alternatives, 2 or more
     * @return one of them, less than that
     */
    abstract int choose(int position, ChoiceKind kind, int options);

    /** Tells whether the run is to be recorded, so that others can be predicted from it. */
    boolean isRecorded() {
        return false;
    }

    /** Tells whether the choices come from a prediction, so that a run may prove it wrong. */
    boolean isPredicted() {
        return false;
    }

    /** Called when the run has ended, with the number of its choices. */
    void ended(int count) {}

    /** Notes that the run did not meet the choices that it was to meet. */
    final void mismatch(String description) {
        if (mismatch == null) {
            mismatch = description;
        }
    }

    final @Nullable String mismatch() {
        return mismatch;
    }
}
