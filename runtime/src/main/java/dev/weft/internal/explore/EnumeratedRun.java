package dev.weft.internal.explore;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run that a search has been through, by its choices: it was made, or left out because it would have ended as another. */
final class EnumeratedRun {

    private static final int[] NONE = {};

    final int last; // constant after construction: the position of its last deviation, -1 if there is none
    private final int[] deviations; // constant after construction: their positions and values, in turn
    private final boolean leftOut; // constant after construction
    private final @Nullable Origin origin; // constant after construction: null if others cannot be predicted from it
    private @Nullable Choices choices; // the thread of the search: null while nobody needs them
    private final Map<ChoiceKind, Integer> counts = new EnumMap<>(ChoiceKind.class); // the thread of the search
    private boolean counted; // the thread of the search

    private EnumeratedRun(int last, int[] deviations, @Nullable Origin origin, @Nullable Choices choices) {
        this.last = last;
        this.deviations = deviations;
        this.origin = origin;
        leftOut = choices == null;
        this.choices = choices;
    }

    /** Returns a run that was made. */
    static EnumeratedRun made(Choices choices, int last, @Nullable Origin origin) {
        return new EnumeratedRun(last, deviations(choices), origin, choices);
    }

    /** Returns a run that was left out: as another one, but for one choice. */
    static EnumeratedRun leftOut(int[] deviations, Origin origin) {
        return new EnumeratedRun(deviations[deviations.length - 2], deviations, origin, null);
    }

    static int[] deviations(Choices choices) {
        int[] found = NONE;
        for (int i = 0; i < choices.count(); i++) {
            if (choices.taken(i) != 0) {
                found = with(found, i, choices.taken(i));
            }
        }
        return found;
    }

    private static int[] with(int[] deviations, int position, int alternative) {
        int[] more = Arrays.copyOf(deviations, deviations.length + 2);
        more[deviations.length] = position;
        more[deviations.length + 1] = alternative;
        return more;
    }

    /** Returns the deviations of a run that has one more. */
    int[] with(int position, int alternative) {
        return with(deviations, position, alternative);
    }

    /** Tells whether it was left out. */
    boolean isLeftOut() {
        return leftOut;
    }

    /** Returns the run that was recorded, and ends as this one; null if there is none. */
    @Nullable
    Origin origin() {
        return origin;
    }

    /** Returns its choices, as they were or as they would have been. */
    Choices choices(Prediction prediction) {
        Choices known = choices;
        if (known == null) {
            known = new Choices();
            if (origin == null || !prediction.holds(origin.run(), origin.must(), deviations, known)) {
                throw new AssertionError("an order was left out that had not been predicted");
            }
            choices = known;
        }
        return known;
    }

    /** Lets go of choices that can be told again. */
    void release() {
        if (origin != null) {
            choices = null;
        }
    }

    boolean mayDeviate(int position, Choices own, Settings settings) {
        if (!counted) {
            counted = true;
            for (int i = 0; i < deviations.length; i += 2) {
                counts.merge(own.kind(deviations[i]), 1, Integer::sum);
            }
        }
        ChoiceKind kind = own.kind(position);
        return counts.getOrDefault(kind, 0) < settings.most(kind);
    }
}
