package dev.weft.internal.coroutine;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The cancellation of an activity that awaits stages, and of what it awaits, and so on: a loop, however long the chain.
 *
 * <ol>
 *   <li>From the outermost inward: request the cancellation of the activity, and end the stage that it awaits, which may
 *       lead to the next activity.
 *   <li>From the innermost outward: resume each with its exception.
 * </ol>
 */
final class CancelChain {

    private final ArrayDeque<Resumable> toResume = new ArrayDeque<>(); // the cancelling thread: the innermost first

    private CancelChain() {}

    /** Cancels an activity. Any thread. */
    static void cancel(Resumable outermost) {
        CancelChain chain = new CancelChain();
        chain.goOn(outermost.cancelStep(chain));
    }

    /** Cancels what an activity awaits that was requested to be cancelled before it did. */
    static void cancel(StageAwaiter awaiter, Object awaited, CancelRequest request) {
        CancelChain chain = new CancelChain();
        chain.goOn(chain.cancelAwaited(awaiter, awaited, request));
    }

    /** Cancels a stage that nothing awaits any more. Any thread. */
    static void cancelUnawaited(CompletionStage<?> stage) {
        new CancelChain().goOn(cancelStage(stage));
    }

    private void goOn(@Nullable Resumable first) {
        Resumable next = first;
        while (next != null) {
            next = next.cancelStep(this);
        }
        for (Resumable activity : toResume) {
            activity.resumeCancelled();
        }
    }

    /**
     * Ends the stage that an activity awaits, and notes the activity for its resumption, unless the stage has ended by
     * itself.
     *
     * @param awaited the stage, or a {@link ForeignAwait}
     * @return the activity that is to be cancelled next; null if none is
     */
    @Nullable
    Resumable cancelAwaited(StageAwaiter awaiter, Object awaited, CancelRequest request) {
        if (awaited instanceof CoroutineResult inner) {
            return inner.cancelStep(); // the end of the coroutine resumes the activity
        }
        if (awaited instanceof ForeignAwait foreign) {
            return cancelForeign(awaiter, foreign);
        }
        if (awaited instanceof ActivationResult own) {
            return own.endBy(request.exception()) ? resumeLater(awaiter, own.takeSource()) : null;
        }
        return ((CompletableFuture<?>) awaited).completeExceptionally(request.exception())
                ? resumeLater(awaiter, null)
                : null;
    }

    private @Nullable Resumable cancelForeign(StageAwaiter awaiter, ForeignAwait foreign) {
        return foreign.claim() ? resumeLater(awaiter, cancelStage(foreign.stage())) : null;
    }

    private @Nullable Resumable resumeLater(StageAwaiter awaiter, @Nullable Resumable next) {
        toResume.push(awaiter);
        return next;
    }

    /** Cancels a stage. Returns the activity that is to be cancelled next; null if none is. */
    static @Nullable Resumable cancelStage(CompletionStage<?> stage) {
        if (stage instanceof OwnStage own) {
            return own.cancelStep();
        }
        try {
            Stages.cancel(stage);
        } catch (Throwable thrown) { // foreign code: what awaits the stage is cancelled all the same
            Fatal.rethrow(thrown);
            LostFailure.report("Exception in cancel of " + stage.getClass().getName(), thrown);
        }
        return null;
    }
}
