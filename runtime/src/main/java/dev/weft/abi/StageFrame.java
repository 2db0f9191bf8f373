package dev.weft.abi;

import dev.weft.CancelledError;
import dev.weft.internal.context.CurrentContext;
import dev.weft.internal.coroutine.ActivationResult;
import dev.weft.internal.coroutine.CoroutineResult;
import dev.weft.internal.coroutine.DepthLimit;
import dev.weft.internal.coroutine.DetachedCalls;
import dev.weft.internal.coroutine.Fatal;
import dev.weft.internal.coroutine.FrameDescription;
import dev.weft.internal.coroutine.LogicalTrace;
import dev.weft.internal.coroutine.LostFailure;
import dev.weft.internal.coroutine.OutsideEnd;
import dev.weft.internal.coroutine.ResumeOn;
import dev.weft.internal.coroutine.ReturnedStage;
import dev.weft.internal.coroutine.StageAwaiter;
import dev.weft.internal.coroutine.Stages;
import dev.weft.internal.coroutine.Trampoline;
import dev.weft.internal.loop.Activity;
import dev.weft.internal.loop.LoopCore;
import dev.weft.internal.task.EventLoops;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An activation of an {@code @Async} method that returns a stage. It is allocated at the first suspension, keeps the
 * live locals, and completes the stage that the caller has got.
 *
 * <p>One that was created on a loop is resumed there, through the ready queue; any other on the executor that it has
 * chosen, or on the thread that completes the awaited stage.
 */
public abstract class StageFrame extends StageAwaiter implements BiConsumer<Object, Throwable> {

    /** The position of the body: k at its k-th suspension point, 0 not started, -1 running, -2 ended. */
    protected int point; // the thread that runs the activation

    private static final int RUNNING = -1;
    private static final int ENDED = -2;

    private final CompletableFuture<Object> result; // constant after construction

    /** The loop on which this was created, constant then; else the executor on which it resumes, or null for none. */
    private @Nullable Object home = LoopCore.current(); // the thread that runs the activation: one field saves 8 bytes

    private @Nullable Object
            outcome; // of the awaited stage, set by the thread that completes it: the value or a Failure

    /** Creates a frame with a future of its own, for a method that is declared to return a JDK stage; for woven code. */
    @SuppressWarnings("this-escape") // a frame is published when it suspends, complete
    protected StageFrame() {
        this.result = new ActivationResult(this);
        begin();
    }

    /**
     * Creates a frame; for woven code.
     *
     * @param result the pending future of the declared class that the caller of the method gets
     */
    @SuppressWarnings({"unchecked", "this-escape"}) // a frame is published when it suspends, complete
    protected StageFrame(CompletableFuture<?> result) {
        this.result = (CompletableFuture<Object>) result;
        begin();
        OutsideEnd.watch(result, this);
        Trampoline.created(this);
    }

    private void begin() {
        context = CurrentContext.captured();
        if (home instanceof LoopCore loop) {
            EventLoops.suspendedStages(loop).add(this);
        } else {
            DetachedCalls.add(this);
        }
    }

    /**
     * Resumes the body at its suspension point, whose value {@link #take} returns.
     *
     * @param unused null: such a method has no execution
     * @return the stage that the body returned, or {@link Frame#SUSPENDED}
     * @throws Throwable the exception of the body
     */
    protected abstract @Nullable Object resume(@Nullable Execution unused) throws Throwable;

    /**
     * Runs the body from its start; of a recursive method only.
     *
     * @param arguments its arguments, the receiver first
     * @return the stage that the body returned
     * @throws Throwable the exception of the body
     */
    protected @Nullable Object start(Object[] arguments) throws Throwable {
        throw new AssertionError(name() + " never begins late");
    }

    /**
     * Returns metadata about the method, as {@link Frame#describe} does.
     *
     * @return the lines, separated by line feeds
     */
    @Override
    protected abstract String describe();

    @Override
    protected final int position() {
        return point;
    }

    @Override
    protected final CompletionStage<?> ownStage() {
        return result;
    }

    /**
     * Returns the future that the caller of the method gets.
     *
     * @return the future that this activation completes
     */
    public final CompletableFuture<?> result() {
        return result;
    }

