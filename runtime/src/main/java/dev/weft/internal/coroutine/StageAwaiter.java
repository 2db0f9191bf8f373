package dev.weft.internal.coroutine;

import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An activity that awaits stages one after the other, and can be cancelled once, by any thread.
 *
 * <p>An await begins and ends without an atomic instruction but those of the awaited stage, because the stage itself
 * decides all races: it calls back exactly once.
 *
 * <ol>
 *   <li>An await notes its stage, registers with it, and then looks for a request to cancel. A canceller publishes its
 *       request and then looks for an awaited stage. One of them at least sees the other: the registration is a
 *       compare-and-set, and nothing passes it in either direction.
 *   <li>Each that sees the other completes the stage with the exception of the request, which one of them can do at
 *       most. It resumes the activity, and the callback, which may come later, does nothing. If neither can, the stage has ended by
 *       itself, and its callback resumes the activity as ever.
 *   <li>An activity that is resumed looks for a request, which replaces what it has awaited.
 * </ol>
 *
 * <p>A stage of a foreign class may refuse to be completed, or call back late. Awaiting one costs a {@link ForeignAwait}.
 */
public abstract class StageAwaiter extends Resumable {

    private static final AtomicReferenceFieldUpdater<StageAwaiter, @Nullable CancelRequest> REQUEST =
            AtomicReferenceFieldUpdater.newUpdater(StageAwaiter.class, CancelRequest.class, "request");

    private volatile @Nullable CancelRequest request; // any thread: set once
    /** What is awaited: a stage or a ForeignAwait. */
    private @Nullable Object awaited; // the thread that runs the activity; any other may read an older one

    int slot; // loop thread: the position in SuspendedStages

    /** Creates an activity that runs. */
    protected StageAwaiter() {}

    /** Awaits a stage, as the last thing that the body does: it may be resumed before this call returns. */
    protected final void awaitEnd(CompletionStage<?> stage) {
        StackOverflowError tooDeep = overflow(stage);
        if (tooDeep != null) {
            received(null, null, tooDeep);
            return;
        }
        passDepth(stage);
        if (StageCallbacks.isDirect(stage)) {
            note(stage);
            StageCallbacks.add(stage, callback());
            cancelIfRequested(stage);
        } else {
            ForeignAwait foreign = new ForeignAwait(this, stage);
            note(foreign);
            foreign.register();
            VarHandle.fullFence(); // the class of the stage may have done without one
            cancelIfRequested(foreign);
        }
    }

    private void note(Object awaitedNow) {
        VarHandle.releaseFence(); // a canceller that sees it may resume the body before the registration
        awaited = awaitedNow;
    }

    private void cancelIfRequested(Object awaitedNow) {
        CancelRequest made = request;
        if (made != null && !made.isDelivered()) {
            CancelChain.cancel(this, awaitedNow, made);
        }
    }

    /** Returns the error to end with in place of an await, and cancels the stage; null if the chain is not too long. */
    protected final @Nullable StackOverflowError overflow(CompletionStage<?> stage) {
        if (depth() < DepthLimit.COARSE || depth() <= maxDepth()) {
            return null;
        }
        CancelChain.cancelUnawaited(stage);
        return DepthLimit.error(name(), maxDepth());
    }

    @Override
    protected abstract int maxDepth();

    /** Returns the name of the method, for messages. */
    protected abstract String name();

    /** Describes the method, as {@link Activation#describe} does. */
    protected String describe() {
        return "\t" + name();
    }

    /** Returns the suspension point at which the body is, or the number of another state. */
    protected int position() {
        return 0;
    }

    /** Returns the stage that this activity completes, or null. */
    protected @Nullable CompletionStage<?> ownStage() {
        return null;
    }

    /** Returns the stage that this activity awaits, also one of a foreign class, or null; for dumps. */
    final @Nullable CompletionStage<?> awaitedNow() {
        Object seen = awaited;
        return seen instanceof ForeignAwait foreign ? foreign.stage() : (CompletionStage<?>) seen;
    }

    /** Returns the callback of a stage that calls {@link #ended}. */
    protected abstract BiConsumer<Object, Throwable> callback();

    /** Takes the outcome of the awaited stage, on the thread that completed it. */
    protected final void ended(@Nullable Object value, @Nullable Throwable thrown) {
        CancelRequest made = request;
        if (made == null || !made.isEnd(thrown)) {
            receive(value, thrown);
        }
    }

    /** Takes the outcome of what is awaited, on the only thread that is entitled to. */
    final void receive(@Nullable Object value, @Nullable Throwable thrown) {
        Object ended = awaited;
        awaited = null;
        CancelRequest made = thrown != null && ended instanceof CoroutineResult ? request : null;
        if (made != null) {
            made.deliver(); // by the coroutine, which was cancelled, and has failed with what the body gets
        }
        received(ended instanceof ForeignAwait foreign ? foreign.stage() : ended, value, thrown);
    }

    /**
     * Resumes the body with the outcome of what it awaited, here or on its loop.
     *
     * @param ended the stage that it has awaited
     * @param value its value
     * @param thrown its failure, as the stage shows it, or null
     */
    protected abstract void received(@Nullable Object ended, @Nullable Object value, @Nullable Throwable thrown);

    /** Resumes the body outside any loop: on its executor, or where what it awaited says, or here. */
    protected final void resume(@Nullable Object ended, @Nullable Executor chosen) {
        Executor executor = chosen == null && ended instanceof CoroutineResult inner ? inner.resumesOn() : chosen;
        if (executor == null) {
            Trampoline.resume(this, ended);
        } else {
            ExecutorResumption.submit(this, executor);
        }
    }

    /** Replaces the outcome of what the body awaited, because its executor does not resume it; it has none from now on. */
    protected abstract void refused(Throwable refusal);

    /** Returns the first one, with another that it replaces. */
    protected static Throwable withSuppressed(Throwable thrown, @Nullable Throwable replaced) {
        if (replaced != null && replaced != thrown) {
            thrown.addSuppressed(replaced);
        }
        return thrown;
    }

    /** Creates the exception that a cancelled body gets. */
    protected abstract Throwable cancellation();

    /** Tells, when the body is about to be resumed, whether it was cancelled since its await ended. */
    protected final boolean takeCancel() {
        CancelRequest made = request;
        return made != null && made.deliver();
    }

    @Override
    final @Nullable Resumable cancelStep(CancelChain chain) {
        CancelRequest made = new CancelRequest();
        if (!REQUEST.compareAndSet(this, null, made)) {
            return null;
        }
        Object seen = awaited;
        VarHandle.acquireFence();
        return seen != null && made.claim() ? chain.cancelAwaited(this, seen, made) : null;
    }

    @Override
    final @Nullable CompletionStage<?> awaitedStage() {
        return awaited instanceof CompletionStage<?> stage ? stage : null;
    }

    @Override
    final void resumeCancelled() {
        receive(null, cancellation());
    }

    /** Cancels the future that this activity completes, and so the activity. */
    protected abstract void cancelResult();
}
