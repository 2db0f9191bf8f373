package dev.weft.internal.coroutine;

import dev.weft.internal.loop.LoopCore;
import dev.weft.internal.loop.LoopListener;
import org.jspecify.annotations.Nullable;

/** An event loop as the coroutines that are made on it know it. */
public abstract class CoroutineLoop extends LoopListener {

    /** The coroutines that were made here and have not begun. */
    protected final Unstarted unstarted; // constant after construction

    /** For subclasses. */
    protected CoroutineLoop(Unstarted unstarted) {
        this.unstarted = unstarted;
    }

    /** Reports a failure that no awaiting code can receive. */
    final void tell(String message, @Nullable Throwable failure) {
        report(message, failure);
    }

    /** The loop that runs on this thread, or null. */
    static @Nullable CoroutineLoop current() {
        LoopCore core = LoopCore.current();
        return core == null ? null : (CoroutineLoop) core.listener();
    }
}
