package dev.weft.internal.explore;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The recorded runs that others may be predicted from, those first that were useful last; for the thread of the search.
 *
 * <p>A prediction takes a microsecond or less, a run 10 or more. Where hardly any run can be left out, nothing is predicted any
 * more, and so nothing recorded.
 */
final class Origins {

    private static final int KEPT = 16;
    private static final int TRIAL = 64; // questions
    private static final int WORTH = 10; // of so many questions one run must have been left out

    private final Prediction prediction; // constant after construction
    private final List<Origin> latest = new ArrayList<>();
    private long asked;
    private long found;
    private long askedOthers;
    private long foundOthers;

    Origins(Prediction prediction) {
        this.prediction = prediction;
    }

    /** Adds a run. */
    void add(Origin origin) {
        if (latest.size() == KEPT) {
            latest.remove(KEPT - 1);
        }
        latest.add(0, origin);
    }

    /**
     * Finds a run that was made and ends as another one would; returns null if none is known.
     *
     * @param nearest the run from which the other one deviates last; null if it was not recorded
     * @param deviations those of the other one
     */
    @Nullable
    Origin find(@Nullable Origin nearest, int[] deviations) {
        asked++;
        if (nearest != null && nearest.predicts(prediction, deviations)) {
            found++;
            return nearest;
        }
        return areOthersWorthIt() ? findOther(nearest, deviations) : null;
    }

    private @Nullable Origin findOther(@Nullable Origin nearest, int[] deviations) {
        askedOthers++;
        for (int i = 0; i < latest.size(); i++) {
            Origin origin = latest.get(i);
            if (origin != nearest && origin.predicts(prediction, deviations)) {
                latest.remove(i);
                latest.add(0, origin);
                found++;
                foundOthers++;
                return origin;
            }
        }
        return null;
    }

    private boolean areOthersWorthIt() {
        return askedOthers < TRIAL || foundOthers >= askedOthers / WORTH;
    }

    /** Tells whether what was left out was worth the predictions. */
    boolean areWorthIt() {
        return asked < TRIAL || found >= asked / WORTH;
    }

    /** Returns the number of runs that were left out. */
    long found() {
        return found;
    }
}
