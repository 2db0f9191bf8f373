package dev.weft.internal.coroutine;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An activity that awaits stages one after the other, and can be cancelled once, by any thread.
 *
 * <p>It has one callback for all the stages that it awaits. A stage that refuses to be cancelled may still call back
 * later; so once this activity is cancelled, what its cleanup awaits gets callbacks of its own.
 */
public abstract class StageAwaiter extends Resumable {

    /*
     * FRESH     -> WAITING     the first await; no other thread knows the activity yet
     * RUNNING   -> WAITING     any other await
     * WAITING   -> RUNNING     the stage has ended
     * FRESH, RUNNING -> REQUESTED   cancel, while the body runs or is queued
     * REQUESTED -> CANCELLED   the body is resumed: the exception replaces what it has awaited
     * REQUESTED -> WAITING     the body awaits: cancelled at once, as below
     * WAITING   -> CANCELLED   cancel: the thread that makes this transition resumes the body
     * INSIDE                   is WAITING for a coroutine, which when cancelled ends in its own time
     * INSIDE    -> PASSED_ON   cancel
     * PASSED_ON -> CANCELLED   that coroutine has ended with an exception
     * PASSED_ON -> REQUESTED   that coroutine has returned a value
     */
    private static final int FRESH = 0;
    private static final int RUNNING = 1;
    private static final int WAITING = 2;
    private static final int INSIDE = 3;
    private static final int REQUESTED = 4;
    private static final int PASSED_ON = 5;
    private static final int CANCELLED = 6;

    private static final AtomicIntegerFieldUpdater<StageAwaiter> PHASE =
            AtomicIntegerFieldUpdater.newUpdater(StageAwaiter.class, "phase");

    private volatile int phase; // any thread: see the table
    /** The awaited stage; while the body runs, a field for the subclass: so an activation needs one field fewer. */
    protected @Nullable Object awaitedOrValue; // the thread that has made the last transition

    int slot; // loop thread: the position in SuspendedStages

    /** Creates an activity that runs. */
    protected StageAwaiter() {}

    /** Notes that other threads may know this activity before its first await. */
    protected final void published() {
        phase = RUNNING;
    }

    /** Awaits a stage, as the last thing that the body does: it may be resumed before this call returns. */
    protected final void awaitEnd(CompletionStage<?> stage) {
        StackOverflowError tooDeep = overflow(stage);
        if (tooDeep != null) {
            PHASE.compareAndSet(this, FRESH, RUNNING);
            received(null, null, tooDeep);
            return;
        }
        passDepth(stage);
        awaitedOrValue = stage;
        int waiting = stage instanceof CoroutineResult ? INSIDE : WAITING;
        int before = phase;
        if (before == FRESH) {
            PHASE.lazySet(this, waiting); // whoever learns of this activity does so through what register() writes
            register(stage);
        } else if (before == RUNNING && PHASE.compareAndSet(this, RUNNING, waiting)) {
            register(stage);
        } else if (phase == REQUESTED) {
            phase = waiting;
            register(stage);
            CancelChain.cancel(this);
        } else {
            Stages.whenEnded(stage, new CleanupAwait(this, stage));
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

    /** Returns the limit of a chain: see {@link DepthLimit}. */
    protected abstract int maxDepth();

    /** Returns the name of the method, for messages. */
    protected abstract String name();

    private void register(CompletionStage<?> stage) {
        try {
            Stages.whenEnded(stage, callback());
        } catch (Throwable thrown) { // from a stage of the program's own
            ended(null, thrown);
        }
    }

    /** Returns the callback of a stage that calls {@link #ended}. */
    protected abstract BiConsumer<Object, Throwable> callback();

    /** Takes the outcome of the awaited stage, on the thread that completed it. */
    protected final void ended(@Nullable Object value, @Nullable Throwable thrown) {
        int before = phase;
        if ((before == WAITING || before == INSIDE) && PHASE.compareAndSet(this, before, RUNNING)) {
            receive(value, thrown);
        } else if (phase == PASSED_ON) {
            phase = thrown == null ? REQUESTED : CANCELLED;
            receive(value, thrown);
        }
    }

    private void receive(@Nullable Object value, @Nullable Throwable thrown) {
        CompletionStage<?> ended = (CompletionStage<?>) awaitedOrValue;
        awaitedOrValue = null;
        received(ended, value, thrown);
    }

    /**
     * Resumes the body with the outcome of what it awaited, here or on its loop.
     *
     * @param ended the stage that it has awaited
     * @param value its value
     * @param thrown its failure, as the stage shows it, or null
     */
    protected abstract void received(
            @Nullable CompletionStage<?> ended, @Nullable Object value, @Nullable Throwable thrown);

    /** Creates the exception that a cancelled body gets. */
    protected abstract Throwable cancellation();

    /** Tells, when the body is about to be resumed, whether it was cancelled since its await ended. */
    protected final boolean takeCancel() {
        if (phase != REQUESTED) {
            return false;
        }
        phase = CANCELLED;
        return true;
    }

    @Override
    final @Nullable CompletionStage<?> claimCancel() {
        while (true) {
            int before = phase;
            if (before == WAITING && PHASE.compareAndSet(this, WAITING, CANCELLED)) {
                return (CompletionStage<?>) awaitedOrValue;
            }
            if (before == INSIDE && PHASE.compareAndSet(this, INSIDE, PASSED_ON)) {
                return awaitedOrValue instanceof CoroutineResult inner ? inner : null; // null if it has just ended
            }
            if (before > INSIDE || (before < WAITING && PHASE.compareAndSet(this, before, REQUESTED))) {
                return null;
            }
        }
    }

    @Override
    final @Nullable CompletionStage<?> awaitedStage() {
        return awaitedOrValue instanceof CompletionStage<?> stage ? stage : null;
    }

    @Override
    final void resumeCancelled() {
        receive(null, cancellation());
    }

    /** Cancels the future that this activity completes, and so the activity. */
    protected abstract void cancelResult();

    /** The callback of a stage that a cancelled activity awaits in its cleanup. */
    private record CleanupAwait(StageAwaiter awaiter, CompletionStage<?> stage)
            implements BiConsumer<Object, Throwable> {

        @Override
        public void accept(@Nullable Object value, @Nullable Throwable thrown) {
            awaiter.received(stage, value, thrown);
        }
    }
}
