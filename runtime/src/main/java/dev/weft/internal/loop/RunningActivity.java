package dev.weft.internal.loop;

import org.jspecify.annotations.Nullable;

/** What a loop runs now, alone on its cache line: it is written for each job. */
abstract class RunningActivity extends RunningField {
    long after1, after2, after3, after4, after5, after6, after7, after8;
    long after9, after10, after11, after12, after13, after14, after15;
}

abstract class RunningField extends LinesBefore {

    /**
     * What runs now, so that its context variables are the current ones. Whoever runs user code says so first; it stays
     * until the next one does, and is null between two turns.
     */
    public @Nullable Activity running; // loop thread
}
