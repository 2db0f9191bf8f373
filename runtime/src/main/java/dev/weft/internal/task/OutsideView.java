package dev.weft.internal.task;

import dev.weft.EventLoop;
import dev.weft.internal.coroutine.PlainFuture;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's future that other threads hold of a loop's future. If it comes back to that loop, a task that awaits it waits
 * for the loop's future.
 *
 * @param <T> the type of the value
 */
final class OutsideView<T extends @Nullable Object> extends PlainFuture<T> {

    private static final int LINK = 1; // dependent: the link, which passes a cancellation inward

    private volatile @Nullable OutsideFuture<T> link; // any thread: while this is pending

    /** Notes the link to the loop's future; null once it has done its work. */
    void link(@Nullable OutsideFuture<T> newLink) {
        link = newLink;
    }

    /**
     * Returns the link, if a wait on this loop can end by it only; else null: other code may complete this future, or has
     * just done so, and the wait only needs a turn to end. A completion takes the dependents away after it has set the
     * outcome, so the outcome is read last.
     */
    @Nullable
    WaitLink onlyWay(EventLoop loop) {
        OutsideFuture<T> own = link;
        return own != null
                        && own.future().loop() == loop
                        && getNumberOfDependents() <= LINK + own.watches()
                        && !isDone()
                ? own
                : null;
    }
}
