package dev.weft.internal.task;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The stages for which futures of one loop wait, each with what waits; the stage alone keeps that. */
final class StageWatches {

    private @Nullable Map<CompletionStage<?>, WeakReference<StageWatch>> all; // loop thread

    /** Returns those of a loop. */
    static StageWatches of(TaskLoop loop) {
        return loop.stageWatches;
    }

    /** Tells whether nothing waits for any stage. */
    boolean isEmpty() {
        return all == null || all.isEmpty();
    }

    /** Returns what waits for a stage; null if nothing does. */
    @Nullable
    StageWatch get(CompletionStage<?> stage) {
        WeakReference<StageWatch> found = all == null ? null : all.get(stage);
        return found == null ? null : found.get();
    }

    /** Adds the watch of a stage, whose class compares its objects by identity. */
    void add(CompletionStage<?> stage, StageWatch watch) {
        if (all == null) {
            all = new WeakHashMap<>();
        }
        all.put(stage, new WeakReference<>(watch));
    }

    /** Removes the watch of a stage that has ended. */
    void remove(CompletionStage<?> stage) {
        if (all != null) {
            all.remove(stage);
        }
    }
}
