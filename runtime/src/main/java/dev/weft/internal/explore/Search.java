package dev.weft.internal.explore;

import org.jspecify.annotations.Nullable;

/** A search through the orders of a scenario, a run at a time: after {@link #next} comes {@link #ran}. */
public abstract class Search {

    Search() {}

    /** Returns the choices of the next run, or null after the last. */
    abstract @Nullable Chooser next();

    /**
     * Receives a run that has ended.
     *
     * @param choices what it has chosen
     * @param recording its steps; null if others cannot be predicted from it
     * @param asPredicted false if it had other choices than were predicted
     */
    abstract void ran(Choices choices, @Nullable Recording recording, boolean asPredicted);

    /** Tells whether every order within the bounds was run, once {@link #next} has returned null. */
    abstract boolean isComplete();

    /** Returns the number of runs that were left out, because they could not end differently. */
    abstract long pruned();

    /** Returns the number of delays in the latest run. */
    abstract int delays();
}
