package dev.weft.internal.operation;

import dev.weft.CancelledError;
import dev.weft.EventLoop;
import dev.weft.Handle;
import dev.weft.Task;
import dev.weft.Timeout;
import dev.weft.internal.task.EventLoops;
import dev.weft.internal.time.Nanos;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The state of a {@link Timeout}: its deadline, and the cancellation when it expires. */
public abstract class TimeoutCore {

    /*
     * CREATED  -> ACTIVE    enter(): the block begins
     * ACTIVE   -> EXPIRING  the deadline has come, and the task was cancelled
     * ACTIVE   -> FINISHED  exit(): the block has ended in time
     * EXPIRING -> EXPIRED   exit(): the block has ended
     */
    private enum State {
        CREATED,
        ACTIVE,
        EXPIRING,
        EXPIRED,
        FINISHED
    }

    private State state = State.CREATED; // loop thread
    /** The deadline. */
    protected @Nullable Long deadline; // loop thread: null for none

    private final @Nullable Duration delay; // constant after construction: from the start of the block to the deadline
    private @Nullable Task<?> task; // loop thread: the task that runs the block
    private int requestsBefore; // loop thread: the task's cancelling() when the block began
    private @Nullable Handle handle; // loop thread: the scheduled expiry

    /** Creates a timeout, whose block has not begun. */
    protected TimeoutCore(@Nullable Long deadline, @Nullable Duration delay) {
        this.deadline = deadline;
        this.delay = delay;
    }

    /** Tells whether the deadline passed while the block was running. */
    protected final boolean hasExpired() {
        return state == State.EXPIRING || state == State.EXPIRED;
    }

    /** Notes that the block begins. */
    protected final void enter() {
        if (state != State.CREATED) {
            throw new IllegalStateException("this Timeout has been used: create a new one for each block");
        }
        Task<?> current = EventLoops.currentTask();
        if (current == null) {
            throw new IllegalStateException("a Timeout cancels the task that runs its block, but no task runs here:"
                    + " await it in a coroutine that was started by Weft.run or createTask");
        }
        state = State.ACTIVE;
        task = current;
        requestsBefore = current.cancelling();
        schedule(delay == null ? deadline : Long.valueOf(current.loop().time() + Nanos.of(delay)));
    }

    /**
     * Notes that the block has ended.
     *
     * @param thrown the exception that it threw, or null
     * @return the exception to throw in its place, or the same
     */
    protected final @Nullable Throwable exit(@Nullable Throwable thrown) {
        cancelHandle();
        if (state == State.ACTIVE) {
            state = State.FINISHED;
            return thrown;
        }
        state = State.EXPIRED;
        boolean ours = java.util.Objects.requireNonNull(task).uncancel() <= requestsBefore;
        if (ours && thrown instanceof CancelledError) {
            TimeoutException timeout = new TimeoutException();
            timeout.initCause(thrown);
            return timeout;
        }
        return thrown;
    }

    /** Throws unless the block is running. */
    protected final void checkActive() {
        if (state == State.CREATED) {
            throw new IllegalStateException("this Timeout has not been entered: run its block first");
        }
        if (state != State.ACTIVE) {
            throw new IllegalStateException("cannot move the deadline of a Timeout that is "
                    + state.name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    /** Moves the deadline; null for none. */
    protected final void schedule(@Nullable Long nanos) {
        cancelHandle();
        deadline = nanos;
        if (nanos != null) {
            EventLoop loop = java.util.Objects.requireNonNull(task).loop();
            handle = nanos - loop.time() <= 0 ? loop.callSoon(this::expire) : loop.callAt(nanos, this::expire);
        }
    }

    private void cancelHandle() {
        Handle scheduled = handle;
        if (scheduled != null) {
            handle = null;
            scheduled.cancel();
        }
    }

    private void expire() {
        handle = null;
        java.util.Objects.requireNonNull(task).cancel();
        state = State.EXPIRING;
    }
}
