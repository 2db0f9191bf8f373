package dev.weft;

import java.util.function.Consumer;

/** One call of {@code runUntilComplete}: stops the loop when the future is done. */
final class RunUntilComplete<T> implements Consumer<Future<T>> {

    private final EventLoop loop; // constant after construction
    private final Future<T> future; // constant after construction

    RunUntilComplete(EventLoop loop, Awaitable<T> awaitable) {
        this.loop = loop;
        this.future = Futures.of(awaitable, loop);
    }

    T run() {
        future.addDoneCallback(this);
        boolean ended = false;
        try {
            loop.runForever();
            ended = true;
        } finally {
            future.removeDoneCallback(this);
            if (!ended) {
                future.markSeen();
            }
        }
        if (!future.isDone()) {
            throw new IllegalStateException("the event loop was stopped before " + future + " was done");
        }
        return future.result();
    }

    @Override
    public void accept(Future<T> done) {
        loop.stop();
    }
}
