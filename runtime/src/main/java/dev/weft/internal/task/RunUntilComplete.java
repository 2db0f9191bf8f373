package dev.weft.internal.task;

import dev.weft.Awaitable;
import dev.weft.EventLoop;
import dev.weft.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A call of {@code runUntilComplete}, which stops the loop when the future is done. */
public final class RunUntilComplete<T extends @Nullable Object> implements Consumer<Future<T>> {

    private final EventLoop loop; // constant after construction
    private final Future<T> future; // constant after construction
    private boolean over; // loop thread: the loop has ended, and what comes later must not stop its next run

    /** Creates a call that has not begun. */
    public RunUntilComplete(EventLoop loop, Awaitable<T> awaitable) {
        this.loop = loop;
        this.future = Futures.of(awaitable, loop);
    }

    /** Runs the loop until the future is done. */
    public T run() {
        future.addDoneCallback(this);
        boolean ended = false;
        try {
            loop.runForever();
            ended = true;
        } finally {
            over = true;
            Futures.removeLink(future, this);
            if (!ended) {
                Futures.markSeen(future);
            }
        }
        if (!future.isDone()) {
            throw new IllegalStateException("the event loop was stopped before " + future + " was done");
        }
        return future.result();
    }

    @Override
    public void accept(Future<T> done) {
        if (!over && !((TaskLoop) loop).stalled) {
            loop.stop();
        }
    }
}
