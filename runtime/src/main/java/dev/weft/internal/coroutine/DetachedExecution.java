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
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An execution of a coroutine outside any loop, for an {@code @Async} method that returns a stage.
 *
 * <ol>
 *   <li>It awaits stages, and is resumed on the thread that completes them, or on the executor that the coroutine chose.
 *   <li>It sleeps by a timer of the shared loop, and is resumed elsewhere.
 *   <li>At a coroutine that needs a task, such as a timeout or a wait for a lock, the chain moves to the shared loop, where
 *       a task runs the rest of it. The result comes back here.
 * </ol>
 */
public abstract class DetachedExecution extends Driver {

    static final Unstarted UNWATCHED = new Unstarted(); // always empty: no loop would report what it holds

    private final Result result = new Result(); // any thread
    private final Resumption resumption = new Resumption(); // constant after construction
    private @Nullable CompletionStage<?> awaited; // the thread that runs the chain
    private Frame<?> next; // the thread that runs the chain: the activation that runs next
    private @Nullable Executor executor; // the thread that runs the chain: where it is resumed, if it has chosen that
    private boolean moving; // the thread that runs the chain: to the shared loop, for good

    /** Creates an execution of a coroutine that has not started. */
    protected DetachedExecution(Coroutine<?> coroutine) {
        if (!(coroutine instanceof Frame<?> root)) {
            throw new IllegalArgumentException(
                    coroutine.getClass().getName() + " is a Coroutine that no @Async method made. Only @Async methods"
                            + " and dev.weft itself create coroutines.");
        }
        this.next = root;
    }

    /**
     * Runs the coroutine on this thread until it awaits something pending, and from there on where that resumes it.
     *
     * @return the future of its value
     */
    protected final CompletableFuture<Object> run() {
        proceed(true);
        return result;
    }

    /**
     * Starts a timer on the shared loop.
     *
     * @param nanos the time; zero or less takes one turn of the loop
     * @return a stage that completes when the time is over
     */
    protected abstract CoroutineResult timer(long nanos);

    /**
     * Runs the rest of a chain in a task of the shared loop.
     *
     * @param innermost the coroutine with which the chain goes on, which has not started
     * @return a stage of the value of the outermost one
     */
    protected abstract CoroutineResult runOnLoop(Frame<?> innermost);

    /**
     * Takes back a value on the shared loop, where it was made.
     *
     * @param coroutine the coroutine of the value, which hands it over
     */
    protected abstract void takeBack(Frame<?> coroutine, @Nullable Object value);

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
        CompletionStage<?> stage = moving ? runOnLoop(next) : awaited;
        if (outcome != Frame.SUSPENDED || stage == null) {
            Trampoline.complete(resumption, result, outcome, null);
            return;
        }
        awaited = null;
        resumption.awaitEnd(stage); // last: another thread may go on from here
    }

    @Override
    protected final void moved(Frame<?> to) {
        next = to;
    }

    @Override
    protected final void moveToLoop(Frame<?> cold) {
        deferred = cold;
        moving = true;
    }

    @Override
    final boolean leaves(Frame<?> cold, Frame<?> innermost) {
        if (moving && cold != innermost) {
            cold.parent = innermost;
        }
        return moving;
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
    protected final @Nullable Object awaitFuture(Future<?> future) {
        throw new IllegalStateException(
                "no running event loop: await of " + future + " works in a task of its loop only."
                        + " Call toCompletableFuture() on that loop, and await the result here");
    }

    @Override
    protected final @Nullable Object awaitStage(CompletionStage<?> stage) throws Throwable {
        CompletableFuture<?> ended = Stages.ended(stage);
        if (ended == null) {
            awaited = stage;
            return Frame.SUSPENDED;
        }
        return Stages.coroutineOutcome(ended);
    }

    @Override
    protected final Object sleep(long nanos) {
        awaited = timer(nanos);
        return Frame.SUSPENDED;
    }

    @Override
    protected final Object yieldNow() {
        return sleep(0);
    }

    /** Returns the execution that completes a stage, for dumps; null if none does. */
    static @Nullable DetachedExecution of(@Nullable CompletionStage<?> stage) {
        return stage instanceof Result result ? result.execution() : null;
    }

    /** Returns the activation that runs next. */
    final Frame<?> innermost() {
        return next;
    }

    /** Returns the stage that the chain awaits, or null. */
    final @Nullable CompletionStage<?> awaitedNow() {
        return resumption.awaitedNow();
    }

    /** The future of the coroutine's value. */
    private final class Result extends CoroutineResult {

        DetachedExecution execution() {
            return DetachedExecution.this;
        }

        @Override
        public @Nullable Object contextAtEnd() {
            return resumption.contextNow();
        }

        @Override
        public boolean handsOver() {
            return Handover.isBy(root(next));
        }

        @Override
        public void takeBack(@Nullable Object value) {
            if (handsOver()) {
                DetachedExecution.this.takeBack(root(next), value);
            }
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
            if (ended instanceof CoroutineResult inner) {
                context = inner.contextAtEnd();
            }
            if (ended instanceof ResumeOn chosen) {
                executor = chosen.executor();
            }
            resume(ended, executor);
        }

        @Override
        protected void refused(Throwable refusal) {
            value = null;
            error = withSuppressed(refusal, error);
            executor = null;
        }

        @Override
        protected Throwable cancellation() {
            return new CancelledError();
        }

        @Override
        protected void resumeHere() {
            if (takeCancel() && !(error instanceof CancelledError) && !moving) {
                value = null;
                error = cancellation();
            }
            Object outer = CurrentContext.exchange(context);
            try {
                if (moving) {
                    end();
                } else {
                    proceed(false);
                }
            } finally {
                CurrentContext.enter(outer);
            }
        }

        /** Passes on what the task has ended with. */
        private void end() {
            Throwable thrown = error;
            Trampoline.complete(this, result, value, thrown == null ? null : jdkView(thrown));
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
