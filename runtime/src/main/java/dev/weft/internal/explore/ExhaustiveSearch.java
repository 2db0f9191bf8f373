package dev.weft.internal.explore;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All runs within the bounds, the simplest first: delay-bounded scheduling (Emmi, Qadeer, Rakamarić, POPL 2011) of a loop
 * whose own order is FIFO.
 *
 * <ol>
 *   <li>Level 0 is the one run in which each choice is 0.
 *   <li>Level n+1 has, for each run of level n, those that are the same up to a choice behind its last deviation, deviate
 *       there, and take 0 from then on. So each sequence of choices is run once.
 *   <li>Delays, cancels and faults are deviations that are counted apart: a run has as many of each as the bounds allow.
 * </ol>
 */
final class ExhaustiveSearch extends Search {

    private final Settings settings; // constant after construction
    private List<Run> parents = List.of(); // the thread of the search: those of the level before
    private List<Run> children = new ArrayList<>(); // the thread of the search: those of this level
    private int level = -1; // the thread of the search
    private int parent; // the thread of the search: the next run differs from that one ...
    private int position; // the thread of the search: ... at this choice ...
    private int alternative; // the thread of the search: ... where it takes this
    private boolean complete; // the thread of the search

    ExhaustiveSearch(Settings settings) {
        this.settings = settings;
    }

    @Override
    @Nullable
    Chooser next() {
        if (level < 0) {
            level = 0;
            position = -1;
            return new PrefixChooser(new Choices(), -1, 0);
        }
        if (level == 0 || !advance()) {
            do {
                if (!beginLevel()) {
                    complete = true;
                    return null;
                }
            } while (!advance());
        }
        return new PrefixChooser(parents.get(parent).choices, position, alternative);
    }

    private boolean beginLevel() {
        parents = children;
        children = new ArrayList<>();
        level++;
        parent = 0;
        position = parents.isEmpty() ? 0 : parents.get(0).last + 1;
        alternative = 0;
        return !parents.isEmpty();
    }

    /** Moves on to the next deviation that the bounds allow; false if there is none on this level. */
    private boolean advance() {
        for (; parent < parents.size(); parent++) {
            Run run = parents.get(parent);
            position = Math.max(position, run.last + 1);
            for (; position < run.choices.count(); position++) {
                if (run.mayDeviate(position, settings) && ++alternative < run.choices.options(position)) {
                    return true;
                }
                alternative = 0;
            }
            position = 0;
        }
        return false;
    }

    @Override
    void ran(Choices choices) {
        children.add(new Run(choices, position));
    }

    @Override
    boolean isComplete() {
        return complete;
    }

    @Override
    int delays() {
        return Math.min(level, settings.delays());
    }

    /** A run and the position of its last deviation. */
    private static final class Run {

        final Choices choices; // constant after construction
        final int last; // constant after construction: -1 if there is none
        private final Map<ChoiceKind, Integer> deviations = new EnumMap<>(ChoiceKind.class); // constant

        Run(Choices choices, int last) {
            this.choices = choices;
            this.last = last;
            for (int i = 0; i <= last; i++) {
                if (choices.taken(i) != 0) {
                    deviations.merge(choices.kind(i), 1, Integer::sum);
                }
            }
        }

        boolean mayDeviate(int position, Settings settings) {
            ChoiceKind kind = choices.kind(position);
            return deviations.getOrDefault(kind, 0) < settings.most(kind);
        }
    }
}
