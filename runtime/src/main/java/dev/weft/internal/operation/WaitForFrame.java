package dev.weft.internal.operation;

import dev.weft.Awaitable;
import dev.weft.CancelledError;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import dev.weft.Timeout;
import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import dev.weft.internal.task.CancelRequested;
import dev.weft.internal.task.CancelSource;
import dev.weft.internal.task.CancelledAt;
import dev.weft.internal.task.EventLoops;
import dev.weft.internal.task.Futures;
import dev.weft.internal.task.LinkedFuture;
import dev.weft.internal.task.TimeLimit;
import dev.weft.internal.task.WaitLink;
import dev.weft.internal.time.Nanos;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The coroutine of {@code waitFor}. With a positive time it is an await inside a {@link Timeout}. Otherwise it takes
 * the result if there is one, or else cancels the awaitable, waits for its end, and times out.
 */
public final class WaitForFrame<T extends @Nullable Object> extends RuntimeFrame<T>
        implements Consumer<Future<T>>, WaitLink, TimeLimit {

    private static final int IN_TIMEOUT = 1; // suspension points
    private static final int IN_CANCEL = 2;

    private Awaitable<T> awaitable; // the thread that runs the chain: the future of it once that was cancelled
    private final Duration delay; // constant after construction
    private @Nullable Timeout timeout; // the thread that runs the chain
    private @Nullable Future<Void> waiter; // the thread that runs the chain
    private @Nullable CancelledAt cancelledAt; // loop thread: the place of a task that was cancelled

    /** Creates a coroutine of an awaitable and the time to wait. */
    public WaitForFrame(Awaitable<T> awaitable, Duration delay) {
        super("waitFor");
        this.awaitable =
                Objects.requireNonNull(awaitable, "waitFor(null): a coroutine, a task or a future was expected");
        this.delay = delay;
    }

    @Override
    protected @Nullable Object start(Execution x, int depth) throws Throwable {
        if (x.isDetached()) {
            return startOnLoop(x);
        }
        return Nanos.of(delay) > 0 ? startTimed(x, depth) : startWithoutTime(x, depth);
    }

    private @Nullable Object startTimed(Execution x, int depth) throws Throwable {
        Timeout entered = Timeout.after(delay);
        timeout = entered;
        entered.enter();
        Object outcome;
        try {
            outcome = Await.await(awaitable, x, depth);
        } catch (Throwable thrown) {
            throw Objects.requireNonNull(entered.exit(thrown));
        }
        if (outcome == Frame.SUSPENDED) {
            return suspend(x, IN_TIMEOUT);
        }
        entered.exit(null);
        return outcome;
    }

    private @Nullable Object startWithoutTime(Execution x, int depth) throws Throwable {
        EventLoop loop = EventLoop.running();
        Future<T> future = Futures.of(awaitable, loop);
        if (future.isDone()) {
            return future.result();
        }
        Future<Void> released = new LinkedFuture<>(loop, this);
        awaitable = future;
        waiter = released;
        future.addDoneCallback(this);
        String message = EventLoops.cancelledBy(loop, CancelSource.NO_TIME);
        if (future instanceof Task<T> task) {
            cancelledAt = CancelledAt.of(task, message);
        }
        CancelRequested why =
                EventLoops.explainsCancels(loop) ? CancelRequested.through(", through waitFor of " + delay) : null;
        EventLoops.cancel(future, message, why);
        Await.await(released, x, depth);
        return suspend(x, IN_CANCEL);
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        return waiter == null ? resumeTimed(x) : resumeCancelled(x);
    }

    private @Nullable Object resumeTimed(Execution x) throws Throwable {
        Timeout entered = Objects.requireNonNull(timeout);
        Object outcome;
        try {
            outcome = x.take();
        } catch (Throwable thrown) {
            throw Objects.requireNonNull(entered.exit(thrown));
        }
        entered.exit(null);
        return outcome;
    }

    private @Nullable Object resumeCancelled(Execution x) throws Throwable {
        Future<T> future = (Future<T>) awaitable;
        try {
            x.take();
        } finally {
            Futures.removeLink(future, this);
        }
        Throwable thrown = Futures.takeErrorHere(future);
        if (thrown instanceof CancelledError cancelled) {
            if (cancelledAt != null) {
                cancelledAt.explain(cancelled);
            }
            TimeoutException over = TimeoutCore.timedOut(delay);
            over.initCause(thrown);
            throw over;
        }
        if (thrown != null) {
            throw thrown;
        }
        return Futures.value(future);
    }

    @Override
    protected boolean handsOver() {
        return handsOver(awaitable);
    }

    @Override
    protected void takeBack(@Nullable Object value) {
        takeBack(awaitable, value);
    }

    @Override
    public List<Future<?>> dependencies() {
        return awaitable instanceof Future<T> future ? List.of(future) : List.of();
    }

    @Override
    public List<Future<?>> dependents() {
        return waiter == null ? List.of() : List.of(waiter);
    }

    @Override
    public long nanosLeft(long now) {
        return timeout == null ? FOR_EVER : ((TimeoutCore) timeout).nanosLeft(now);
    }

    @Override
    public String operation() {
        return "waitFor";
    }

    /** Receives the cancelled awaitable, which has ended. */
    @Override
    public void accept(Future<T> ended) {
        Future<Void> released = waiter;
        if (released != null && !released.isDone()) {
            Futures.finish(released, null);
        }
    }
}
