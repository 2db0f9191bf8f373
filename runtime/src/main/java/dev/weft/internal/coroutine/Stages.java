package dev.weft.internal.coroutine;

import dev.weft.CancelledError;
import dev.weft.internal.loop.ForeignText;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The operations on completion stages of any class. */
public final class Stages {

    private Stages() {}

    /**
     * Polls a stage, without waiting.
     *
     * @param stage any stage
     * @return a future with its outcome if it has ended and shows it, else null: its outcome comes by callback
     */
    public static @Nullable CompletableFuture<?> ended(CompletionStage<?> stage) {
        if (isOfKnownClass(stage)) {
            return ended((CompletableFuture<?>) stage);
        }
        try {
            return ended(stage.toCompletableFuture());
        } catch (UnsupportedOperationException hidden) {
            return null; // such a stage gives its outcome to callbacks only
        }
    }

    /** Tells whether a stage is a future whose class leaves out nothing of the JDK's and overrides no callback. */
    public static boolean isOfKnownClass(CompletionStage<?> stage) {
        Class<?> type = stage.getClass();
        return type == CompletableFuture.class || type == ActivationResult.class || stage instanceof PlainFuture<?>;
    }

    private static @Nullable CompletableFuture<?> ended(CompletableFuture<?> future) {
        return future.isDone() ? future : null;
    }

    /**
     * Registers a callback. It is called on the thread that completes the stage, or at once if the stage has completed.
     *
     * @param stage any stage
     * @param callback a function of the value or of the failure, as the stage shows it; it must not throw
     */
    public static void whenEnded(CompletionStage<?> stage, BiConsumer<Object, Throwable> callback) {
        StageCallbacks.add(stage, callback);
    }

    /**
     * Returns the outcome of a stage that has ended.
     *
     * @param ended the result of {@link #ended}
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
     * Returns the outcome of a stage that has ended, as a coroutine sees it.
     *
     * @param ended the result of {@link #ended}
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
     * Converts a stage's failure to the one that a coroutine sees.
     *
     * @param thrown the stage's own failure
     * @return a CancelledError in place of a CancellationException, any other as it is
     */
    public static Throwable coroutineView(Throwable thrown) {
        if (!(thrown instanceof CancellationException)) {
            return thrown;
        }
        CancelledError view = new CancelledError(ForeignText.messageOf(thrown));
        view.initCause(thrown);
        return view;
    }

    /**
     * Returns the failure with which a stage was completed.
     *
     * @param thrown the failure that the stage shows
     * @return the cause of a CompletionException, any other as it is
     */
    public static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : null;
        return cause == null ? thrown : cause;
    }

    /**
     * Cancels a stage, if it can be cancelled.
     *
     * @param stage any stage
     */
    public static void cancel(CompletionStage<?> stage) {
        CompletableFuture<?> future;
        try {
            future = stage.toCompletableFuture();
        } catch (UnsupportedOperationException refused) {
            return; // it cannot be cancelled, but its awaiter stops waiting all the same
        }
        future.cancel(true);
    }
}
