package dev.weft.internal.task;

import dev.weft.CancelledError;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.InvalidStateException;
import dev.weft.internal.loop.Activity;
import dev.weft.internal.loop.Job;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of a {@link Future}, its outcome and its waiters.
 *
 * <p>Other rooms reach these members through {@link Futures}: they are protected, so that users of a future cannot.
 *
 * @param <T> the type of the value
 */
public abstract class FutureCore<T> extends Activity {

    /*
     * PENDING               outcome is the waiters: null, one Job, or Waiters
     * PENDING -> FINISHED   outcome is the value
     * PENDING -> FAILED     outcome is a Failure
     * PENDING -> CANCELLED  outcome is the message, or the CancelledError that ended a task until it is asked for
     */
    private static final byte PENDING = 0;
    private static final byte FINISHED = 1;
    private static final byte FAILED = 2;
    private static final byte CANCELLED = 3;

    /** Its loop, or the block of tasks in which it stands. */
    protected LoopAccess loop; // constant after construction: a task moves it from the loop to its block

    private byte state = PENDING; // loop thread
    private @Nullable Object outcome; // loop thread: see the states

    /** For {@link Future}. */
    protected FutureCore(LoopAccess loop) {
        this.loop = loop;
    }

    /** The loop to which it belongs. */
    protected final EventLoop eventLoop() {
        return loop.eventLoop;
    }

    /** Whether it is complete. */
    protected final boolean ended() {
        return state != PENDING;
    }

    /** Whether it was cancelled. */
    protected final boolean wasCancelled() {
        return state == CANCELLED;
    }

    /** Whether {@code cancel} would return true. */
    protected boolean canBeCancelled() {
        return state == PENDING;
    }

    /** Whether a job waits for it. */
    protected final boolean hasWaiters() {
        return state == PENDING && outcome != null;
    }

    /** Queues a job for the turn after this is done. */
    protected final void addWaiter(Job waiter) {
        if (state != PENDING) {
            loop.core.add(waiter);
        } else if (outcome == null) {
            outcome = waiter;
        } else if (outcome instanceof Waiters waiters) {
            waiters.add(waiter);
        } else {
            outcome = new Waiters((Job) outcome, waiter);
        }
    }

    /** Takes a callback back; returns how often it was there. */
    protected final int removeCallback(Consumer<?> callback) {
        if (state != PENDING) {
            return 0;
        }
        if (outcome instanceof Waiters waiters) {
            return waiters.removeIf(job -> isCallback(job, callback));
        }
        if (outcome instanceof Job job && isCallback(job, callback)) {
            outcome = null;
            return 1;
        }
        return 0;
    }

    private static boolean isCallback(Job job, Consumer<?> callback) {
        return job instanceof DoneCallback<?> added && added.calls(callback);
    }

    /** Completes it with a value. */
    protected final void finish(@Nullable Object value) {
        end(FINISHED, value);
    }

    /** Completes it with a failure. */
    protected final void fail(Throwable failure) {
        end(FAILED, unseen(failure, loop.eventLoop.unseen));
    }

    /** Notes a failure of this future that nobody has looked at. */
    Failure unseen(Throwable failure, UnseenFailures all) {
        return all.add(new Failure(this, failure, all));
    }

    /** Ends it as cancelled; the cause is a CancelledError, a message for one, or null. */
    protected final void endCancelled(@Nullable Object cause) {
        end(CANCELLED, cause);
    }

    private void end(byte newState, @Nullable Object newOutcome) {
        Object waiting = outcome;
        outcome = newOutcome;
        state = newState;
        if (waiting instanceof Waiters waiters) {
            waiters.addTo(loop.core);
        } else if (waiting != null) {
            loop.core.add((Job) waiting);
        }
    }

    /** The value of one that has ended without an error. */
    @SuppressWarnings({"unchecked", "NullAway"}) // T may be a type that admits null
    protected final T value() {
        return (T) outcome;
    }

    /** What awaiting one that has ended throws, or null; it counts as seen. */
    protected final @Nullable Throwable takeError() {
        if (state == FINISHED) {
            return null;
        }
        if (state == CANCELLED) {
            return cancelledError();
        }
        markSeen();
        return outcome instanceof Failure failure ? failure.exception : null;
    }

    /** The error of a cancelled future: as in asyncio, the first to ask gets the very one that ended a task. */
    private CancelledError cancelledError() {
        CancelledError error = lookAtCancel();
        if (outcome == error) {
            outcome = null;
        }
        return error;
    }

    /** The error of a cancelled future, which stays there for its awaiters. */
    protected final CancelledError lookAtCancel() {
        return outcome instanceof CancelledError error ? error : newCancelledError();
    }

    /** Another error of a cancelled future, with the message of the {@code cancel} of the future itself. */
    protected final CancelledError newCancelledError() {
        return new CancelledError(outcome instanceof String message ? message : null);
    }

    /** Notes that its failure, if it has one, was looked at. */
    protected final void markSeen() {
        if (outcome instanceof Failure failure) {
            loop.eventLoop.unseen.seen(failure);
        }
    }

    /** Throws if another thread runs its loop. */
    protected final void checkThread(String call) {
        loop.core.checkThread(call);
    }

    /** Throws if it is complete. */
    protected final void checkPending(String call) {
        if (state != PENDING) {
            throw new InvalidStateException(call + " on " + this + ": its outcome is set once. Ask isDone() first");
        }
    }

    /** Throws unless it is complete. */
    protected final void checkDone(String call) {
        if (state == PENDING) {
            throw new InvalidStateException(
                    call + " of " + this + ": it is not ready. Await it, or ask isDone() first");
        }
    }

    /** The word for what it is, in messages. */
    protected String kind() {
        return "Future";
    }

    /** The word for its state, in messages. */
    protected final String stateName() {
        return switch (state) {
            case PENDING -> "pending";
            case FINISHED -> "finished";
            case FAILED -> "failed";
            default -> "cancelled";
        };
    }

    @Override
    protected void run() {
        throw new AssertionError("a plain future is never queued: only what waits for it is");
    }
}
