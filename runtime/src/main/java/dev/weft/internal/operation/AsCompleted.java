package dev.weft.internal.operation;

import dev.weft.Awaitable;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.TimerHandle;
import dev.weft.internal.task.EventLoops;
import dev.weft.internal.task.Futures;
import dev.weft.internal.task.WeakLink;
import dev.weft.internal.time.Nanos;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The result of {@code asCompleted}: as many coroutines as awaitables. The first gives the value of the awaitable that
 * ends first, and so on.
 */
public final class AsCompleted<T extends @Nullable Object> implements Iterator<Coroutine<T>>, WeakLink.End<T> {

    private final Set<Future<T>> running = new LinkedHashSet<>(); // loop thread
    private final ArrayDeque<Future<T>> ended = new ArrayDeque<>(); // loop thread: in order, not yet handed out
    private final ArrayDeque<Future<Void>> getters = new ArrayDeque<>(); // loop thread: one per waiting coroutine
    private final @Nullable TimerHandle timer; // constant after construction
    private final @Nullable Duration timeout; // constant after construction
    private final WeakLink<T> link; // constant after construction
    private int timedOut; // loop thread: coroutines that have yet to throw a TimeoutException
    private int left; // loop thread: coroutines that have not been handed out

    /** Turns the coroutines into tasks, and waits for all awaitables. */
    public AsCompleted(
            EventLoop loop, Collection<? extends Awaitable<? extends T>> awaitables, @Nullable Duration timeout) {
        for (Awaitable<? extends T> awaitable : new LinkedHashSet<>(awaitables)) {
            running.add(future(awaitable, loop));
        }
        link = EventLoops.linkWeakly(loop, this, running);
        this.timeout = timeout;
        left = running.size();
        timer = timeout == null || left == 0 ? null : loop.callAt(loop.time() + Nanos.of(timeout), this::expire);
    }

    @SuppressWarnings("unchecked")
    private static <T extends @Nullable Object> Future<T> future(Awaitable<? extends T> awaitable, EventLoop loop) {
        return (Future<T>) Futures.of(awaitable, loop);
    }

    /** Returns an iterable for one {@code for} loop. */
    public Iterable<Coroutine<T>> once() {
        return () -> this;
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    public Coroutine<T> next() {
        if (left == 0) {
            throw new NoSuchElementException("asCompleted: the coroutines of all awaitables have been returned");
        }
        countDown();
        return new NextCompletedFrame<>(this);
    }

    /** Notes that one more has been handed out. */
    void countDown() {
        left--;
    }

    /** Waits no longer, and hands out no more. */
    void giveUp() {
        left = 0;
        for (Future<T> future : running) {
            future.removeDoneCallback(this);
        }
        running.clear();
        ended.clear();
    }

    /** Receives an awaitable that has ended. */
    @Override
    public void accept(Future<T> future) {
        if (!running.remove(future)) {
            return;
        }
        ended.add(future);
        wakeNext();
        if (running.isEmpty() && timer != null) {
            timer.cancel();
        }
    }

    private void expire() {
        for (Future<T> future : running) {
            Futures.removeLink(future, link);
            timedOut++;
            wakeNext();
        }
        running.clear();
    }

    @Override
    public Collection<? extends Future<?>> dependencies() {
        return timer == null ? running : List.of(); // after the time it ends without them
    }

    @Override
    public Collection<? extends Future<?>> dependents() {
        return timer == null ? getters : List.of();
    }

    @Override
    public boolean needsAll() {
        return false;
    }

    @Override
    public String operation() {
        return "asCompleted";
    }

    TimeoutException timedOut() {
        return TimeoutCore.timedOut(Objects.requireNonNull(timeout));
    }

    boolean isEmpty() {
        return ended.isEmpty() && timedOut == 0;
    }

    /** Returns the one that ended first; null in place of one that did not end in time. */
    @Nullable
    Future<T> take() {
        Future<T> first = ended.poll();
        if (first == null) {
            timedOut--;
        }
        return first;
    }

    void addGetter(Future<Void> getter) {
        getters.add(getter);
    }

    void removeGetter(Future<Void> getter) {
        getters.remove(getter);
    }

    /** Wakes the getter that has waited longest. */
    void wakeNext() {
        for (Future<Void> getter = getters.poll(); getter != null; getter = getters.poll()) {
            if (!getter.isDone()) {
                Futures.finish(getter, null);
                return;
            }
        }
    }
}
