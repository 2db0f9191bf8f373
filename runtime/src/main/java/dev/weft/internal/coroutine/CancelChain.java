package dev.weft.internal.coroutine;

import java.util.ArrayDeque;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The cancellation of an activity that awaits stages, and of what it awaits, and so on: a loop, however long the chain.
 *
 * <ol>
 *   <li>From the outermost inward: claim the activity, so that nothing else resumes it, and cancel the stage that it
 *       awaits, which may lead to the next activity.
 *   <li>From the innermost outward: resume each with its exception.
 * </ol>
 */
final class CancelChain {

    private CancelChain() {}

    /** Cancels an activity. Any thread. */
    static void cancel(Resumable outermost) {
        cancelFrom(outermost);
    }

    /** Cancels a stage that nothing awaits any more. Any thread. */
    static void cancelUnawaited(CompletionStage<?> stage) {
        cancelFrom(cancelStage(stage));
    }

    private static void cancelFrom(@Nullable Resumable outermost) {
        ArrayDeque<Resumable> claimed = new ArrayDeque<>();
        Resumable next = outermost;
        while (next != null) {
            CompletionStage<?> awaited = next.claimCancel();
            if (awaited == null) {
                break;
            }
            if (!(awaited instanceof CoroutineResult)) { // else the end of the coroutine resumes it
                claimed.push(next);
            }
            next = cancelStage(awaited);
        }
        for (Resumable activity : claimed) {
            activity.resumeCancelled();
        }
    }

    private static @Nullable Resumable cancelStage(CompletionStage<?> stage) {
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
