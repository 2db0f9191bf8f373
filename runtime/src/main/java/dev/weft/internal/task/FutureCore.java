package dev.weft.internal.task;

import dev.weft.CancelledError;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.InvalidStateException;
import dev.weft.internal.context.CurrentContext;
import dev.weft.internal.loop.Activity;
import dev.weft.internal.loop.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The state of a {@link Future}, its outcome and its waiters.
 *
 * <p>Other rooms reach these members through {@link Futures}: they are protected, so that users of a future cannot.
 *
 * @param <T> the type of the value
 */
public abstract class FutureCore<T extends @Nullable Object> extends Activity {

    /*
     * PENDING               outcome is the waiters: null, one Job, or Waiters
     * PENDING -> FINISHED   outcome is the value
     * PENDING -> FAILED     outcome is a Failure
     * PENDING -> CANCELLED  outcome is the message, or the CancelledError that ended a task until it is asked for;
     *                       in debug mode a CancelOutcome in place of the message, and once the error was asked for
     */
    private static final byte PENDING = 0;
    private static final byte FINISHED = 1;
    private static final byte FAILED = 2;
    private static final byte CANCELLED = 3;

    /** The loop, or the block of tasks to which this one belongs. */
    protected LoopAccess loop; // constant after construction: a task replaces the loop by its block

    private byte state = PENDING; // loop thread
    private @Nullable Object outcome; // loop thread: see the table of states

    /** Creates a pending future. */
    protected FutureCore(LoopAccess loop) {
        this.loop = loop;
    }

    /** Returns the loop to which this future belongs. */
    protected final EventLoop eventLoop() {
        return loop.eventLoop;
    }

    /** Tells whether this future is done. */
    protected final boolean ended() {
        return state != PENDING;
    }

    /** Tells whether this future is done and has neither failed nor been cancelled; its failure is not seen by that. */
    protected final boolean hasValue() {
        return state == FINISHED;
    }

    /** Tells whether this future was cancelled. */
    protected final boolean wasCancelled() {
        return state == CANCELLED;
    }

    /** Tells whether {@code cancel} would return true. */
    protected boolean canBeCancelled() {
        return state == PENDING;
    }

    /** Tells whether a job waits for this future. */
    protected final boolean hasWaiters() {
        return state == PENDING && outcome != null;
    }

    /** Returns the link through which this future ends when others have ended; null if it waits for none. */
    protected @Nullable WaitLink link() {
        return null;
    }

    /** Called when a callback was added, which is lost if this future is garbage before it is done. */
    protected void callbackAdded() {}

    /** Adds a callback of the runtime, which needs this future no longer than others do. */
    protected final void addLink(Consumer<? super Future<T>> callback) {
        addWaiter(new DoneCallback<>((Future<T>) this, callback, CurrentContext.captured()));
    }

    /** Passes each job that waits for this future to a receiver. */
    final void forEachWaiter(Consumer<Job> receiver) {
        if (state != PENDING) {
            return;
        }
        if (outcome instanceof Waiters waiters) {
            waiters.forEach(receiver);
        } else if (outcome instanceof Job job) {
            receiver.accept(job);
        }
    }

    /** Adds a job that is enqueued when this future is done, or now if it is. */
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

    /** Removes a callback of the program, which is found by its equals; returns the number of times it was there. */
    protected final int removeCallback(Consumer<?> callback) {
        List<Job> found = new ArrayList<>(); // a copy: an equals of the program may add and remove callbacks
        forEachWaiter(found::add);
        found.removeIf(job -> !(job instanceof DoneCallback<?> added && added.calls(callback)));
        return removeWaiters(found::contains);
    }

    /** Removes a callback of the runtime, which is the same object: an equals of the program is not called. */
    protected final void removeLink(Consumer<?> callback) {
        removeWaiters(job -> job instanceof DoneCallback<?> added && added.callback() == callback);
    }

    private int removeWaiters(Predicate<Job> condition) {
        if (state != PENDING) {
            return 0;
        }
        if (outcome instanceof Waiters waiters) {
            return waiters.removeIf(condition);
        }
        if (outcome instanceof Job job && condition.test(job)) {
            outcome = null;
            return 1;
        }
        return 0;
    }

    /** Completes this future with a value. */
    protected final void finish(@Nullable Object value) {
        end(FINISHED, value);
    }

    /** Completes this future with a failure. */
    protected final void fail(Throwable failure) {
        end(FAILED, unseen(failure, loop.eventLoop.unseen));
        if (isRefused()) {
            markSeen();
        }
    }

    /**
     * Notes that an await of this future threw in its place, because it would have closed a cycle. Nothing awaits it now. If
     * it only passes on how others end, its failure is theirs, and is left to be seen or reported there.
     */
    final void refuse() {
        WaitLink link = isRefused() ? null : link();
        if (link != null && noteRefused()) {
            for (FutureCore<?> dependency : link.dependencies()) {
                dependency.refuse();
            }
        }
    }

    /** Tells whether an await of this future threw in its place. */
    protected boolean isRefused() {
        return false;
    }

    /** Notes that an await of this future threw in its place; false if it does not only pass on how others end. */
    protected boolean noteRefused() {
        return false; // most have no room for that
    }

