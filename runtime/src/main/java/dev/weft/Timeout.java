package dev.weft;

import dev.weft.internal.operation.TimeoutCore;
import dev.weft.internal.operation.TimeoutFrame;
import dev.weft.internal.task.EventLoops;
import dev.weft.internal.time.Nanos;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A deadline for a block of code, which can be moved while the block runs; the counterpart of {@code asyncio.Timeout}.
 * When it expires the block is cancelled, and ends with a {@link TimeoutException}: {@link Weft#timeout} describes how.
 *
 * <pre>{@code
 * Timeout deadline = Timeout.after(Duration.ofMillis(15));
 * String page = await(deadline.run(timeout -> {
 *     String first = await(load("news")); // takes 10 ms
 *     timeout.reschedule(Duration.ofMillis(15)); // from now
 *     return completed(first + ", " + await(load("weather")));
 * }));
 * System.out.println(page); // page of news, page of weather
 * System.out.println(deadline.expired()); // false
 * }</pre>
 */
public final class Timeout extends TimeoutCore {

    private Timeout(long deadline, boolean limited, @Nullable Duration delay) {
        super(deadline, limited, delay);
    }

    /**
     * Creates a timeout that expires some time from now, or from the start of its block where no event loop runs yet.
     *
     * @param delay the time
     * @return a new timeout
     */
    public static Timeout after(Duration delay) {
        EventLoop loop = EventLoops.runningOrNull();
        Objects.requireNonNull(delay, "delay");
        return loop == null ? new Timeout(0, false, delay) : new Timeout(loop.time() + Nanos.of(delay), true, delay);
    }

    /**
     * Creates a timeout with a deadline.
     *
     * @param nanos the deadline, on the scale of {@link EventLoop#time()}
     * @return a new timeout
     */
    public static Timeout at(long nanos) {
        return new Timeout(nanos, true, null);
    }

    /**
     * Creates a timeout without a deadline, which can get one while its block runs.
     *
     * @return a new timeout
     */
    public static Timeout none() {
        return new Timeout(0, false, null);
    }

    /**
     * Runs a block of code under this timeout. A timeout is for one block: a second one fails with an
     * {@link IllegalStateException} when it is awaited.
     *
     * @param body the block
     * @param <T> the type of its value
     * @return a coroutine that has not started; it has to be awaited in a task
     * @throws TimeoutException where the coroutine is awaited, never from this call: it is declared so that it can be
     *     caught there
     */
    public <T extends @Nullable Object> Coroutine<T> run(TimeoutBody<T> body) throws TimeoutException {
        return new TimeoutFrame<>(this, null, body);
    }

    /**
     * Returns the deadline.
     *
     * @return nanoseconds on the scale of {@link EventLoop#time()}; empty if there is none
     */
    public OptionalLong when() {
        return limited ? OptionalLong.of(deadline()) : OptionalLong.empty();
    }

    /**
     * Moves the deadline.
     *
     * @param fromNow the time that the block may take from now on
     * @throws IllegalStateException if the block is not running, or the timeout has expired
     */
    public void reschedule(Duration fromNow) {
        rescheduleAt(EventLoop.running().time() + Nanos.of(fromNow));
    }

    /**
     * Moves the deadline.
     *
     * @param nanos the new deadline, on the scale of {@link EventLoop#time()}
     * @throws IllegalStateException if the block is not running, or the timeout has expired
     */
    public void rescheduleAt(long nanos) {
        checkActive();
        move(nanos);
    }

    /**
     * Removes the deadline.
     *
     * @throws IllegalStateException if the block is not running, or the timeout has expired
     */
    public void disable() {
        checkActive();
        remove();
    }

    /**
     * Tells whether the deadline passed while the block was running. Of two nested timeouts with equal deadlines both
     * expire, and the outer one throws.
     *
     * @return true once it has, also if the block swallowed the cancellation
     */
    public boolean expired() {
        return hasExpired();
    }
}
