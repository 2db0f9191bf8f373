package dev.weft.internal.operation;

import dev.weft.Awaitable;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.internal.task.CancelRequested;
import dev.weft.internal.task.CancelSource;
import dev.weft.internal.task.EventLoops;
import dev.weft.internal.task.Futures;
import dev.weft.internal.task.LinkedFuture;
import dev.weft.internal.task.WeakLink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The link between an inner future and the outer one that {@code shield} returns: outcomes pass outward only. */
public final class Shield<T extends @Nullable Object> implements WeakLink.End<T> {

    private final Future<T> inner; // constant after construction
    private final Future<T> outer; // constant after construction
    private final WeakLink<T> link; // constant after construction
    private final boolean own; // constant after construction: no other code has the inner future

    private Shield(Future<T> inner, boolean own, EventLoop loop) {
        this.inner = inner;
        this.own = own;
        outer = new LinkedFuture<>(loop, this);
        link = EventLoops.linkWeakly(loop, this, List.of(inner));
    }

    /** Creates a future that ends as the awaitable does, and can be cancelled alone. */
    public static <T extends @Nullable Object> Future<T> of(Awaitable<T> awaitable, EventLoop loop) {
        Future<T> inner = Futures.of(awaitable, loop);
        if (inner.isDone()) {
            return inner;
        }
        Shield<T> shield = new Shield<>(inner, inner != awaitable, loop);
        Futures.addLink(shield.outer, shield);
        return shield.outer;
    }

    @Override
    public void accept(Future<T> done) {
        if (done == inner) {
            innerDone();
        } else if (!inner.isDone()) {
            Futures.removeLink(inner, link);
            if (own) {
                Futures.addLink(inner, Futures::takeBack);
            }
        }
    }

    @Override
    public List<Future<?>> dependencies() {
        return List.of(inner);
    }

    @Override
    public List<Future<?>> dependents() {
        return List.of(outer);
    }

    @Override
    public void keep() {
        link.hold();
    }

    @Override
    public String operation() {
        return "shield";
    }

    private @Nullable CancelRequested request() {
        return EventLoops.explainsCancels(inner.loop())
                ? CancelRequested.by("the cancellation of what shield waits for, " + inner, Futures.cancelCause(inner))
                : null;
    }

    private void innerDone() {
        if (outer.isDone()) {
            Futures.droppedBy(inner, outer);
            if (own) {
                Futures.takeBack(inner);
            }
            return;
        }
        if (inner.isCancelled()) {
            EventLoops.cancel(outer, CancelSource.SHIELDED, request());
            return;
        }
        Throwable thrown = Futures.errorFor(inner, outer);
        if (thrown != null) {
            Futures.fail(outer, thrown);
        } else {
            Futures.finish(outer, Futures.value(inner));
        }
    }
}
