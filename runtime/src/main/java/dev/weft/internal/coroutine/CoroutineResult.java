package dev.weft.internal.coroutine;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The future of a coroutine that a method which returns a stage awaits directly. Only that method knows it: so a cancel
 * waits for the coroutine's cleanup, and the values of context variables that the coroutine has set are the method's.
 */
public abstract non-sealed class CoroutineResult extends OwnStage implements TracedStage {

    /** Creates a pending future. */
    protected CoroutineResult() {}

    /** Returns the context of the coroutine, for its awaiter to continue in. */
    public abstract @Nullable Object contextAtEnd();

    /** Returns where its awaiter goes on if it has chosen no executor; null for the thread that completes this. */
    protected @Nullable Executor resumesOn() {
        return null;
    }

    /** Tells whether the coroutine hands its value over: see {@link Handover}. */
    public boolean handsOver() {
        return false;
    }

    /** Takes back the value, which its awaiter cannot receive, if the coroutine handed it over. Any thread. */
    public void takeBack(@Nullable Object value) {}

    /** There is one awaiter; but it may have continued the trace already, if what it awaits has failed at once. */
    @Override
    public final boolean isFirstAwaiter(StackTraceElement last) {
        return LogicalTrace.isTask(last) || !LogicalTrace.isAdded(last);
    }

    /** Requests the cancellation of the coroutine, unless {@link #cancelStep} returns an activity that does. */
    protected abstract void requestCancel();

    @Override
    @Nullable
    Resumable source() {
        return null;
    }

    @Override
    @Nullable
    Resumable cancelStep() {
        requestCancel();
        return null;
    }
}
