package dev.weft.internal.explore;

import java.util.SplittableRandom;

/** Choices by chance: of orders each alternative alike, of cancels and faults about one a run. */
final class RandomChooser extends Chooser {

    private final SplittableRandom random; // the thread of the run
    private final int cancels; // constant after construction: how many chances to cancel the run before had
    private final int faults; // constant after construction: how many chances of a fault

    RandomChooser(long seed, int cancels, int faults) {
        random = new SplittableRandom(seed);
        this.cancels = cancels;
        this.faults = faults;
    }

    @Override
    public String toString() {
        return "by chance";
    }

    @Override
    int choose(int position, ChoiceKind kind, int options) {
        return switch (kind) {
            case ORDER -> random.nextInt(options);
            case CANCEL -> rarely(cancels, options);
            case FAULT -> rarely(faults, options);
        };
    }

    private int rarely(int chances, int options) {
        return random.nextInt(Math.max(2, chances)) == 0 ? 1 + random.nextInt(options - 1) : 0;
    }
}
