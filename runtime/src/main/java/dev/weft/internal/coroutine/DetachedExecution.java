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

    static final Unstarted UNWATCHED = new Unstarted(); // always empty: no loop would report what it holds

    private final Result result = new Result(); // any thread
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
            resumption.captureContext();
            Trampoline.complete(resumption, result, null, jdkView(thrown));
            return;
        }
        resumption.captureContext();
        CompletionStage<?> stage = awaited;
        if (outcome != Frame.SUSPENDED || stage == null) {
            Trampoline.complete(resumption, result, outcome, null);
            return;
        }
        awaited = null;
        resumption.awaitEnd(stage); // last: another thread may go on from here
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

    /** The future of the coroutine's value. */
    private final class Result extends CoroutineResult {

        @Override
        public @Nullable Object contextAtEnd() {
            return resumption.contextNow();
        }

        @Override
        Resumable source() {
            return resumption;
        }

        @Override
        Resumable cancelStep() {
            return resumption;
        }

        @Override
        protected void requestCancel() {
            throw new AssertionError("the chain goes on at the resumption");
        }
    }

    /** The callback of an awaited stage, which resumes the chain in the context in which it started. */
    private final class Resumption extends StageAwaiter implements BiConsumer<Object, Throwable> {

        /** Keeps the context as it is now, for the resumption. */
        void captureContext() {
            context = CurrentContext.captured();
        }

        @Nullable
        Object contextNow() {
            return context;
        }

        /** Receives the outcome of the awaited stage, on the thread that completed it. */
        @Override
        public void accept(@Nullable Object stageValue, @Nullable Throwable stageError) {
            ended(stageValue, stageError);
        }

        @Override
        protected BiConsumer<Object, Throwable> callback() {
            return this;
        }

        @Override
        protected void received(@Nullable Object ended, @Nullable Object stageValue, @Nullable Throwable stageError) {
            value = stageValue;
            error = stageError == null ? null : Stages.coroutineView(Stages.unwrapped(stageError));
            Trampoline.resume(this, ended);
        }

        @Override
        protected Throwable cancellation() {
            return new CancelledError();
        }

        @Override
        protected void resumeHere() {
            if (takeCancel() && !(error instanceof CancelledError)) {
                value = null;
                error = cancellation();
            }
            Object outer = CurrentContext.exchange(context);
            try {
                proceed(false);
            } finally {
                CurrentContext.enter(outer);
            }
        }

        @Override
        protected int maxDepth() {
            return DepthLimit.DEFAULT;
        }

        @Override
        protected String name() {
            return root(next).name();
        }

        @Override
        protected void cancelResult() {
            throw new AssertionError("a detached execution belongs to no loop");
        }

        @Override
        protected void run() {
            throw new AssertionError("a detached execution is never queued on a loop");
        }
    }
}
