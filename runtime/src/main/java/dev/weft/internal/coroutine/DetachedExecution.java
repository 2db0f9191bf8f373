package dev.weft.internal.coroutine;

import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.Future;
import dev.weft.abi.Frame;
import dev.weft.internal.context.CurrentContext;
import dev.weft.internal.loop.ForeignText;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An execution of a coroutine outside any loop, for an {@code @Async} method that returns a stage. It can await stages
 * only, and is resumed on the thread that completes them.
 */
public final class DetachedExecution extends Driver {

    private static final Unstarted UNWATCHED = new Unstarted(); // always empty: no loop would report what it holds

    private final CompletableFuture<Object> result = new CompletableFuture<>(); // any thread
    private final Resumption resumption = new Resumption(); // constant after construction
    private @Nullable CompletionStage<?> awaited; // the thread that runs the chain
    private Frame<?> next; // the thread that runs the chain: the activation that runs next

    private DetachedExecution(Frame<?> root) {
        super(UNWATCHED);
        this.next = root;
    }

    /**
     * Runs a coroutine on this thread until it awaits a pending stage, and from there on the thread that completes the
     * stage.
     */
    public static CompletableFuture<Object> run(Coroutine<?> coroutine) {
        if (!(coroutine instanceof Frame<?> root)) {
            throw new IllegalArgumentException(
                    coroutine.getClass().getName() + " is a Coroutine that no @Async method made. Only @Async methods"
                            + " and dev.weft itself create coroutines.");
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
            Trampoline.complete(resumption, result, null, jdkView(thrown));
            return;
        }
        CompletionStage<?> stage = awaited;
        if (outcome != Frame.SUSPENDED || stage == null) {
            Trampoline.complete(resumption, result, outcome, null);
            return;
        }
        resumption.captureContext();
        Stages.whenEnded(stage, resumption); // last: another thread may go on from here
    }

    @Override
    protected void moved(Frame<?> to) {
        next = to;
    }

    private static Throwable jdkView(Throwable thrown) {
        if (!(thrown instanceof CancelledError)) {
            return thrown;
        }
        CancellationException view = new CancellationException(ForeignText.messageOf(thrown));
        view.initCause(thrown);
        return view;
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
        return new IllegalStateException("no running event loop: await " + awaitedThing
                + " works in a task only. Start the program with Weft.run(...)");
    }

    /** The callback of an awaited stage, which resumes the chain in the context in which it started. */
    private final class Resumption extends Resumable implements BiConsumer<Object, Throwable> {

        /** Keeps the context as it is now, for the resumption. */
        void captureContext() {
            context = CurrentContext.captured();
        }

        /** Receives the outcome of the awaited stage, on the thread that completed it. */
        @Override
        public void accept(@Nullable Object stageValue, @Nullable Throwable stageError) {
            CompletionStage<?> ended = awaited;
            awaited = null;
            value = stageValue;
            error = stageError == null ? null : Stages.coroutineView(Stages.unwrapped(stageError));
            Trampoline.resume(this, ended);
        }

        @Override
        protected void resumeHere() {
            Object outer = CurrentContext.exchange(context);
            try {
                proceed(false);
            } finally {
                CurrentContext.enter(outer);
            }
        }

        @Override
        protected void run() {
            throw new AssertionError("a detached execution is never queued on a loop");
        }
    }
}
