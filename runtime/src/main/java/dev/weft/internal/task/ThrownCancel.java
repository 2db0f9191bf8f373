package dev.weft.internal.task;

import dev.weft.CancelledError;
import dev.weft.abi.Frame;
import dev.weft.internal.coroutine.ChainPosition;
import org.jspecify.annotations.Nullable;

/**
 * A cancellation that was thrown in a task. In debug mode it is remembered until it was taken back, or the task has ended
 * with it; a task that does neither has swallowed it.
 *
 * <p>A task that awaits again may be cleaning up. So it is found out when the task ends with a value, or when it goes
 * back to the await at which the error was thrown, as a loop around a catch block does.
 */
final class ThrownCancel {

    final CancelledError error; // constant after construction
    private final int requests; // constant after construction: cancelling() of the task then
    private final ChainPosition position; // constant after construction: where the task was suspended then
    private final @Nullable ThrownCancel before; // constant after construction: one during whose cleanup this came

    ThrownCancel(CancelledError error, int requests, Frame<?> leaf, @Nullable ThrownCancel before) {
        this.error = error;
        this.requests = requests;
        this.position = ChainPosition.of(leaf);
        this.before = before;
    }

    /** Returns the last one of a task that was not taken back; null if all were. */
    static @Nullable ThrownCancel pending(@Nullable ThrownCancel last, int requestsNow) {
        ThrownCancel left = last;
        while (left != null && requestsNow < left.requests) {
            left = left.before;
        }
        return left;
    }

    /** Tells whether the task, which is suspended again, has gone back to the same await. */
    boolean isAwaitedAgain() {
        return position.isRepeated();
    }

    /** Returns the report that a task has swallowed it. */
    String message(TaskCore<?> task, String continuation) {
        return task + " has swallowed a cancellation: the CancelledError thrown at " + position.place()
                + " was caught, and the task " + continuation
                + ". Rethrow it after the cleanup; a task that was right to go on calls uncancel()";
    }
}
