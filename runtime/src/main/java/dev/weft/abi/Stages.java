package dev.weft.abi;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
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
        if (!(stage instanceof CompletableFuture<?> future)) {
            return null;
        }
        if (future.getClass() == CompletableFuture.class) {
            return future.isDone() ? future : null;
        }
        try {
            return future.isDone() ? future : null;
        } catch (UnsupportedOperationException hidden) {
            return null; // a minimal stage shows its outcome to callbacks only
        }
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
