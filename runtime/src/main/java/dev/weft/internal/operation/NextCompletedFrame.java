package dev.weft.internal.operation;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.internal.task.Futures;
import dev.weft.internal.task.LinkedFuture;
import org.jspecify.annotations.Nullable;

/** A coroutine of {@code asCompleted}: it waits until an awaitable has ended that no other one has taken. */
class NextCompletedFrame<T extends @Nullable Object> extends RuntimeFrame<T> {

    private final AsCompleted<T> source; // constant after construction
    private @Nullable Future<Void> getter; // loop thread

    NextCompletedFrame(AsCompleted<T> source) {
        super("asCompleted");
        this.source = source;
    }

    @Override
    protected final @Nullable Object start(Execution x, int depth) throws Throwable {
        if (x.isDetached()) {
            return startOnLoop(x);
        }
        return takeOrWait(x);
    }

    @Override
    protected final @Nullable Object resume(Execution x) throws Throwable {
        try {
            x.take();
        } catch (Throwable thrown) {
            giveUp();
            throw thrown;
        }
        return takeOrWait(x);
    }

    private @Nullable Object takeOrWait(Execution x) throws Throwable {
        if (source.isEmpty()) {
            Future<Void> waiting = new LinkedFuture<>(EventLoop.running(), source);
            getter = waiting;
            source.addGetter(waiting);
            Await.await(waiting, x, 0);
            return suspend(x, 1);
        }
        Future<T> first = source.take();
        if (first == null) {
            throw source.timedOut();
        }
        return outcome(first);
    }

    /** Returns what the await gives for the future that has ended. */
    @Nullable
    Object outcome(Future<T> ended) throws Throwable {
        Throwable thrown = Futures.takeErrorHere(ended);
        if (thrown != null) {
            throw thrown;
        }
        return Futures.value(ended);
    }

    private void giveUp() {
        Future<Void> waiting = getter;
        if (waiting == null) {
            return;
        }
        waiting.cancel();
        source.removeGetter(waiting);
        if (!source.isEmpty() && !waiting.isCancelled()) {
            source.wakeNext();
        }
    }
}
