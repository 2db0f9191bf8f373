package dev.weft.internal.coroutine;

import dev.weft.CancelledError;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** How completion stages are looked at, whatever class they are of. */
public final class Stages {

    private Stages() {}

    /**
     * Looks whether a stage has ended, without waiting.
     *
     * @param stage any stage
     * @return the same stage if it can be asked for its outcome at once, else null: it has to be told by callback
     */
    public static @Nullable CompletableFuture<?> ended(CompletionStage<?> stage) {
        if (stage.getClass() == CompletableFuture.class) {
            return ended((CompletableFuture<?>) stage);
        }
        try {
            return ended(stage.toCompletableFuture());
        } catch (UnsupportedOperationException hidden) {
            return null; // such a stage shows its outcome to callbacks only
        }
    }

    private static @Nullable CompletableFuture<?> ended(CompletableFuture<?> future) {
        return future.isDone() ? future : null;
    }

    /**
     * Calls back when a stage has ended, on the thread that ends it, or here and now if it has.
     *
     * @param stage any stage
     * @param callback is given its value, or what the stage shows of its failure; it must not throw
     */
    public static void whenEnded(CompletionStage<?> stage, BiConsumer<Object, Throwable> callback) {
        StageCallbacks.add(stage, callback);
    }

    /**
     * The outcome of a stage that has ended.
     *
     * @param ended what {@link #ended} gave
     * @return its value
     * @throws Throwable its own failure, unwrapped
     */
    public static @Nullable Object outcome(CompletableFuture<?> ended) throws Throwable {
        try {
            return ended.join();
        } catch (CompletionException wrapper) {
            throw unwrapped(wrapper);
        }
    }

    /**
     * The outcome of a stage that has ended, as a coroutine sees it.
     *
     * @param ended what {@link #ended} gave
     * @return its value
     * @throws Throwable its own failure, unwrapped; a CancelledError if it was cancelled
     */
    public static @Nullable Object coroutineOutcome(CompletableFuture<?> ended) throws Throwable {
        try {
            return outcome(ended);
        } catch (CancellationException cancelled) {
            throw coroutineView(cancelled);
        }
    }

    /**
     * What a coroutine sees of a stage's failure.
     *
     * @param thrown the stage's own failure
     * @return a CancelledError in place of a CancellationException, or else the same
     */
    public static Throwable coroutineView(Throwable thrown) {
        if (!(thrown instanceof CancellationException)) {
            return thrown;
        }
        CancelledError view = new CancelledError(thrown.getMessage());
        view.initCause(thrown);
        return view;
    }

    /**
     * What a stage was completed with.
     *
     * @param thrown what the stage shows
     * @return the cause of a CompletionException, or else the same
     */
    public static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : null;
        return cause == null ? thrown : cause;
    }

    /**
     * Cancels a stage, if it is one that can be cancelled.
     *
     * @param stage any stage
     */
    public static void cancel(CompletionStage<?> stage) {
        CompletableFuture<?> future;
        try {
            future = stage.toCompletableFuture();
        } catch (UnsupportedOperationException refused) {
            return; // it cannot be cancelled; who awaits it stops waiting all the same
        }
        future.cancel(true);
    }
}
