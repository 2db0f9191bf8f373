package dev.weft.internal.coroutine;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A future of the runtime's own, which knows the activity that completes it. */
abstract sealed class OwnStage extends CompletableFuture<Object> permits ActivationResult, CoroutineResult {

    OwnStage() {}

    /** Returns the activity that completes this, to which a depth is passed on; null if there is none, or no longer. */
    abstract @Nullable Resumable source();

    /**
     * Cancels this future as one step of a {@link CancelChain}.
     *
     * @return the activity that is to be cancelled next; null if none is
     */
    abstract @Nullable Resumable cancelStep();
}
