package dev.weft;

import dev.weft.internal.operation.TimeoutCore;
import dev.weft.internal.operation.TimeoutFrame;
import dev.weft.internal.task.EventLoops;
import dev.weft.internal.time.Nanos;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A deadline for a block of code: when it comes, the block is cancelled, and ends with a TimeoutException. */
public final class Timeout extends TimeoutCore {

    private Timeout(@Nullable Long deadline, @Nullable Duration delay) {
        super(deadline, delay);
    }

    /**
     * A timeout that is over some time from now; where no loop runs yet, from when its block begins.
     *
     * @param delay how long
     * @return a new timeout
     */
    public static Timeout after(Duration delay) {
        EventLoop loop = EventLoops.runningOrNull();
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
        return hasExpired();
    }
}
