package dev.weft.internal.explore;

import org.jspecify.annotations.Nullable;

/** Orders by chance. */
final class RandomSearch extends Search {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L; // of SplittableRandom: neighbouring seeds differ

    private final long seed; // constant after construction
    private int runs; // the thread of the search
    private int cancels = 1; // the thread of the search: chances in the latest run
    private int faults = 1; // the thread of the search

    RandomSearch(Settings settings) {
        seed = settings.seed();
    }

    @Override
    @Nullable
    Chooser next() {
        return new RandomChooser(seed + GOLDEN_GAMMA * ++runs, cancels, faults);
    }

    @Override
    void ran(Choices choices, @Nullable Recording recording, boolean asPredicted) {
        cancels = Math.max(1, choices.count(ChoiceKind.CANCEL));
        faults = Math.max(1, choices.count(ChoiceKind.FAULT));
    }

    @Override
    boolean isComplete() {
        return false;
    }

    @Override
    long pruned() {
        return 0;
    }

    @Override
    int delays() {
        return 0;
    }
}