    /**
     * Lets this activation begin when the stack is unwound: too many calls of a recursive method are nested.
     *
     * @param arguments its arguments, the receiver first
     * @return the future that it completes
     * @throws StackOverflowError if the chain of calls is longer than its limit
     */
    public final CompletableFuture<?> defer(Object[] arguments) {
        outcome = arguments;
        if (!Trampoline.defer(this, Frame.MAX_DIRECT_DEPTH)) {
            end();
            throw DepthLimit.error(name(), maxDepth());
        }
        return result;
    }

    /**
     * Suspends this activation until a stage has ended. It may be resumed before this call returns.
     *
     * @param awaited the stage
     * @param at the suspension point, 1 or more
     * @return {@link Frame#SUSPENDED}, for the body to return
     */
    public final Object suspendOn(CompletionStage<?> awaited, int at) {
        point = at;
        if (!(home instanceof LoopCore)) {
            context = CurrentContext.captured(); // what was set since the last await; a loop keeps that here itself
        }
        awaitEnd(awaited);
        return Frame.SUSPENDED;
    }

    /**
     * Takes the result of the awaited stage, at the landing of the resumed body.
     *
     * @return its value
     * @throws Throwable its failure, unwrapped
     */
    public final @Nullable Object take() throws Throwable {
        Object taken = outcome;
        outcome = null;
        return taken instanceof Packed packed ? packed.open() : taken;
    }

    /** Receives the outcome of the awaited stage, on the thread that completed it. */
    @Override
    public final void accept(@Nullable Object stageValue, @Nullable Throwable stageError) {
        ended(stageValue, stageError);
    }

    @Override
    protected final BiConsumer<Object, Throwable> callback() {
        return this;
    }

    @Override
    protected final void received(@Nullable Object ended, @Nullable Object stageValue, @Nullable Throwable stageError) {
        outcome = stageError == null ? stageValue : failure(ended, stageError);
        if (ended instanceof CoroutineResult inner) {
            context = inner.contextAtEnd();
            if (stageError == null && inner.handsOver()) {
                outcome = new HandedOver(stageValue, inner);
            }
        }
        if (home instanceof LoopCore own) {
            if (Trampoline.isCompleting(ended, own)) {
                Trampoline.resume(this, ended);
            } else {
                own.enqueue(this);
            }
            return;
        }
        if (ended instanceof ResumeOn chosen) {
            home = chosen.executor();
        }
        resume(ended, (Executor) home);
    }

    private Failure failure(@Nullable Object ended, Throwable stageError) {
        LogicalTrace.arrive(Stages.unwrapped(stageError), ended, describe(), point);
        return new Failure(stageError);
    }

    @Override
    protected final void refused(Throwable refusal) {
        Throwable replaced = outcome instanceof Failure failure ? failure.thrown : null;
        replaceOutcome(withSuppressed(refusal, replaced));
        home = null;
    }

    /** Ends this activation on the calling thread: its loop is closed. */
    @Override
    protected final void dropped() {
        if (!result.isDone()) {
            String message = "the event loop on which " + name() + " was suspended is closed: it cannot be resumed";
            complete(null, new IllegalStateException(message));
            replaceOutcome(new CancellationException(message));
        }
        Trampoline.resume(this, null);
    }

    @Override
    protected final void cancelResult() {
        try {
            result.cancel(true);
        } catch (Throwable thrown) { // from a future of the program's own class
            Fatal.rethrow(thrown);
            LostFailure.report("Exception in cancel of the future of " + name(), thrown);
        }
    }

    @Override
    protected final Throwable cancellation() {
        return new CancellationException("the future that " + name() + " returned was completed from outside");
    }

    @Override
    protected final void run() {
        if (!(home instanceof LoopCore own)) {
            throw new AssertionError("an activation without a loop is in a loop's queue");
        }
        own.running = this;
        if (context != null) {
            CurrentContext.begin(this);
        }
        proceed();
        if (context != null) { // the body may have set a bridged variable itself
            CurrentContext.end(this);
        }
    }

