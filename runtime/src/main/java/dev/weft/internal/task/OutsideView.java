package dev.weft.internal.task;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.internal.coroutine.LogicalTrace;
import dev.weft.internal.coroutine.PlainFuture;
import dev.weft.internal.coroutine.TracedStage;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's future that other threads hold of a loop's future. If it comes back to that loop, a task that awaits it waits
 * for the loop's future.
 *
 * @param <T> the type of the value
 */
final class OutsideView<T extends @Nullable Object> extends PlainFuture<T> implements TracedStage {

    private static final int LINK = 1; // dependent: the link, which passes a cancellation inward

    /** The link while this is pending; then the element of the task that has failed, or null. */
    private volatile @Nullable Object link; // any thread

    /** Notes the link to the loop's future; null once it has done its work. */
    void link(@Nullable OutsideFuture<T> newLink) {
        link = newLink;
    }

    /** Notes the task with whose failure this is about to be completed; null if none is known. */
    void failedTask(@Nullable StackTraceElement task) {
        link = task;
    }

    /** Returns the element of the task that has failed; null if none is known. */
    @Nullable
    StackTraceElement failedTask() {
        return link instanceof StackTraceElement task ? task : null;
    }

    @Override
    public boolean isFirstAwaiter(StackTraceElement last) {
        return LogicalTrace.isSameTask(last, failedTask());
    }

    /** Returns the loop's future; null once it is done. */
    @Nullable
    Future<?> inner() {
        return link instanceof OutsideFuture<?> own ? own.future() : null;
    }

    /**
     * Returns the link, if a wait on this loop can end by it only; else null: other code may complete this future, or has
     * just done so, and the wait only needs a turn to end. A completion takes the dependents away after it has set the
     * outcome, so the outcome is read last.
     */
    @Nullable
    WaitLink onlyWay(EventLoop loop) {
        return link instanceof OutsideFuture<?> own
                        && own.future().loop() == loop
                        && getNumberOfDependents() <= LINK + own.watches()
                        && !isDone()
                ? own
                : null;
    }
}
