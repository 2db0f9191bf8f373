package dev.weft.benchmarks;

import java.util.concurrent.CompletableFuture;

/** A source of stages, of which each is still pending when it is awaited: one stage at a time. */
public final class PendingStages {
    private CompletableFuture<Long> pending;

    /** A new stage, which {@link #complete} will complete. */
    public CompletableFuture<Long> next() {
        CompletableFuture<Long> stage = new CompletableFuture<>();
        pending = stage;
        return stage;
    }

    /** Completes the newest stage; whoever awaits it goes on before this returns, and asks for the next. */
    public void complete(long value) {
        CompletableFuture<Long> stage = pending;
        pending = null;
        stage.complete(value);
    }
}
