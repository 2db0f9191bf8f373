package dev.weft.sync;

import dev.weft.Future;
import dev.weft.Task;
import dev.weft.Waitable;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The coroutines that wait at one object, first come first: a list that is linked through them. */
final class WaitList implements Waitable {

    private final Primitive owner; // constant after construction
    private final String purpose; // constant after construction: the awaited method if there are several, or empty
    private @Nullable Waiter<?> first; // loop thread
    private @Nullable Waiter<?> last; // loop thread
    private int size; // loop thread

    WaitList(Primitive owner, String purpose) {
        this.owner = owner;
        this.purpose = purpose;
    }

    @Nullable
    Waiter<?> first() {
        return first;
    }

    int size() {
        return size;
    }

    /** Creates a signal of the running loop for a coroutine that is to wait here. */
    Future<Void> newSignal() {
        return owner.bind().createFuture(this);
    }

    /** Adds a coroutine at the end. */
    void add(Waiter<?> waiter) {
        waiter.before = last;
        waiter.after = null;
        if (last == null) {
            first = waiter;
        } else {
            last.after = waiter;
        }
        last = waiter;
        size++;
    }

    /** Removes a coroutine; false if it is not in this list. */
    boolean remove(Waiter<?> waiter) {
        Waiter<?> before = waiter.before;
        Waiter<?> after = waiter.after;
        if (before == null && first != waiter) {
            return false;
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
        waiter.before = null;
        waiter.after = null;
        size--;
        return true;
    }

    /** Tells whether a coroutine waits here whose wait was not cancelled. */
    boolean anyLive() {
        for (Waiter<?> waiter = first; waiter != null; waiter = waiter.after) {
            if (!waiter.isCancelled()) {
                return true;
            }
        }
        return false;
    }

    /** Removes the first coroutine that still waits and wakes it; false if there is none. Cancelled ones are dropped. */
    boolean wakeNext() {
        for (Waiter<?> waiter = first; waiter != null; waiter = first) {
            remove(waiter);
            if (!waiter.isSignalled()) {
                waiter.wake();
                return true;
            }
        }
        return false;
    }

    /** Removes and wakes all coroutines that are waiting. */
    void wakeAll() {
        while (wakeNext()) {}
    }

    @Override
    public String describeWait() {
        return owner.describeWait(purpose);
    }

    @Override
    public Collection<Task<?>> holders() {
        return owner.holders();
    }

    @Override
    public String toString() {
        return size == 0 ? "" : ", " + size + " waiting" + (purpose.isEmpty() ? "" : " to " + purpose);
    }
}
