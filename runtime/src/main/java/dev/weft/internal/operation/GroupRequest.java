package dev.weft.internal.operation;

import dev.weft.CancelledError;
import dev.weft.Future;
import dev.weft.Task;
import dev.weft.internal.task.CancelRequested;
import dev.weft.internal.task.EventLoops;
import dev.weft.internal.task.Futures;
import org.jspecify.annotations.Nullable;

/** The request of a task group to cancel its tasks, in debug mode: null outside of it. */
final class GroupRequest {

    private static final String GROUP = "the task group";

    private GroupRequest() {}

    /** Returns the request of a group one of whose tasks has failed. */
    static @Nullable CancelRequested ofFailure(Task<?> owner, Future<?> failed, Throwable failure) {
        return isWanted(owner) ? CancelRequested.by(GROUP, owner, name(failed) + " has failed", failure) : null;
    }

    /** Returns the request of a group whose block, or wait for its tasks, has ended with an exception. */
    static @Nullable CancelRequested ofBlock(Task<?> owner, Throwable thrown) {
        if (!isWanted(owner)) {
            return null;
        }
        String reason = thrown instanceof CancelledError ? "it was cancelled" : "its block has failed";
        return CancelRequested.by(GROUP, owner, reason, thrown);
    }

    /** Returns the request of a call that ends the group. */
    static @Nullable CancelRequested ofCall(Task<?> owner) {
        return isWanted(owner) ? CancelRequested.through(", through the task group in " + name(owner)) : null;
    }

    /** Returns the request that a group has held up, and that it repeats when it ends by failures of its tasks. */
    static @Nullable CancelRequested repeated(Task<?> owner, @Nullable Throwable cancelled) {
        if (!isWanted(owner)) {
            return null;
        }
        CancelRequested first = cancelled instanceof CancelledError error ? Futures.requestOf(error) : null;
        return first == null
                ? CancelRequested.by("an earlier call of cancel(), which " + GROUP + " in " + name(owner) + " repeats")
                : first;
    }

    private static boolean isWanted(Task<?> owner) {
        return EventLoops.explainsCancels(owner.loop());
    }

    private static String name(Future<?> future) {
        return future instanceof Task<?> task ? CancelRequested.name(task) : future.toString();
    }
}
