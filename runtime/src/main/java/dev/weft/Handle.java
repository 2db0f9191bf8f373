package dev.weft;

import dev.weft.internal.context.CurrentContext;
import dev.weft.internal.coroutine.Fatal;
import dev.weft.internal.loop.Activity;
import dev.weft.internal.loop.ForeignText;
import dev.weft.internal.loop.LoopCore;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A callback that was scheduled, and can be cancelled until it runs. */
public class Handle extends Activity {

    private static final VarHandle CALLBACK;

    static {
        try {
            CALLBACK = MethodHandles.lookup().findVarHandle(Handle.class, "callback", Runnable.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final LoopCore core; // constant after construction
    private volatile @Nullable Runnable callback; // any thread: null once cancelled

    /**
     * Creates a handle.
     *
     * @param context the context in which the callback runs: a copy, or null for no values
     */
    Handle(LoopCore core, Runnable callback, @Nullable Object context) {
        this.core = core;
        CALLBACK.set(this, Objects.requireNonNull(callback, "callback")); // plain: a queue publishes the handle
        this.context = context;
    }

    /** Keeps the callback from running, unless it has begun. Any thread may call it. */
    public void cancel() {
        CALLBACK.setRelease(this, null); // release: no order with the caller's later reads is promised
    }

    /**
     * Tells whether this callback was cancelled.
     *
     * @return true after {@link #cancel}
     */
    public boolean isCancelled() {
        return callback == null;
    }

    /** Tells whether the callback is of that type. */
    final boolean calls(Class<? extends Runnable> type) {
        return type.isInstance(callback);
    }

    /** Removes a timer from the timers of the loop. */
    final void unschedule(TimerHandle timer) {
        core.unschedule(timer);
    }

    final void checkThread(String call) {
        core.checkThread(call);
    }

    @Override
    protected final void run() {
        Runnable action = callback;
        if (action == null) {
            return;
        }
        core.running = this;
        if (context != null) {
            CurrentContext.begin(this);
        }
        try {
            action.run();
        } catch (Throwable thrown) {
            Fatal.rethrow(thrown);
            core.report("Exception in callback " + ForeignText.of(action), thrown);
        } finally {
            if (context != null) { // the callback may have set a bridged variable itself
                CurrentContext.end(this);
            }
        }
    }

    /** Reports that the callback will never run, unless it was cancelled. */
    final void reportDropped() {
        Runnable action = callback;
        if (action != null) {
            core.report(
                    "callback " + ForeignText.of(action)
                            + " was dropped: the event loop was closed before it could run",
                    null);
        }
    }

    @Override
    public String toString() {
        Runnable action = callback;
        return action == null ? "cancelled handle" : "handle of " + ForeignText.of(action);
    }
}
