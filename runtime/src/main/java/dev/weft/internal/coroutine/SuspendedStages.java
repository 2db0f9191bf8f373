package dev.weft.internal.coroutine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The suspended activations of one loop that return stages, in the order of their first suspension. The loop keeps them
 * alive, as it does its tasks, and cancels those that are left when it ends.
 *
 * <p>Each knows its position. Those that end leave gaps, which are closed when the array is full.
 */
public final class SuspendedStages {

    private static final int SMALLEST = 16;

    private @Nullable StageAwaiter[] entries = new StageAwaiter[SMALLEST]; // loop thread
    private int used; // loop thread: the entries, with the gaps
    private int count; // loop thread: the entries, without the gaps
    private @Nullable Set<StageAwaiter> awaited; // loop thread: those of awaitEnd() that have not ended
    private @Nullable Runnable whenEnded; // loop thread

    /** Creates an empty list. */
    public SuspendedStages() {}

    /** Adds an activation. */
    public void add(StageAwaiter activation) {
        if (used == entries.length) {
            makeRoom();
        }
        activation.slot = used;
        entries[used++] = activation;
        count++;
    }

    /** Removes an activation that has ended. */
    public void remove(StageAwaiter activation) {
        entries[activation.slot] = null;
        count--;
        if (activation.slot == used - 1) {
            used--;
        }
        Set<StageAwaiter> expected = awaited;
        if (expected != null && expected.remove(activation) && expected.isEmpty()) {
            ended();
        }
    }

    private void makeRoom() {
        int kept = 0;
        for (int i = 0; i < used; i++) {
            StageAwaiter activation = entries[i];
            if (activation != null) {
                activation.slot = kept;
                entries[kept++] = activation;
            }
        }
        Arrays.fill(entries, kept, used, null);
        used = kept;
        if (kept > entries.length / 2) {
            entries = Arrays.copyOf(entries, entries.length * 2);
        }
    }

    /** Returns the activations that are left. */
    public List<StageAwaiter> all() {
        List<StageAwaiter> left = new ArrayList<>(count);
        for (int i = 0; i < used; i++) {
            StageAwaiter activation = entries[i];
            if (activation != null) {
                left.add(activation);
            }
        }
        return left;
    }

    /** Cancels the futures of all activations that are left; returns these. */
    public List<StageAwaiter> cancelAll() {
        List<StageAwaiter> left = all();
        for (StageAwaiter activation : left) {
            activation.cancelResult();
        }
        return left;
    }

    /** Calls back when activations that are in this list have ended. */
    public void whenEnded(List<StageAwaiter> activations, Runnable callback) {
        awaited = new HashSet<>(activations);
        whenEnded = callback;
    }

    private void ended() {
        Runnable callback = whenEnded;
        awaited = null;
        whenEnded = null;
        if (callback != null) {
            callback.run();
        }
    }
}
