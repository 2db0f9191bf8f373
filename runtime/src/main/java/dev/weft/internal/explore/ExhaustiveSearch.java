package dev.weft.internal.explore;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All runs within the bounds, the simplest first: delay-bounded scheduling (Emmi, Qadeer, Rakamarić, POPL 2011) of a loop
 * whose own order is FIFO.
 *
 * <ol>
 *   <li>Level 0 is the one run in which each choice is 0.
 *   <li>Level n+1 has, for each run of level n, those that are the same up to a choice behind its last deviation, deviate
 *       there, and take 0 from then on. So each sequence of choices comes up once.
 *   <li>Delays, cancels and faults are deviations that are counted apart: a run has as many of each as the bounds allow.
 *   <li>A run is left out if it can be told that it would end as one does that was made. It stays among those of its level, so the next level has the same runs as if it had been made: what a bound covers does not change.
 * </ol>
 */
final class ExhaustiveSearch extends Search {

    private static final int MOST = 200; // runs that are left out, for each that there may be: they take time as well

    private final Settings settings; // constant after construction
    private final Prediction prediction = new Prediction(); // the thread of the search
    private Origins origins = new Origins(prediction); // the thread of the search
    private boolean predicts; // the thread of the search: whether runs may be left out
    private List<EnumeratedRun> parents = List.of(); // the thread of the search: those of the level before
    private List<EnumeratedRun> children = new ArrayList<>(); // the thread of the search: those of this level
    private int level = -1; // the thread of the search
    private int parent; // the thread of the search: the next run differs from that one ...
    private int position; // the thread of the search: ... at this choice ...
    private int alternative; // the thread of the search: ... where it takes this
    private boolean complete; // the thread of the search

    ExhaustiveSearch(Settings settings) {
        this.settings = settings;
        predicts = settings.canPrune();
    }

    @Override
    @Nullable
    Chooser next() {
        if (level < 0) {
            level = 0;
            position = -1;
            return new PrefixChooser(new Choices(), -1, 0, isRecorded(), false);
        }
        while (move()) {
            EnumeratedRun from = parents.get(parent);
            if (!isLeftOut(from)) {
                Choices before = from.choices(prediction);
                return new PrefixChooser(before, position, alternative, isRecorded(), from.isLeftOut());
            }
        }
        return null;
    }

    /** Tells whether the next run may have others that are predicted from it. */
    private boolean isRecorded() {
        return predicts && level < settings.delays();
    }

    /** Moves on to the next deviation that the bounds allow; false if there is none on any level. */
    private boolean move() {
        if (level > 0 && advance()) {
            return true;
        }
        do {
            if (!beginLevel()) {
                complete = true;
                return false;
            }
        } while (!advance());
        return true;
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
            EnumeratedRun run = parents.get(parent);
            Choices choices = run.choices(prediction);
            position = Math.max(position, run.last + 1);
            for (; position < choices.count(); position++) {
                if (run.mayDeviate(position, choices, settings) && ++alternative < choices.options(position)) {
                    return true;
                }
                alternative = 0;
            }
            position = 0;
            run.release();
        }
        return false;
    }

    /** Leaves the next run out if it would end as one that was made. */
    private boolean isLeftOut(EnumeratedRun from) {
        if (!predicts) {
            return false;
        }
        int[] deviations = from.with(position, alternative);
        Origin origin = origins.find(from.origin(), deviations);
        predicts = origins.areWorthIt() && origins.found() < (long) MOST * settings.schedules();
        if (origin == null) {
            return false;
        }
        keep(EnumeratedRun.leftOut(deviations, origin));
        return true;
    }

    @Override
    void ran(Choices choices, @Nullable Recording recording, boolean asPredicted) {
        if (!asPredicted) {
            beginAgain();
            return;
        }
        Origin origin = predicts ? Origin.of(recording, choices, prediction) : null;
        if (origin != null) {
            origins.add(origin);
        }
        keep(EnumeratedRun.made(choices, position, origin));
    }

    /** Keeps a run, unless none can differ from it: on the last level they are too many. */
    private void keep(EnumeratedRun run) {
        if (!settings.hasOnlyOrders() || level < settings.delays()) {
            children.add(run);
        }
    }

    /** Begins anew, and makes each run: something happens in them of which a recording knows nothing. */
    private void beginAgain() {
        predicts = false;
        origins = new Origins(prediction);
        level = -1;
        parents = List.of();
        children = new ArrayList<>();
    }

    @Override
    boolean isComplete() {
        return complete;
    }

    @Override
    int delays() {
        return Math.min(Math.max(level, 0), settings.delays());
    }

    @Override
    long pruned() {
        return origins.found();
    }
}
