package dev.weft.agent.differential.oracle;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** What a sample calls instead of {@code dev.weft.Weft}: an await blocks. */
public final class Weft {
    private Weft() {}

    /** Runs a coroutine. */
    public static <T> T await(Awaitable<T> awaitable) {
        return unchecked(awaitable::get);
    }

    /** Runs a coroutine. */
    public static <T> T await(Awaitable<T> awaitable, Class<?> thrown) {
        return await(awaitable);
    }

    /** Takes the value of a stage, which is done. */
    public static <T> T await(CompletionStage<T> stage) {
        var future = stage.toCompletableFuture();
        if (!future.isDone()) {
            throw new IllegalStateException("the oracle's stages are done");
        }
        return unchecked(() -> {
            try {
                return future.join();
            } catch (CompletionException wrapped) {
                throw wrapped.getCause();
            }
        });
    }

    /** Takes the value of a stage, which is done. */
    public static <T> T await(CompletionStage<T> stage, Class<?> thrown) {
        return await(stage);
    }

    /** A coroutine that is done. */
    public static <T> Coroutine<T> completed(T value) {
        return Coroutine.ofValue(value);
    }

    /** A coroutine that is done. */
    public static Coroutine<Void> completed() {
        return completed(null);
    }

    /** A coroutine that is done: nothing else runs meanwhile. */
    public static Coroutine<Void> yieldNow() {
        return completed();
    }

    /** A coroutine that is done: the oracle has no clock. */
    public static Coroutine<Void> sleep(Duration delay) {
        return completed();
    }

    /** A coroutine from a lambda. */
    public static <T> Coroutine<T> async(AsyncCallable<T> body) {
        return new Coroutine<>((Callable<?>) body::call);
    }

    private interface Call<T> {
        T call() throws Throwable;
    }

    private static <T> T unchecked(Call<T> call) {
        try {
            return call.call();
        } catch (Throwable thrown) {
            throw sneaky(thrown);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> RuntimeException sneaky(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
