package dev.weft.sync;

import dev.weft.EventLoop;
import dev.weft.Waitable;
import dev.weft.abi.Execution;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine that waits in one or more {@link Branch}es, of which exactly one is chosen, or none if it is cancelled first.
 *
 * @param <R> the type of its value
 */
abstract class Chooser<R extends @Nullable Object> extends Waiter<R> {

    private static final Branch<?>[] NONE = {};

    private Branch<?>[] branches = NONE; // loop thread
    private @Nullable Branch<?> chosen; // loop thread

    /** Suspends until one of the branches is chosen. */
    final Object waitIn(Waitable whatFor, Execution x, Branch<?>... entered) throws Throwable {
        for (Branch<?> branch : entered) {
            branch.channel.bind(); // before anything is done
        }
        Object suspended = waitFor(EventLoop.running().createFuture(whatFor), x);
        branches = entered;
        for (Branch<?> branch : entered) {
            branch.enter();
        }
        return suspended;
    }

    /** Tells whether this coroutine still waits. */
    final boolean isOpen() {
        return !isSignalled();
    }

    final void choose(Branch<?> branch) {
        chosen = branch;
        wake();
    }

    /** Leaves all branches; returns the one that was chosen, or null. */
    final @Nullable Branch<?> leave() {
        for (Branch<?> branch : branches) {
            branch.leave();
        }
        return chosen;
    }

    /** Undoes what was done for this coroutine, whose value nothing can receive; false if it never had to wait. */
    final boolean undo() {
        Branch<?> given = chosen;
        if (given != null) {
            given.undo();
        }
        return given != null;
    }

    @Override
    Object interrupted(Execution x, Throwable thrown) throws Throwable {
        Branch<?> given = leave();
        if (given != null) {
            given.undo();
        }
        throw thrown;
    }
}
