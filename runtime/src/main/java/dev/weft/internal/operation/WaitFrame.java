package dev.weft.internal.operation;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.ReturnWhen;
import dev.weft.TimerHandle;
import dev.weft.WaitResult;
import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.internal.task.Futures;
import dev.weft.internal.task.LinkedFuture;
import dev.weft.internal.task.TimeLimit;
import dev.weft.internal.task.WaitLink;
import dev.weft.internal.time.Nanos;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The coroutine of {@code waitUntil}: it waits for some or all of several futures, and takes none of their outcomes.
 */
public final class WaitFrame<F extends Future<?>> extends RuntimeFrame<WaitResult<F>>
        implements Consumer<Future<?>>, WaitLink, TimeLimit {

    private final ReturnWhen when; // constant after construction
    private final Set<F> futures; // constant after construction: each once, in order
    private final @Nullable Duration timeout; // constant after construction
    private @Nullable Future<Void> waiter; // loop thread
    private @Nullable TimerHandle timer; // loop thread
    private int pending; // loop thread

    /** Creates a coroutine of futures and the condition that ends the wait. */
    public WaitFrame(ReturnWhen when, Collection<? extends F> futures, @Nullable Duration timeout) {
        super("waitUntil");
        this.when = Objects.requireNonNull(when, "when");
        this.futures = new LinkedHashSet<>(futures);
        this.timeout = timeout;
    }

    @Override
    protected @Nullable Object start(Execution x, int depth) throws Throwable {
        if (x.isDetached()) {
            return startOnLoop(x);
        }
        if (futures.isEmpty()) {
            throw new IllegalArgumentException("waitUntil: there are no futures to wait for. Pass at least one");
        }
        EventLoop loop = EventLoop.running();
        Future<Void> released = new LinkedFuture<>(loop, this);
        waiter = released;
        if (timeout != null) {
            timer = loop.callAt(loop.time() + Nanos.of(timeout), this::release);
        }
        pending = futures.size();
        for (F future : futures) {
            future.addDoneCallback(this);
        }
        Await.await(released, x, depth);
        return suspend(x, 1);
    }

    /** Receives a future that has ended. */
    @Override
    public void accept(Future<?> ended) {
        pending--;
        if (pending <= 0
                || when == ReturnWhen.FIRST_COMPLETED
                || (when == ReturnWhen.FIRST_EXCEPTION && failed(ended))) {
            cancelTimer();
            release();
        }
    }

    @Override
    public Collection<? extends Future<?>> dependencies() {
        return timeout == null ? futures : List.of(); // after the time it ends without them
    }

    @Override
    public Collection<? extends Future<?>> dependents() {
        return timeout == null && waiter != null ? List.of(waiter) : List.of();
    }

    @Override
    public boolean needsAll() {
        return when != ReturnWhen.FIRST_COMPLETED;
    }

    @Override
    public long nanosLeft(long now) {
        return timer == null ? FOR_EVER : timer.when() - now;
    }

    @Override
    public String operation() {
        return "waitUntil";
    }

    @Override
    public String progress() {
        return WaitLink.progress(operation(), pending, futures.size());
    }

    private static boolean failed(Future<?> ended) {
        return !ended.isCancelled() && Futures.takeError(ended) != null;
    }

    private void release() {
        Future<Void> released = waiter;
        if (released != null && !released.isDone()) {
            Futures.finish(released, null);
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
        }
    }

    @Override
    protected Object resume(Execution x) throws Throwable {
        try {
            x.take();
        } finally {
            cancelTimer();
            futures.forEach(future -> Futures.removeLink(future, this));
        }
        List<F> done = futures.stream().filter(Future::isDone).toList();
        List<F> notDone = futures.stream().filter(future -> !future.isDone()).toList();
        return new WaitResult<>(done, notDone);
    }
}
