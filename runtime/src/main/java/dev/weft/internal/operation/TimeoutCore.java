package dev.weft.internal.operation;

import dev.weft.CancelledError;
import dev.weft.EventLoop;
import dev.weft.Task;
import dev.weft.Timeout;
import dev.weft.internal.task.CancelRequested;
import dev.weft.internal.task.CancelSource;
import dev.weft.internal.task.CancelledAt;
import dev.weft.internal.task.Deadline;
import dev.weft.internal.task.EventLoops;
import dev.weft.internal.task.Futures;
import dev.weft.internal.task.TimeLimit;
import dev.weft.internal.time.Nanos;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The state of a {@link Timeout}: its deadline, and the cancellation when it expires. */
public abstract class TimeoutCore extends Deadline {

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
    private @Nullable CancelledAt cancelledAt; // loop thread: the place of the block when the deadline came

    /** Tells whether there is a deadline. */
    protected boolean limited; // loop thread

    /** The time to the deadline, from the start of the block if it is not limited yet; null once it was moved. */
    protected @Nullable Duration delay; // loop thread

    private @Nullable Task<?> task; // loop thread: the task that runs the block
    private int requestsBefore; // loop thread: the requests to cancel the task that it had seen when the block began

    /** Creates a timeout, whose block has not begun. */
    protected TimeoutCore(long deadline, boolean limited, @Nullable Duration delay) {
        super(deadline);
        this.limited = limited;
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
        requestsBefore = Futures.seenCancelRequests(current);
        if (limited) {
            scheduleAt(deadline(), current.loop());
        } else if (delay != null) {
            limited = true;
            scheduleAt(current.loop().time() + Nanos.of(delay), current.loop());
        }
    }

    /**
     * Notes that the block has ended.
     *
     * @param thrown the exception that it threw, or null
     * @return the exception to throw in its place, or the same
     */
    protected final @Nullable Throwable exit(@Nullable Throwable thrown) {
        Task<?> running = Objects.requireNonNull(task);
        withdraw(running.loop());
        if (state == State.ACTIVE) {
            state = State.FINISHED;
            return thrown;
        }
        state = State.EXPIRED;
        boolean ours = running.uncancel() <= requestsBefore;
        return ours && thrown instanceof CancelledError cancelled ? overdue(cancelled) : thrown;
    }

    private TimeoutException overdue(CancelledError cancelled) {
        Objects.requireNonNull(cancelledAt).explain(cancelled);
        Duration time = delay;
        TimeoutException timeout = time == null
                ? new TimeoutException("timed out at " + deadline() + " ns on the event loop's clock")
                : timedOut(time);
        timeout.initCause(cancelled);
        return timeout;
    }

    /** Returns the exception that says that a time has passed. */
    static TimeoutException timedOut(Duration time) {
        return new TimeoutException("timed out after " + time);
    }

    /** Returns the nanoseconds that are left for the running block; {@link TimeLimit#FOR_EVER} if nothing limits it. */
    final long nanosLeft(long now) {
        return limited && state == State.ACTIVE ? deadline() - now : TimeLimit.FOR_EVER;
    }

    /** Throws unless the block is running. */
    protected final void checkActive() {
        if (state == State.CREATED) {
            throw new IllegalStateException("this Timeout has not been entered: run its block first");
        }
        if (state != State.ACTIVE) {
            throw new IllegalStateException("cannot move the deadline of a Timeout that is "
                    + state.name().toLowerCase(Locale.ROOT));
        }
    }

    /** Moves the deadline of a running block. */
    protected final void move(long nanos) {
        limited = true;
        delay = null;
        scheduleAt(nanos, eventLoop());
    }

    /** Removes the deadline of a running block. */
    protected final void remove() {
        limited = false;
        delay = null;
        withdraw(eventLoop());
    }

    @Override
    protected final EventLoop eventLoop() {
        return Objects.requireNonNull(task).loop();
    }

    @Override
    protected final void deadlineCame() {
        Task<?> cancelled = Objects.requireNonNull(task);
        String message = EventLoops.cancelledBy(cancelled.loop(), CancelSource.TIMEOUT, delay);
        cancelledAt = CancelledAt.of(cancelled, message);
        EventLoops.cancel(cancelled, message, request(cancelled));
        state = State.EXPIRING;
    }

    private @Nullable CancelRequested request(Task<?> owner) {
        if (!EventLoops.explainsCancels(owner.loop())) {
            return null;
        }
        Duration time = delay;
        return CancelRequested.by(
                time == null ? "a timeout at " + deadline() + " ns on the event loop's clock" : "a timeout of " + time,
                owner);
    }
}
