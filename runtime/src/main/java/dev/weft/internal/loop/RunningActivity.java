package dev.weft.internal.loop;

import org.jspecify.annotations.Nullable;

/** The activity that a loop is running, alone on its cache line, because it is written for each job. */
abstract class RunningActivity extends RunningField {
    long after1, after2, after3, after4, after5, after6, after7, after8;
    long after9, after10, after11, after12, after13, after14, after15;
}

abstract class RunningField extends LinesBefore {

    /**
     * The activity that is running, whose context variables are the current ones. Code that runs user code sets it
     * first; it stays until the next activity sets it, and is null between two turns.
     */
    public @Nullable Activity running; // loop thread
}
