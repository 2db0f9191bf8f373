package dev.weft.internal.explore;

import org.jspecify.annotations.Nullable;

/** A search through the orders of a scenario, a run at a time: after {@link #next} comes {@link #ran}. */
public abstract class Search {

    Search() {}

    /** Returns the choices of the next run, or null after the last. */
    abstract @Nullable Chooser next();

    /** Receives what the run has chosen. */
    abstract void ran(Choices choices);

    /** Tells whether every order within the bounds was run, once {@link #next} has returned null. */
    abstract boolean isComplete();

    /** Returns the number of delays in the latest run. */
    abstract int delays();
}
