package dev.weft.internal.task;

import dev.weft.Future;
import dev.weft.Task;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The walk of a request to cancel through gathers: to their children, to what these await, and on, in the order of a
 * recursion. It is a loop, so gathers may await each other to any depth.
 *
 * <p>When all tasks of a loop are cancelled, each is cancelled once, however many others await it: otherwise each link
 * of a chain of tasks would begin a walk along the rest.
 */
public final class CancelWalk {

    private final ArrayDeque<Future<?>> ahead = new ArrayDeque<>(); // loop thread: still to be cancelled, in order
    private @Nullable ArrayDeque<Future<?>> found; // loop thread: children that the current cancel found; null outside
    private @Nullable Set<Future<?>> asked; // loop thread: the cancelled ones while all tasks are cancelled; else null
    private @Nullable CancelRequested
            request; // loop thread: in debug mode, the one that is being carried out; else null

    /** Returns the request that is being carried out, in debug mode; null for none. */
    @Nullable
    CancelRequested request() {
        return request;
    }

    /** Makes another request the one that is being carried out; returns the one before. */
    @Nullable
    CancelRequested begin(@Nullable CancelRequested next) {
        CancelRequested before = request;
        request = next;
        return before;
    }

    /** Cancels a future by a request, which is the cause of all errors that come of it. */
    boolean cancel(Future<?> future, @Nullable String message, CancelRequested why) {
        CancelRequested before = begin(why);
        try {
            return future.cancel(message);
        } finally {
            request = before;
        }
    }

    /** Cancels all these tasks in order, with a message that says why, and in debug mode the request; null for none. */
    public void cancelAll(List<Task<?>> tasks, @Nullable String message, @Nullable CancelRequested why) {
        CancelRequested before = begin(why);
        asked = new HashSet<>();
        try {
            for (Task<?> task : tasks) {
                if (asks(task)) {
                    task.cancel(message);
                }
            }
        } finally {
            asked = null;
            request = before;
        }
    }

    /** Tells whether a future is to be cancelled now; false if it was before, while all tasks are being cancelled. */
    boolean asks(Future<?> future) {
        Set<Future<?>> already = asked;
        return already == null || already.add(future);
    }

    /** Cancels the children of a gather: now, or as the next steps of a walk that is in progress. */
    public void cancel(List<? extends Future<?>> children, @Nullable String message) {
        ArrayDeque<Future<?>> outer = found;
        if (outer != null) {
            outer.addAll(children);
            return;
        }
        ArrayDeque<Future<?>> inner = new ArrayDeque<>();
        found = inner;
        try {
            ahead.addAll(children);
            for (Future<?> next = ahead.poll(); next != null; next = ahead.poll()) {
                if (asks(next)) {
                    next.cancel(message);
                }
                for (Future<?> child = inner.pollLast(); child != null; child = inner.pollLast()) {
                    ahead.addFirst(child);
                }
            }
        } finally {
            found = null;
            ahead.clear();
        }
    }
}
