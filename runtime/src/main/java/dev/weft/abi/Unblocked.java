package dev.weft.abi;

import dev.weft.Coroutine;
import dev.weft.internal.operation.FutureEndFrame;
import dev.weft.internal.operation.OwnWait;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What woven code does in place of calls of the JDK that block, where the agent's option {@code blocking=rewrite} asks for it:
 *
 * <ul>
 *   <li>{@code Thread.sleep(n)}: {@code await(Weft.sleep(Unblocked.delay(n)))};
 *   <li>{@code future.join()}: {@code await(Unblocked.end(future))}, then the call itself;
 *   <li>{@code future.get(n, unit)}: {@code await(Unblocked.end(future, n, unit))}, {@code Unblocked.checkEnd(future)}, then
 *       the call itself.
 * </ul>
 *
 * <p>A future that has ended gives its outcome itself, so that values and exceptions are those of the JDK. One whose class
 * overrides these methods is not waited for: its own are called at once, and block if they do.
 */
public final class Unblocked {

    private static final int MOST_NANOS = 999_999;

    private Unblocked() {}

    /**
     * Checks the argument of {@link Thread#sleep(long)}.
     *
     * @param millis the time to sleep in milliseconds
     * @return the time to sleep
     * @throws IllegalArgumentException if it is negative
     */
    public static Duration delay(long millis) {
        return delay(millis, 0);
    }

    /**
     * Checks the arguments of {@link Thread#sleep(long, int)}.
     *
     * @param millis the time to sleep in milliseconds
     * @param nanos the nanoseconds to add
     * @return the time to sleep
     * @throws IllegalArgumentException if one is negative, or if the nanoseconds are a millisecond or more
     */
    public static Duration delay(long millis, int nanos) {
        if (millis < 0) {
            throw new IllegalArgumentException("timeout value is negative");
        }
        if (nanos < 0 || nanos > MOST_NANOS) {
            throw new IllegalArgumentException("nanosecond timeout value out of range");
        }
        return Duration.ofMillis(millis).plusNanos(nanos);
    }

    /**
     * Checks the argument of {@code Thread.sleep(Duration)}.
     *
     * @param delay the time to sleep
     * @return the same
     * @throws NullPointerException if there is none
     */
    public static Duration delay(@Nullable Duration delay) {
        if (delay == null) {
            throw new NullPointerException("Thread.sleep(null): a Duration was expected");
        }
        return delay;
    }

    /**
     * Checks the arguments of {@link TimeUnit#sleep}.
     *
     * @param unit the unit
     * @param timeout the time to sleep in that unit
     * @return the time to sleep
     * @throws NullPointerException if there is no unit
     */
    public static Duration delay(@Nullable TimeUnit unit, long timeout) {
        if (unit == null) {
            throw new NullPointerException("null.sleep(" + timeout + "): a TimeUnit was expected");
        }
        return Duration.ofNanos(unit.toNanos(timeout));
    }

    /**
     * Waits for the end of a future.
     *
     * @param future the future, or null, whose call throws then
     * @return a coroutine that has not started
     */
    public static Coroutine<Void> end(@Nullable CompletableFuture<?> future) {
        return Frame.made(new FutureEndFrame("join", future, null));
    }

    /**
     * Waits for the end of a future for a limited time.
     *
     * @param future the future, or null, whose call throws then
     * @param timeout the time to wait
     * @param unit its unit
     * @return a coroutine that has not started
     * @throws NullPointerException if there is no unit
     */
    public static Coroutine<Void> end(@Nullable CompletableFuture<?> future, long timeout, @Nullable TimeUnit unit) {
        if (unit == null) {
            throw new NullPointerException("get(" + timeout + ", null): a TimeUnit was expected");
        }
        return Frame.made(new FutureEndFrame("get", future, Duration.ofNanos(unit.toNanos(timeout))));
    }

    /**
     * Checks that the time was long enough.
     *
     * @param future the future, or null, whose call throws then
     * @throws TimeoutException if the future is pending, and waited for
     */
    public static void checkEnd(@Nullable CompletableFuture<?> future) throws TimeoutException {
        if (future != null && !OwnWait.isOf(future) && !future.isDone()) {
            throw new TimeoutException();
        }
    }
}
