package dev.weft.internal.operation;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.LoopError;
import dev.weft.internal.coroutine.Fatal;
import dev.weft.internal.task.EventLoops;
import dev.weft.internal.task.StageFuture;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A piece of blocking code on its way to another thread. If it is cancelled before it begins, it does not run. */
public class ExecutorCall<T extends @Nullable Object> implements Runnable {

    private final Callable<T> blocking; // constant after construction
    private final CompletableFuture<T> outcome; // any thread

    /** Creates a call that was not passed to an executor yet. */
    ExecutorCall(Callable<T> blocking, CompletableFuture<T> outcome) {
        this.blocking = Objects.requireNonNull(blocking, "the code to run");
        this.outcome = outcome;
    }

    /** Passes the code to the executor; returns the future of its value. */
    public static <T extends @Nullable Object> Future<T> submit(
            EventLoop loop, Executor executor, Callable<T> blocking) {
        return new ExecutorCall<>(blocking, new CompletableFuture<>()).submit(loop, executor);
    }

    /** Passes the code to the executor; returns the future of its value. A clock that jumps stands still meanwhile. */
    final Future<T> submit(EventLoop loop, Executor executor) {
        Future<T> future = StageFuture.of(outcome, loop);
        try {
            executor.execute(this);
        } catch (Throwable thrown) {
            Fatal.rethrow(thrown);
            if (!outcome.isDone()) {
                future.cancel();
                throw thrown;
            }
            loop.callExceptionHandler(new LoopError(
                    "Exception in execute of " + executor.getClass().getName() + ", which has run the code", thrown));
        }
        if (EventLoops.holdTime(loop)) {
            future.addDoneCallback(done -> EventLoops.releaseTime(loop));
        }
        return future;
    }

    @Override
    public final void run() {
        if (outcome.isDone() || !begin()) {
            return;
        }
        try {
            outcome.complete(blocking.call());
        } catch (Throwable thrown) {
            outcome.completeExceptionally(thrown);
        } finally {
            end();
        }
    }

    /** The code is about to begin on this thread; false if it must not. */
    boolean begin() {
        return true;
    }

    /** The code has ended on this thread. */
    void end() {}
}
