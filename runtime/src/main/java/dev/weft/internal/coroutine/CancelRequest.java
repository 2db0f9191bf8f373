package dev.weft.internal.coroutine;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** A request to cancel a {@link StageAwaiter}. */
final class CancelRequest {

    /*
     * PENDING            -> CLAIMED    the canceller has seen an awaited stage, and may end it
     * PENDING, CLAIMED   -> DELIVERED  the activity is resumed: what it awaits from now on is its cleanup's
     */
    private static final int PENDING = 0;
    private static final int CLAIMED = 1;
    private static final int DELIVERED = 2;

    private static final AtomicIntegerFieldUpdater<CancelRequest> STATE =
            AtomicIntegerFieldUpdater.newUpdater(CancelRequest.class, "state");

    private final CancellationException exception = new CancellationException(); // constant after construction
    private volatile int state; // any thread
    private boolean calledBack; // any thread, guarded by this

    /** Returns the exception that ends the awaited stage. */
    CancellationException exception() {
        return exception;
    }

    /**
     * Tells whether a callback is that of the stage which this request has ended: then the canceller resumes the activity,
     * or has resumed it, since the callback may come late. There is one such callback; others that bring the exception
     * come from stages to which it was passed on.
     */
    synchronized boolean isEnd(@Nullable Throwable thrown) {
        boolean isFirst = thrown == exception && !calledBack;
        calledBack |= isFirst;
        return isFirst;
    }

    /** Claims the right to end a stage that was seen before; false if the activity has been resumed since. */
    boolean claim() {
        return STATE.compareAndSet(this, PENDING, CLAIMED);
    }

    /** Tells the activity of this request; false if it knows. */
    boolean deliver() {
        return STATE.getAndSet(this, DELIVERED) != DELIVERED;
    }

    /** Tells whether the activity knows of this request. */
    boolean isDelivered() {
        return state == DELIVERED;
    }
}
