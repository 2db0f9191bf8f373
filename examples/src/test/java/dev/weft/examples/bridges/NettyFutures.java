package dev.weft.examples.bridges;

import io.netty.util.concurrent.Future;
import java.util.concurrent.CompletableFuture;

/** The bridge from Netty's futures, which are no stages. The guide shows it. */
@SuppressWarnings("FutureReturnValueIgnored") // what the callbacks return is of no use
final class NettyFutures {
    private NettyFutures() {}

    /** Returns a stage that completes with the future, and whose cancellation cancels the future. */
    static <T> CompletableFuture<T> toStage(Future<T> future) {
        CompletableFuture<T> stage = new CompletableFuture<>();
        future.addListener(done -> {
            if (future.isSuccess()) {
                stage.complete(future.getNow());
            } else {
                stage.completeExceptionally(future.cause());
            }
        });
        stage.whenComplete((value, failure) -> {
            if (stage.isCancelled()) {
                future.cancel(true);
            }
        });
        return stage;
    }
}
