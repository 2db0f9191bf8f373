package dev.weft.examples.bridges;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import java.util.concurrent.CompletableFuture;

/** The bridge from Guava's futures, which gRPC returns, for programs to copy. */
@SuppressWarnings("FutureReturnValueIgnored") // of whenComplete
final class ListenableFutures {
    private ListenableFutures() {}

    /** Returns a stage that completes with the future, and whose cancellation cancels the future. */
    static <T> CompletableFuture<T> toStage(ListenableFuture<T> future) {
        CompletableFuture<T> stage = new CompletableFuture<>();
        Futures.addCallback(
                future,
                new FutureCallback<T>() {
                    @Override
                    public void onSuccess(T value) {
                        stage.complete(value);
                    }

                    @Override
                    public void onFailure(Throwable failure) {
                        stage.completeExceptionally(failure);
                    }
                },
                MoreExecutors.directExecutor());
        stage.whenComplete((value, failure) -> {
            if (stage.isCancelled()) {
                future.cancel(true);
            }
        });
        return stage;
    }
}
