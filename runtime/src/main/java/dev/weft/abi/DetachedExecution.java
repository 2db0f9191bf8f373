package dev.weft.abi;

import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.Future;
import dev.weft.internal.context.CurrentContext;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What runs a coroutine outside any loop, for an {@code @Async} method that returns a stage: it can await stages only,
 * and is resumed on the thread that completes them.
 */
final class DetachedExecution extends Execution implements BiConsumer<Object, Throwable>, Resumable {

    private final CompletableFuture<Object> result = new CompletableFuture<>(); // any thread
    private final @Nullable Object context = CurrentContext.captured(); // constant after construction
    private @Nullable CompletionStage<?> awaited; // the thread that runs the chain
    private Frame<?> next; // the thread that runs the chain: the activation that runs next

    private DetachedExecution(Frame<?> root) {
        this.next = root;
    }

    static CompletableFuture<Object> run(Coroutine<?> coroutine) {
        if (!(coroutine instanceof Frame<?> root)) {
            throw new IllegalArgumentException(
                    coroutine.getClass().getName() + " is a Coroutine that no @Async method made");
        }
        DetachedExecution execution = new DetachedExecution(root);
        execution.proceed(true);
        return execution.result;
    }

    private void proceed(boolean start) {
        Object outcome;
        try {
            outcome = drive(next, start);
        } catch (Throwable thrown) {
            result.completeExceptionally(jdkView(thrown));
            return;
        }
        CompletionStage<?> stage = awaited;
        if (outcome != Frame.SUSPENDED || stage == null) {
            result.complete(outcome);
            return;
        }
        awaited = null;
        Frame<?> moved = takePosition();
        next = moved == null ? next : moved;
        Stages.whenEnded(stage, this); // last: another thread may go on from here
    }

    private static Throwable jdkView(Throwable thrown) {
        if (!(thrown instanceof CancelledError)) {
            return thrown;
        }
        CancellationException view = new CancellationException(thrown.getMessage());
        view.initCause(thrown);
        return view;
    }

    /** The awaited stage has ended; called on the thread that completed it. */
    @Override
    public void accept(@Nullable Object stageValue, @Nullable Throwable stageError) {
        value = stageValue;
        error = stageError == null ? null : Stages.coroutineView(Stages.unwrapped(stageError));
        Trampoline.resume(this);
    }

    @Override
    public void resumeHere() {
        Object outer = CurrentContext.exchange(context);
        try {
            proceed(false);
        } finally {
            CurrentContext.enter(outer);
        }
    }

    @Override
    protected @Nullable Object awaitFuture(Future<?> future) {
        throw noLoop("of " + future);
    }

    @Override
    protected @Nullable Object awaitStage(CompletionStage<?> stage) throws Throwable {
        CompletableFuture<?> ended = Stages.ended(stage);
        if (ended == null) {
            awaited = stage;
            return Frame.SUSPENDED;
        }
        return Stages.coroutineOutcome(ended);
    }

    @Override
    protected Object sleep(long nanos) {
        throw noLoop("of sleep");
    }

    @Override
    protected Object yieldNow() {
        throw noLoop("of yieldNow");
    }

    private static IllegalStateException noLoop(String awaitedThing) {
        return new IllegalStateException(
                "no running event loop: await " + awaitedThing + " works in a task only. Start with Weft.run(...)");
    }
}
