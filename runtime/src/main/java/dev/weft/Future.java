package dev.weft;

import dev.weft.internal.context.CurrentContext;
import dev.weft.internal.loop.Activity;
import dev.weft.internal.loop.Job;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A value that will be there later: it is set once, by anybody on the loop's thread, and may be awaited often.
 *
 * <p>It belongs to one event loop, and all its methods are for that loop's thread. Callbacks and waiting tasks never run
 * inside the call that completes it, but in the next turn of the loop, in the order in which they were added.
 *
 * @param <T> the type of the value
 */
public non-sealed class Future<T> extends Activity implements Awaitable<T> {

    /*
     * PENDING               outcome is who waits: null, one Job, or a JobList
     * PENDING -> FINISHED   outcome is the value
     * PENDING -> FAILED     outcome is a Failure
     * PENDING -> CANCELLED  outcome is the message, or the CancelledError that ended a task until somebody gets it
     */
    private static final byte PENDING = 0;
    private static final byte FINISHED = 1;
    private static final byte FAILED = 2;
    private static final byte CANCELLED = 3;

    final LoopAccess loop; // constant after construction
    private byte state = PENDING; // loop thread
    private @Nullable Object outcome; // loop thread: see the states

    Future(LoopAccess loop) {
        this.loop = loop;
    }

    /**
     * The future of a stage: it is completed, on the running loop, when the stage is. Cancelling it cancels the stage.
     *
     * @param stage a stage that any thread may complete
     * @param <T> the type of the value
     * @return a future of the running loop
     * @throws IllegalStateException if no loop runs on this thread
     */
    public static <T> Future<T> from(CompletionStage<T> stage) {
        return StageFuture.of(stage, EventLoop.running());
    }

    /**
     * Whether it has a result, has failed or was cancelled.
     *
     * @return true once it is complete
     */
    public final boolean isDone() {
        return state != PENDING;
    }

    /**
     * Whether it was cancelled.
     *
     * @return true if it ended with a {@link CancelledError}
     */
    public final boolean isCancelled() {
        return state == CANCELLED;
    }

    /**
     * Its value.
     *
     * @return the value
     * @throws InvalidStateException if it is not done
     * @throws CancelledError if it was cancelled
     */
    public T result() {
        if (state == PENDING) {
            throw new InvalidStateException(
                    "result() of " + this + ": it is not ready. Await it, or ask isDone() first");
        }
        Throwable thrown = takeError();
        if (thrown != null) {
            throw Fatal.sneak(thrown);
        }
        return value();
    }

    /**
     * What it failed with.
     *
     * @return the exception, null if it has a result
     * @throws InvalidStateException if it is not done
     * @throws CancelledError if it was cancelled
     */
    public @Nullable Throwable exception() {
        if (state == PENDING) {
            throw new InvalidStateException(
                    "exception() of " + this + ": it is not ready. Await it, or ask isDone() first");
        }
        Throwable thrown = takeError();
        if (state == CANCELLED && thrown != null) {
            throw Fatal.sneak(thrown);
        }
        return thrown;
    }

    /**
     * Completes it with a value.
     *
     * @param value the value
     * @throws InvalidStateException if it is done
     */
    public void setResult(T value) {
        loop.checkThread("setResult");
        checkPending("setResult");
        finish(value);
    }

    /**
     * Completes it with a failure.
     *
     * @param failure what every await of it will throw
     * @throws InvalidStateException if it is done
     */
    public void setException(Throwable failure) {
        loop.checkThread("setException");
        checkPending("setException");
        if (failure == null) {
            throw new NullPointerException("setException(null): a future fails with a Throwable");
        }
        fail(failure);
    }

    /**
     * Cancels it without a message.
     *
     * @return false if it was done already
     */
    public final boolean cancel() {
        return cancel(null);
    }

    /**
     * Cancels it: who awaits it gets a {@link CancelledError}.
     *
     * @param message the message of that error
     * @return false if it was done already
     */
    public boolean cancel(@Nullable String message) {
        loop.checkThread("cancel");
        if (state != PENDING) {
            markSeen();
            return false;
        }
        endCancelled(message);
        return true;
    }

    /**
     * Adds a callback that runs in the turn after this is done; in the next turn if it is done already.
     *
     * @param callback is given this future
     */
    public void addDoneCallback(Consumer<? super Future<T>> callback) {
        loop.checkThread("addDoneCallback");
        addWaiter(new DoneCallback<>(this, callback, CurrentContext.captured()));
    }

    /**
     * Removes a callback.
     *
     * @param callback what was added
     * @return how often it was there
     */
    public int removeDoneCallback(Consumer<? super Future<T>> callback) {
        loop.checkThread("removeDoneCallback");
        if (state != PENDING) {
            return 0;
        }
        if (outcome instanceof JobList list) {
            return list.removeIf(job -> isCallback(job, callback));
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

    /**
     * This future for code that knows only the JDK. It is completed on the loop's thread; cancelling either cancels the
     * other.
     *
     * @return a future that any thread may use
     */
    public CompletableFuture<T> toCompletableFuture() {
        loop.checkThread("toCompletableFuture");
        return Bridge.toCompletableFuture(this);
    }

    /**
     * The loop it belongs to.
     *
     * @return its loop
     */
    public final EventLoop loop() {
        return loop.eventLoop;
    }

    /** Queues a job for the turn after this is done. */
    final void addWaiter(Job waiter) {
        if (state != PENDING) {
            loop.core.add(waiter);
        } else if (outcome == null) {
            outcome = waiter;
        } else if (outcome instanceof JobList list) {
            list.add(waiter);
        } else {
            outcome = new JobList((Job) outcome, waiter);
        }
    }

    /** What {@link #cancel} would return. */
    boolean canBeCancelled() {
        return state == PENDING;
    }

    final boolean hasWaiters() {
        return state == PENDING && outcome != null;
    }

    final void finish(@Nullable Object value) {
        end(FINISHED, value);
    }

    final void fail(Throwable failure) {
        end(FAILED, loop().unseen.add(this, failure, kind() + " exception was never retrieved: " + this));
    }

    /** Ends it as cancelled; the cause is a CancelledError, a message for one, or null. */
    final void endCancelled(@Nullable Object cause) {
        end(CANCELLED, cause);
    }

    private void end(byte newState, @Nullable Object newOutcome) {
        Object waiting = outcome;
        outcome = newOutcome;
        state = newState;
        if (waiting instanceof JobList list) {
            list.addTo(loop.core);
        } else if (waiting != null) {
            loop.core.add((Job) waiting);
        }
    }

    /** The value of one that has ended without an error. */
    @SuppressWarnings({"unchecked", "NullAway"}) // T may be a type that admits null
    final T value() {
        return (T) outcome;
    }

    /** What awaiting one that has ended throws, or null; notes that somebody has looked. */
    final @Nullable Throwable takeError() {
        if (state == FINISHED) {
            return null;
        }
        if (state == CANCELLED) {
            return cancelledError();
        }
        markSeen();
        return outcome instanceof Failure failure ? failure.exception : null;
    }

    /** The error of a cancelled future: as in asyncio, who asks first gets the very one that ended a task. */
    private CancelledError cancelledError() {
        CancelledError error = lookAtCancel();
        if (outcome == error) {
            outcome = null;
        }
        return error;
    }

    /** The error of a cancelled future, which stays there for who awaits it. */
    final CancelledError lookAtCancel() {
        return outcome instanceof CancelledError error ? error : newCancelledError();
    }

    /** Another error of a cancelled future; what it says is what {@link #cancel} said of the future itself. */
    final CancelledError newCancelledError() {
        return new CancelledError(outcome instanceof String message ? message : null);
    }

    final void markSeen() {
        if (outcome instanceof Failure failure) {
            loop().unseen.seen(failure);
        }
    }

    private void checkPending(String call) {
        if (state != PENDING) {
            throw new InvalidStateException(call + " on " + this + ": its outcome is set once. Ask isDone() first");
        }
    }

    String kind() {
        return "Future";
    }

    @Override
    protected void run() {
        throw new AssertionError("a plain future is never queued: only what waits for it is");
    }

    @Override
    public String toString() {
        return kind() + "@" + Integer.toHexString(System.identityHashCode(this)) + " " + stateName();
    }

    final String stateName() {
        return switch (state) {
            case PENDING -> "pending";
            case FINISHED -> "finished";
            case FAILED -> "failed";
            default -> "cancelled";
        };
    }
}
