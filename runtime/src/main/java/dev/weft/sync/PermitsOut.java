package dev.weft.sync;

import dev.weft.Task;
import dev.weft.internal.sync.Chain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The permits of one semaphore that are out, the newest last, to name those that hold them.
 *
 * <p>A release by hand does not say which permit it gives back. If the task that makes it holds one of the newest or oldest,
 * it is that one. Otherwise the holders are unknown from then on: none are named rather than wrong ones.
 */
final class PermitsOut {

    private static final int LOOKED_AT = 4; // at either end: a release by hand must not cost more with many permits

    private final Chain<SemaphorePermit> permits = new Chain<>(); // loop thread
    private boolean known = true; // loop thread

    SemaphorePermit add(SemaphorePermit permit) {
        if (known) {
            permits.add(permit);
        }
        return permit;
    }

    /** Removes a permit; a no-op if it is not here. */
    void remove(SemaphorePermit permit) {
        permits.remove(permit);
    }

    /** Removes a permit of a task that has released one; forgets all if none is found. */
    void releasedByHand(@Nullable Task<?> releasing) {
        SemaphorePermit newer = permits.last();
        SemaphorePermit older = permits.first();
        if (older == null) {
            return;
        }
        for (int i = 0; i < LOOKED_AT && newer != null && older != null; i++) {
            if (newer.holder == releasing || older.holder == releasing) {
                remove(newer.holder == releasing ? newer : older);
                return;
            }
            newer = permits.before(newer);
            older = permits.after(older);
        }
        known = false;
        permits.clear();
    }

    Collection<Task<?>> holders() {
        List<Task<?>> holders = new ArrayList<>();
        for (SemaphorePermit permit = permits.first(); permit != null; permit = permits.after(permit)) {
            if (permit.holder != null) {
                holders.add(permit.holder);
            }
        }
        return holders;
    }
}
