package dev.weft.sync;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A coroutine that waits at one end of a {@link SharedChannel}. It is also the news that wakes it, on its loop. */
abstract class SharedWaiter<T extends @Nullable Object> extends Waiter<T> implements Runnable {

    final SharedChannel<?> shared; // constant after construction
    private @Nullable EventLoop loop; // any thread: written before it joins a line, under the channel's lock
    private boolean yields; // loop thread: it gives its loop a turn before it begins

    SharedWaiter(SharedChannel<?> shared) {
        this.shared = shared;
    }

    /** Does what can be done at once, or joins its line and suspends. */
    abstract @Nullable Object attempt(EventLoop running, Execution x) throws Throwable;

    /** Continues with what it is owed. */
    abstract @Nullable Object takeOwed(Execution x) throws Throwable;

    @Override
    @Nullable
    Object begin(Execution x, int depth) throws Throwable {
        EventLoop running = EventLoop.running();
        if (!shared.owesATurn()) {
            return attempt(running, x);
        }
        Await.yieldNow(x);
        yields = true;
        return suspend(x, 1);
    }

    @Override
    @Nullable
    Object woken(Execution x) throws Throwable {
        if (!yields) {
            return takeOwed(x);
        }
        yields = false;
        return attempt(EventLoop.running(), x);
    }

    final EventLoop loop() {
        return Objects.requireNonNull(loop, "this coroutine has never waited");
    }

    /** Returns the line in which it waits. */
    abstract SharedLine line();

    /** Notes that it is about to wait; under the channel's lock. */
    final void joins(EventLoop running) {
        loop = running;
        line().add(this);
    }

    /** Suspends, having joined its line. */
    final Object suspendIn(EventLoop running, String purpose, Execution x) throws Throwable {
        Future<Void> signal = running.createFuture(() -> shared.describeWait(purpose));
        try {
            return waitFor(signal, x);
        } catch (Throwable thrown) {
            shared.leave(this);
            throw thrown;
        }
    }

    /** Takes the news that it was woken. */
    @Override
    public final void run() {
        if (!isSignalled()) {
            wake();
        }
    }

    @Override
    final @Nullable Object interrupted(Execution x, Throwable thrown) throws Throwable {
        shared.leave(this);
        ended();
        throw thrown;
    }

    /** Notes that it has been cancelled. */
    void ended() {}

    @Override
    final String kind() {
        return "SharedChannel";
    }
}
