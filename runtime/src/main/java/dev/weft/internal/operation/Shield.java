package dev.weft.internal.operation;

import dev.weft.Awaitable;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.internal.task.Futures;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The link between an inner future and the outer one that {@code shield} returns: outcomes pass outward only. */
public final class Shield<T extends @Nullable Object> implements Consumer<Future<T>> {

    private final Future<T> inner; // constant after construction
    private final Future<T> outer; // constant after construction

    private Shield(Future<T> inner, Future<T> outer) {
        this.inner = inner;
        this.outer = outer;
    }

    /** Creates a future that ends as the awaitable does, and can be cancelled alone. */
    public static <T extends @Nullable Object> Future<T> of(Awaitable<T> awaitable, EventLoop loop) {
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
            Futures.markSeen(inner);
            return;
        }
        if (inner.isCancelled()) {
            outer.cancel();
            return;
        }
        Throwable thrown = Futures.takeError(inner);
        if (thrown != null) {
            Futures.fail(outer, thrown);
        } else {
            Futures.finish(outer, Futures.value(inner));
        }
    }
}
