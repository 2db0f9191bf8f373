package dev.weft.internal.task;

import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.internal.coroutine.Stages;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** The JDK's future for one of a loop, which any thread may use. */
public final class OutsideFuture {

    private OutsideFuture() {}

    /** A future that is completed with the given one; cancelling either cancels the other. */
    public static <T> CompletableFuture<T> of(Future<T> future) {
        CompletableFuture<T> outside = new CompletableFuture<>();
        connect(future, outside);
        return outside;
    }

    /** Completes the outer future with the inner one, and cancels the inner with the outer. */
    private static <T> void connect(Future<T> future, CompletableFuture<T> outside) {
        if (future.isDone()) {
            copy(future, outside);
            return;
        }
        future.addDoneCallback(done -> copy(future, outside));
        Stages.whenEnded(outside, (value, thrown) -> cancelWith(outside, future));
    }

    private static void cancelWith(CompletableFuture<?> outside, Future<?> future) {
        if (outside.isCancelled()) {
            EventLoops.callIfOpen(future.loop(), future::cancel);
        }
    }

    /** Runs a coroutine whose value another thread waits for; loop thread only. */
    public static <T> void run(Coroutine<T> coroutine, EventLoop loop, CompletableFuture<T> outside) {
        try {
            connect(loop.createTask(coroutine), outside);
        } catch (Throwable thrown) {
            outside.completeExceptionally(thrown);
            throw thrown;
        }
    }

    private static <T> void copy(FutureCore<T> future, CompletableFuture<T> outside) {
        if (future.wasCancelled()) {
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