    @Override
    protected final void resumeHere() {
        if (home instanceof LoopCore own && !own.isClosed()) {
            resumeInside(own);
            return;
        }
        Object outer = CurrentContext.exchange(context);
        try {
            proceed();
        } finally {
            CurrentContext.enter(outer);
        }
    }

    /** Resumes the activation in the call that it ends, or that was deferred, before the loop goes on. */
    private void resumeInside(LoopCore own) {
        if (!own.isOwnThread()) {
            own.enqueue(this);
            return;
        }
        Activity outer = own.running;
        if (outer != null) {
            CurrentContext.end(outer);
        }
        try {
            run();
        } finally {
            own.running = outer;
            if (outer != null) {
                CurrentContext.begin(outer);
            }
        }
    }

    private void proceed() {
        if (takeCancel() && !(outcome instanceof Failure failure && isCancellation(failure.thrown))) {
            replaceOutcome(cancellation());
        }
        Object returned;
        try {
            returned = point == 0 ? startLate() : resume(null);
        } catch (Throwable thrown) {
            end();
            LogicalTrace.leave(thrown, describe());
            complete(null, thrown);
            return;
        }
        if (returned != Frame.SUSPENDED) { // else it may run on another thread already and is not touched any more
            end();
            StageAwait.settle((CompletionStage<?>) returned, this);
        }
    }

    private @Nullable Object startLate() throws Throwable {
        if (outcome instanceof Object[] arguments) {
            outcome = null;
            point = RUNNING;
            return start(arguments);
        }
        return take(); // it was cancelled
    }

    private void end() {
        point = ENDED;
        if (home instanceof LoopCore loop && !loop.isClosed()) {
            EventLoops.suspendedStages(loop).remove(this);
        }
    }

    /** Completes the future; false if it was completed from outside, where a failure of the cleanup goes to the log. */
    final boolean complete(@Nullable Object value, @Nullable Throwable failure) {
        if (result instanceof ActivationResult own) {
            own.detach();
        }
        boolean completed = Trampoline.complete(this, result, value, failure);
        if (!completed && failure != null && !isCancellation(failure)) {
            LostFailure.report(name() + " failed after the future that it returned was completed", failure);
        }
        return completed;
    }

    /** Completes the future with a pending stage that the body has returned, when that ends. */
    final void awaitReturned(CompletionStage<?> returned) {
        StackOverflowError tooDeep = overflow(returned);
        if (tooDeep == null) {
            new ReturnedStage(returned, result, this).begin();
        } else {
            complete(null, tooDeep);
        }
    }

    @Override
    protected final @Nullable Object home() {
        return home instanceof LoopCore ? home : null;
    }

    @Override
    protected final boolean completes(CompletionStage<?> stage) {
        return stage == result;
    }

    @Override
    protected final int maxDepth() {
        return home instanceof LoopCore loop ? EventLoops.maxDepth(loop) : DepthLimit.DEFAULT;
    }

    private static boolean isCancellation(Throwable thrown) {
        Throwable own = Stages.unwrapped(thrown);
        return own instanceof CancellationException || own instanceof CancelledError;
    }

    @Override
    protected final String name() {
        return FrameDescription.parse(describe()).qualifiedName();
    }

    private void replaceOutcome(Throwable failure) {
        if (outcome instanceof HandedOver value) {
            value.takeBack();
        }
        outcome = new Failure(failure);
    }

    /** An outcome that is not just a value. */
    private abstract static class Packed {

        abstract @Nullable Object open() throws Throwable;
    }

    /** The failure of an awaited stage, in the place of its value. */
    private static final class Failure extends Packed {
        final Throwable thrown;

        Failure(Throwable thrown) {
            this.thrown = thrown;
        }

        @Override
        Object open() throws Throwable {
            throw Stages.unwrapped(thrown);
        }
    }

    /** A value that the coroutine takes back if this activation is cancelled before it has resumed. */
    private static final class HandedOver extends Packed {
        private final @Nullable Object value; // constant after construction
        private final CoroutineResult from; // constant after construction

        HandedOver(@Nullable Object value, CoroutineResult from) {
            this.value = value;
            this.from = from;
        }

        @Override
        @Nullable
        Object open() {
            return value;
        }

        void takeBack() {
            from.takeBack(value);
        }
    }
}
