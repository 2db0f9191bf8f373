package dev.weft;

import dev.weft.abi.Stages;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** The way from a loop's future to one of the JDK. */
final class Bridge {

    private Bridge() {}

    static <T> CompletableFuture<T> toCompletableFuture(Future<T> future) {
        CompletableFuture<T> outside = new CompletableFuture<>();
        connect(future, outside);
        return outside;
    }

    /** Completes the outer future with the inner one, and cancels the inner with the outer. */
    static <T> void connect(Future<T> future, CompletableFuture<T> outside) {
        if (future.isDone()) {
            copy(future, outside);
            return;
        }
        future.addDoneCallback(done -> copy(future, outside));
        Stages.whenEnded(outside, (value, thrown) -> cancelWith(outside, future));
    }

    private static void cancelWith(CompletableFuture<?> outside, Future<?> future) {
        if (outside.isCancelled()) {
            future.loop().callIfOpen(future::cancel);
        }
    }

    /** Runs a coroutine for somebody outside. */
    static <T> void run(Coroutine<T> coroutine, EventLoop loop, CompletableFuture<T> outside) {
        try {
            connect(loop.createTask(coroutine), outside);
        } catch (Throwable thrown) {
            outside.completeExceptionally(thrown);
            throw thrown;
        }
    }

    private static <T> void copy(Future<T> future, CompletableFuture<T> outside) {
        if (future.isCancelled()) {
            outside.completeExceptionally(jdkView(future.lookAtCancel()));
            return;
        }
        Throwable thrown = future.takeError();
        if (thrown == null) {
            outside.complete(future.value());
        } else {
            outside.completeExceptionally(thrown);
        }
    }

    private static CancellationException jdkView(Throwable cancelled) {
        CancellationException view = new CancellationException(cancelled.getMessage());
        view.initCause(cancelled);
        return view;
    }
}
