package dev.weft.internal.coroutine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The rest of an activation that has returned a pending stage: the completion of its own stage with that one. */
public final class ReturnedStage extends Resumable implements BiConsumer<Object, Throwable> {

    private final CompletionStage<?> returned; // constant after construction
    private final CompletableFuture<Object> result; // constant after construction
    private final @Nullable Object home; // constant after construction: the loop of the activation
    private @Nullable Object value; // the thread that completes the returned stage
    private @Nullable Throwable error; // the thread that completes the returned stage
    private volatile boolean arrived; // any thread: the returned stage has ended

    /** A rest that is not registered with the returned stage yet. */
    public ReturnedStage(CompletionStage<?> returned, CompletableFuture<Object> result, StageAwaiter activation) {
        takePlaceOf(activation);
        this.home = activation.home();
        this.returned = returned;
        this.result = result;
    }

    /** Waits for the returned stage, and cancels it if the other one is completed before. */
    public void begin() {
        passDepth(returned);
        if (result instanceof ActivationResult own) {
            own.handOver(this);
        } else {
            OutsideEnd.watch(result, this);
        }
        if (result.isDone()) {
            CancelChain.cancel(this);
        }
        Stages.whenEnded(returned, this);
    }

    /** The returned stage has ended; called on the thread that completed it. */
    @Override
    public void accept(@Nullable Object stageValue, @Nullable Throwable stageError) {
        arrived = true;
        value = stageValue;
        error = stageError == null ? null : Stages.unwrapped(stageError);
        Trampoline.resume(this, returned);
    }

    @Override
    protected @Nullable Object home() {
        return home;
    }

    @Override
    protected void resumeHere() {
        if (result instanceof ActivationResult own) {
            own.detach();
        }
        Trampoline.complete(this, result, value, error);
    }

    @Override
    protected void run() {
        throw new AssertionError("the rest of an activation is never queued on a loop");
    }

    @Override
    @Nullable
    Resumable cancelStep(CancelChain chain) {
        return arrived ? null : CancelChain.cancelStage(returned);
    }

    @Override
    CompletionStage<?> awaitedStage() {
        return returned;
    }

    @Override
    void resumeCancelled() {} // nothing is left to do: the result is there
}
