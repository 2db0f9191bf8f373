package dev.weft;

import dev.weft.internal.time.Nanos;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A deadline for a block of code: when it comes, the block is cancelled, and ends with a TimeoutException. */
public final class Timeout {

    /*
     * CREATED  -> ACTIVE    enter(): the block begins
     * ACTIVE   -> EXPIRING  the deadline has come, and the task was asked to cancel
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
    private @Nullable Long deadline; // loop thread: null for none
    private final @Nullable Duration delay; // constant after construction: the deadline counted from the loop's now
    private @Nullable Task<?> task; // loop thread: who runs the block
    private int requestsBefore; // loop thread: the task's cancelling() when the block began
    private @Nullable Handle handle; // loop thread: the scheduled expiry

    private Timeout(@Nullable Long deadline, @Nullable Duration delay) {
        this.deadline = deadline;
        this.delay = delay;
    }

    /**
     * A timeout that is over some time from now; where no loop runs yet, from when its block begins.
     *
     * @param delay how long
     * @return a new timeout
     */
    public static Timeout after(Duration delay) {
        EventLoop loop = EventLoop.runningOrNull();
        return loop == null ? new Timeout(null, delay) : new Timeout(loop.time() + Nanos.of(delay), null);
    }

    /**
     * A timeout with a deadline.
     *
     * @param nanos when it is over, on the scale of {@link EventLoop#time()}
     * @return a new timeout
     */
    public static Timeout at(long nanos) {
        return new Timeout(nanos, null);
    }

    /**
     * A timeout that never comes, unless it is rescheduled.
     *
     * @return a new timeout
     */
    public static Timeout none() {
        return new Timeout(null, null);
    }

    /**
     * Runs a block of code under this timeout, which can be used once.
     *
     * @param body the code
     * @param <T> the type of its value
     * @return a cold coroutine, which throws a TimeoutException
     * @throws TimeoutException when it is awaited, and the time is over
     */
    public <T> Coroutine<T> run(TimeoutBody<T> body) throws TimeoutException {
        return new TimeoutFrame<>(this, null, body);
    }

    /**
     * The deadline.
     *
     * @return nanoseconds on the scale of {@link EventLoop#time()}; empty if there is none
     */
    public OptionalLong when() {
        Long nanos = deadline;
        return nanos == null ? OptionalLong.empty() : OptionalLong.of(nanos);
    }

    /**
     * Moves the deadline.
     *
     * @param fromNow how long the block may still run
     * @throws IllegalStateException if its block does not run
     */
    public void reschedule(Duration fromNow) {
        rescheduleAt(EventLoop.running().time() + Nanos.of(fromNow));
    }

    /**
     * Moves the deadline.
     *
     * @param nanos when it is over, on the scale of {@link EventLoop#time()}
     * @throws IllegalStateException if its block does not run
     */
    public void rescheduleAt(long nanos) {
        checkActive();
        schedule(nanos);
    }

    /**
     * Takes the deadline away.
     *
     * @throws IllegalStateException if its block does not run
     */
    public void disable() {
        checkActive();
        schedule(null);
    }

    /**
     * Whether the deadline came while the block ran.
     *
     * @return true once it has
     */
    public boolean expired() {
        return state == State.EXPIRING || state == State.EXPIRED;
    }

    /** The block begins. */
    void enter() {
        if (state != State.CREATED) {
            throw new IllegalStateException("this Timeout has been used: make a new one for each block");
        }
        Task<?> current = Weft.currentTask();
        if (current == null) {
            throw new IllegalStateException("a Timeout cancels the task that runs its block, but no task runs here");
        }
        state = State.ACTIVE;
        task = current;
        requestsBefore = current.cancelling();
        schedule(delay == null ? deadline : (Long) (current.loop().time() + Nanos.of(delay)));
    }

    /**
     * The block has ended.
     *
     * @param thrown what it threw, or null
     * @return what to throw instead, or the same
     */
    @Nullable
    Throwable exit(@Nullable Throwable thrown) {
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

    private void checkActive() {
        if (state == State.CREATED) {
            throw new IllegalStateException("this Timeout has not been entered: run its block first");
        }
        if (state != State.ACTIVE) {
            throw new IllegalStateException("the deadline of a Timeout that is "
                    + state.name().toLowerCase(java.util.Locale.ROOT) + " cannot change");
        }
    }

    private void schedule(@Nullable Long nanos) {
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
