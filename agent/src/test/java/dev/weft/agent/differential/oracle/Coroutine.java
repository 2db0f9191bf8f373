package dev.weft.agent.differential.oracle;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A cold coroutine that runs as a plain call when it is awaited. */
public final class Coroutine<T> implements Awaitable<T> {
    private final Callable<?> body;
    private final boolean givesValue;
    private boolean awaited;

    /** A coroutine with a body that returns another one, whose value is its value. */
    public Coroutine(Callable<?> body) {
        this(body, false);
    }

    private Coroutine(Callable<?> body, boolean givesValue) {
        this.body = body;
        this.givesValue = givesValue;
    }

    static <T> Coroutine<T> ofValue(T value) {
        return new Coroutine<>(() -> value, true);
    }

    @Override
    @SuppressWarnings("unchecked")
    public T get() throws Throwable {
        if (awaited) {
            throw new IllegalStateException("cannot reuse already awaited coroutine");
        }
        awaited = true;
        Object result = body.call();
        return givesValue ? (T) result : ((Coroutine<T>) result).get();
    }

    /** What a method that returns a stage gives: its body has run. */
    public static CompletionStage<?> hot(Callable<?> body, CompletableFuture<?> failed) {
        try {
            var stage = (CompletionStage<?>) body.call();
            if (stage == null) {
                throw new NullPointerException("null was returned for a stage");
            }
            return stage;
        } catch (Throwable failure) {
            failed.completeExceptionally(failure);
            return failed;
        }
    }
}
