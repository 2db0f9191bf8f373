package dev.weft.sync;

import dev.weft.abi.Execution;
import org.jspecify.annotations.Nullable;

/** A coroutine that goes on at once if a door is open, and else when it was opened, even if it is shut again by then. */
abstract class PassFrame extends Waiter<Void> {

    private final WaitList waiters; // constant after construction

    PassFrame(WaitList waiters) {
        this.waiters = waiters;
    }

    abstract Primitive owner();

    abstract boolean isOpen();

    @Override
    @Nullable
    final Object begin(Execution x, int depth) throws Throwable {
        owner().checkThread(method());
        return isOpen() ? null : waitIn(waiters, x);
    }

    @Override
    final @Nullable Object woken(Execution x) {
        return null;
    }

    @Override
    final Object interrupted(Execution x, Throwable thrown) throws Throwable {
        waiters.remove(this);
        throw thrown;
    }

    @Override
    final String kind() {
        return owner().kind();
    }
}
