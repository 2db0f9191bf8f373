package dev.weft.internal.coroutine;

import dev.weft.AsyncIterator;
import dev.weft.internal.loop.LoopCore;
import dev.weft.internal.loop.LoopListener;
import org.jspecify.annotations.Nullable;

/** An event loop as seen by the coroutines that are created on it. */
public abstract class CoroutineLoop extends LoopListener {

    /** The coroutines that were created here and have not started. */
    protected final Unstarted unstarted; // constant after construction

    /** The iterators that have started here and have to be closed. */
    protected final OpenIterators openIterators = new OpenIterators(); // constant after construction

    /** Creates a loop. */
    protected CoroutineLoop(Unstarted unstarted) {
        this.unstarted = unstarted;
    }

    /** Closes an iterator that the program has left half-used and does not have any more. */
    protected abstract void closeDropped(AsyncIterator<?> iterator);

    @Override
    protected final void beforeWait() {
        openIterators.closeDropped(this);
    }

    /** Reports a failure that no code can await. */
    final void tell(String message, @Nullable Throwable failure) {
        report(message, failure);
    }

    /** Returns the loop that runs on this thread, or null. */
    static @Nullable CoroutineLoop current() {
        LoopCore core = LoopCore.current();
        return core == null ? null : (CoroutineLoop) core.listener();
    }
}
