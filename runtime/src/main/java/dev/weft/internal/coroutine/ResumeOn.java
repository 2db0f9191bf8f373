package dev.weft.internal.coroutine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * A stage that is pending until it is awaited, and by that moves its awaiter to an executor for good: the awaiter knows
 * this class.
 */
public final class ResumeOn extends CompletableFuture<Object> {

    private final Executor executor; // constant after construction

    /** Creates a stage that nothing has awaited. */
    public ResumeOn(Executor executor) {
        this.executor = executor;
    }

    /** Returns the executor on which the awaiter goes on. */
    public Executor executor() {
        return executor;
    }

    /** Calls back at once: the awaiter has saved itself. */
    @Override
    public CompletableFuture<Object> whenComplete(BiConsumer<? super Object, ? super Throwable> callback) {
        callback.accept(null, null);
        return this;
    }
}