    /** Returns the error of this future for another one that passes it on; null for none. It is seen if that one can be. */
    protected final @Nullable Throwable errorFor(FutureCore<?> receiver) {
        return receiver.isRefused() && state == FAILED ? lookAtFailure() : takeError();
    }

    /** Marks the failure of this future as seen, because another one receives it and drops it. */
    protected final void droppedBy(FutureCore<?> receiver) {
        if (!receiver.isRefused()) {
            markSeen();
        }
    }

    /** Notes a failure of this future that nobody has looked at. */
    Failure unseen(Throwable failure, UnseenFailures all) {
        return all.add(new Failure(this, failure, all));
    }

    /** Tells whether a call of cancel must find out who makes it: in debug mode, unless it is part of a request. */
    protected final boolean isUnexplained() {
        return loop.execution.watchesCancels && loop.eventLoop.cancelWalk.request() == null;
    }

    /** Calls {@code cancel} again, as a request of the running code: see {@link #isUnexplained}. */
    protected final boolean explained(@Nullable String message) {
        return loop.eventLoop.cancelWalk.cancel((Future<?>) this, message, CancelRequested.here());
    }

    /** Ends this future as cancelled by a call of {@code cancel}; in debug mode its errors have the request as their cause. */
    protected final void endRequested(@Nullable String message) {
        CancelRequested request = isUnexplained() ? CancelRequested.here() : loop.eventLoop.cancelWalk.request();
        endCancelled(request == null ? message : new CancelOutcome(message, request));
    }

    /** Ends this future as cancelled; the cause is a CancelledError, a message for one, a CancelOutcome, or null. */
    protected final void endCancelled(@Nullable Object cause) {
        end(CANCELLED, cause);
    }

    /** Makes a future pending again, which nobody has seen but the one awaiter that has taken its outcome. */
    final void renew() {
        state = PENDING;
        outcome = null;
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

    /** Returns the value of a future that has ended without an error. */
    @SuppressWarnings({"unchecked", "NullAway"}) // T may be a type that admits null
    protected final T value() {
        return (T) outcome;
    }

    /** Returns the error that awaiting a future that has ended throws, or null, and marks it as seen. */
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

    /** Does the same for code that runs: if that is in a task, the trace of the error goes on there. */
    protected final @Nullable Throwable takeErrorHere() {
        Throwable thrown = takeError();
        if (thrown != null
                && !(thrown instanceof VirtualMachineError)) { // of a stack that has overflown: no class is loaded
            FailurePath.passHere(thrown, this);
        }
        return thrown;
    }

    /** Returns the exception of a failed future, which stays unseen; null for any other. */
    final @Nullable Throwable lookAtFailure() {
        return outcome instanceof Failure failure ? failure.exception : null;
    }

    /** Returns the error of a cancelled future: as in asyncio, the first to ask gets the very one that ended a task. */
    private CancelledError cancelledError() {
        CancelledError error = lookAtCancel();
        if (outcome == error) {
            outcome = loop.execution.watchesCancels ? CancelOutcome.after(error) : null;
        }
        return error;
    }

    /** Returns the error of a cancelled future, which stays there for its awaiters. */
    protected final CancelledError lookAtCancel() {
        return outcome instanceof CancelledError error ? error : newCancelledError();
    }

    /** Creates another error of a cancelled future, with the message of the {@code cancel} of the future itself. */
    protected final CancelledError newCancelledError() {
        if (outcome instanceof CancelledError first && loop.execution.watchesCancels) {
            return CancelOutcome.after(first).newError();
        }
        return outcome instanceof CancelOutcome known
                ? known.newError()
                : new CancelledError(outcome instanceof String message ? message : null);
    }

    /** Returns what was the cause of the cancellation of this future, in debug mode; null if that is not known. */
    protected final @Nullable Throwable cancelCause() {
        return CancelOutcome.cause(outcome);
    }

    /** Tells whether this future has failed with an exception, the same object. */
    final boolean failedWith(Throwable exception) {
        return outcome instanceof Failure failure && failure.exception == exception;
    }

    /** Marks the failure of this future, if it has one, as seen. */
    protected final void markSeen() {
        if (outcome instanceof Failure failure) {
            loop.eventLoop.unseen.seen(failure);
        }
    }

    /** Throws if another thread runs the loop. */
    protected final void checkThread(String call) {
        loop.core.checkThread(call);
    }

    /** Throws if this future is done. */
    protected final void checkPending(String call) {
        if (state != PENDING) {
            throw new InvalidStateException(
                    call + " on " + this + ": it is done, and its outcome is set once. Check isDone() first");
        }
    }

    /** Throws if this future is pending. */
    protected final void checkDone(String call) {
        if (state == PENDING) {
            throw new InvalidStateException(
                    call + " of " + this + ": it is not ready. Await it, or check isDone() first");
        }
    }

    /** Returns the noun for this object, for messages. */
    protected String kind() {
        return "Future";
    }

    /** Returns the adjective for the state, for messages. */
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
        throw new AssertionError("a plain future is never queued: only its waiters are");
    }
}
