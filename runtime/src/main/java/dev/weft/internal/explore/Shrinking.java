package dev.weft.internal.explore;

import dev.weft.testing.Scenario;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A search for a shorter schedule with the same failure: deviations are taken back in blocks of half of them, a quarter,
 * and so on down to one (Zeller's ddmin), as long as the failure stays.
 */
final class Shrinking {

    private static final int MOST_RUNS = 500;

    private final Settings settings; // constant after construction
    private final Supplier<? extends Scenario> scenario; // constant after construction
    private final Finding wanted; // constant after construction
    private final Patrol patrol; // constant after construction
    private int runs; // the thread of the search

    Shrinking(Settings settings, Supplier<? extends Scenario> scenario, Finding wanted, Patrol patrol) {
        this.settings = settings;
        this.scenario = scenario;
        this.wanted = wanted;
        this.patrol = patrol;
    }

    /** Returns the shortest choices that were found, without the zeros at the end. */
    int[] shortest(int[] failing) {
        int[] best = failing;
        for (int block = deviations(best).length; block > 0; ) {
            int[] shorter = withoutBlock(best, block);
            if (shorter != null) {
                best = shorter;
                block = Math.min(block, deviations(best).length);
            } else {
                block /= 2;
            }
        }
        return best;
    }

    private int @Nullable [] withoutBlock(int[] choices, int block) {
        int[] positions = deviations(choices);
        for (int end = positions.length; end > 0 && runs < MOST_RUNS; end -= block) {
            int[] candidate = choices.clone();
            for (int i = Math.max(0, end - block); i < end; i++) {
                candidate[positions[i]] = 0;
            }
            int[] seen = failsAlike(candidate);
            if (seen != null && deviations(seen).length < positions.length) {
                return seen;
            }
        }
        return null;
    }

    /** Runs choices; returns those that were met, or null if the run did not fail in the same way. */
    private int @Nullable [] failsAlike(int[] choices) {
        runs++;
        ExploredRun run = new ExploredRun(settings, new ListChooser(choices, false), false);
        Finding found = patrol.run(run, scenario);
        return found != null && found.isLike(wanted) ? run.choices().toArray() : null;
    }

    private static int[] deviations(int[] choices) {
        int[] positions = new int[choices.length];
        int count = 0;
        for (int i = 0; i < choices.length; i++) {
            if (choices[i] != 0) {
                positions[count++] = i;
            }
        }
        return Arrays.copyOf(positions, count);
    }
}
