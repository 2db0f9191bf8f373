package dev.weft;

import java.util.function.Consumer;

/** The link between an inner future and the outer one that {@code shield} returns: news go outwards only. */
final class Shield<T> implements Consumer<Future<T>> {

    private final Future<T> inner; // constant after construction
    private final Future<T> outer; // constant after construction

    private Shield(Future<T> inner, Future<T> outer) {
        this.inner = inner;
        this.outer = outer;
    }

    static <T> Future<T> of(Awaitable<T> awaitable, EventLoop loop) {
        Future<T> inner = Futures.of(awaitable, loop);
        if (inner.isDone()) {
            return inner;
        }
        Future<T> outer = loop.createFuture();
        Shield<T> shield = new Shield<>(inner, outer);
        inner.addDoneCallback(shield);
        outer.addDoneCallback(shield);
        return outer;
    }

    @Override
    public void accept(Future<T> done) {
        if (done == inner) {
            innerDone();
        } else if (!inner.isDone()) {
            inner.removeDoneCallback(this);
        }
    }

    private void innerDone() {
        if (outer.isDone()) {
            inner.markSeen();
            return;
        }
        if (inner.isCancelled()) {
            outer.cancel();
            return;
        }
        Throwable thrown = inner.takeError();
        if (thrown != null) {
            outer.fail(thrown);
        } else {
            outer.finish(inner.value());
        }
    }
}
