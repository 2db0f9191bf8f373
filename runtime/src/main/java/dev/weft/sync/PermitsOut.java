package dev.weft.sync;

import dev.weft.Task;
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

    private @Nullable SemaphorePermit first; // loop thread
    private @Nullable SemaphorePermit last; // loop thread
    private boolean known = true; // loop thread

    SemaphorePermit add(SemaphorePermit permit) {
        if (known) {
            permit.before = last;
            if (last == null) {
                first = permit;
            } else {
                last.after = permit;
            }
            last = permit;
        }
        return permit;
    }

    /** Removes a permit; a no-op if it is not here. */
    void remove(SemaphorePermit permit) {
        SemaphorePermit before = permit.before;
        SemaphorePermit after = permit.after;
        if (before == null && first != permit) {
            return;
        }
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
        permit.before = null;
        permit.after = null;
    }

    /** Removes a permit of a task that has released one; forgets all if none is found. */
    void releasedByHand(@Nullable Task<?> releasing) {
        if (first == null) {
            return;
        }
        SemaphorePermit newer = last;
        SemaphorePermit older = first;
        for (int i = 0; i < LOOKED_AT && newer != null && older != null; i++) {
            if (newer.holder == releasing || older.holder == releasing) {
                remove(newer.holder == releasing ? newer : older);
                return;
            }
            newer = newer.before;
            older = older.after;
        }
        known = false;
        first = null;
        last = null;
    }

    Collection<Task<?>> holders() {
        List<Task<?>> holders = new ArrayList<>();
        for (SemaphorePermit permit = first; permit != null; permit = permit.after) {
            if (permit.holder != null) {
                holders.add(permit.holder);
            }
        }
        return holders;
    }
}
