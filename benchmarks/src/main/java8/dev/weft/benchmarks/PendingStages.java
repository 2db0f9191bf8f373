package dev.weft.benchmarks;

import java.util.concurrent.CompletableFuture;

/** A source of stages, one at a time, each of which is still pending when it is awaited. */
public final class PendingStages {
    private CompletableFuture<Long> pending;

    /** Returns a new stage, which {@link #complete} will complete. */
    public CompletableFuture<Long> next() {
        CompletableFuture<Long> stage = new CompletableFuture<>();
        pending = stage;
        return stage;
    }

    /** Completes the newest stage; its awaiter resumes before this returns, and requests the next. */
    public void complete(long value) {
        CompletableFuture<Long> stage = pending;
        pending = null;
        stage.complete(value);
    }
}
