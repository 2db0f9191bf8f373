package dev.weft;

import dev.weft.internal.coroutine.Fatal;
import dev.weft.internal.loop.Activity;
import dev.weft.internal.loop.LoopCore;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A scheduled callback, which can be cancelled until it runs. */
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

    /** A handle whose callback runs in the given context: a copy, or null. */
    Handle(LoopCore core, Runnable callback, @Nullable Object context) {
        this.core = core;
        CALLBACK.set(this, Objects.requireNonNull(callback, "callback")); // plain: a queue publishes the handle
        this.context = context;
    }

    /** Makes sure that the callback does not run from now on. Does nothing if it has run. */
    public void cancel() {
        CALLBACK.setRelease(this, null); // a fence would order it with what the canceller reads next, which nobody asks
    }

    /**
     * Whether it was cancelled.
     *
     * @return true after {@link #cancel}
     */
    public boolean isCancelled() {
        return callback == null;
    }

    /** Takes a timer out of the loop's timers. */
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
        try {
            action.run();
        } catch (Throwable thrown) {
            Fatal.rethrow(thrown);
            core.report("Exception in callback " + action, thrown);
        }
    }

    /** Reports that the callback will never run, unless it was cancelled. */
    final void reportDropped() {
        Runnable action = callback;
        if (action != null) {
            core.report("callback " + action + " was dropped: the event loop was closed before it could run", null);
        }
    }

    @Override
    public String toString() {
        Runnable action = callback;
        return action == null ? "cancelled handle" : "handle of " + action;
    }
}
