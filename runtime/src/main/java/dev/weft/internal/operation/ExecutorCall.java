package dev.weft.internal.operation;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.LoopError;
import dev.weft.internal.coroutine.Fatal;
import dev.weft.internal.task.StageFuture;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A piece of blocking code on its way to another thread. If it is cancelled before it begins, it does not run. */
public final class ExecutorCall<T extends @Nullable Object> implements Runnable {

    private final Callable<T> blocking; // constant after construction
    private final CompletableFuture<T> outcome = new CompletableFuture<>(); // any thread

    private ExecutorCall(Callable<T> blocking) {
        this.blocking = java.util.Objects.requireNonNull(blocking, "the code to run");
    }

    /** Passes the code to the executor; returns the future of its value. */
    public static <T extends @Nullable Object> Future<T> submit(
            EventLoop loop, Executor executor, Callable<T> blocking) {
        ExecutorCall<T> call = new ExecutorCall<>(blocking);
        Future<T> future = StageFuture.of(call.outcome, loop);
        try {
            executor.execute(call);
        } catch (Throwable thrown) {
            Fatal.rethrow(thrown);
            if (!call.outcome.isDone()) {
                future.cancel();
                throw thrown;
            }
            loop.callExceptionHandler(new LoopError(
                    "Exception in execute of " + executor.getClass().getName() + ", which has run the code", thrown));
        }
        return future;
    }

    @Override
    public void run() {
        if (outcome.isDone()) {
            return;
        }
        try {
            outcome.complete(blocking.call());
        } catch (Throwable thrown) {
            outcome.completeExceptionally(thrown);
        }
    }
}
