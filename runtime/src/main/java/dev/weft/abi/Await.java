package dev.weft.abi;

import dev.weft.AsyncIterator;
import dev.weft.Awaitable;
import dev.weft.Coroutine;
import dev.weft.Future;
import dev.weft.NotWovenError;
import dev.weft.internal.coroutine.NeverAwaited;
import dev.weft.internal.generator.DirectIterator;
import dev.weft.internal.generator.Iterators;
import dev.weft.internal.time.Nanos;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The replacements for {@code await} in woven code: each returns the value, throws, or returns {@link Frame#SUSPENDED}.
 */
public final class Await {

    private static final int DEPTH_OF_AN_OBJECT_CALL = 4; // await, begin, start and the body itself

    private Await() {}

    /**
     * Awaits a coroutine or a future.
     *
     * @param awaited the coroutine or the future
     * @param x the execution of the caller's chain
     * @param depth the number of calls between the driver and the caller
     * @return the value, or {@link Frame#SUSPENDED}
     * @throws Throwable the failure of the awaited object
     */
    public static @Nullable Object await(@Nullable Awaitable<?> awaited, Execution x, int depth) throws Throwable {
        if (awaited instanceof Frame<?> cold) {
            return depth >= Frame.MAX_DEPTH ? Frame.defer(cold, x) : x.begin(cold, depth + DEPTH_OF_AN_OBJECT_CALL);
        }
        if (awaited instanceof Future<?> future) {
            return x.awaitFuture(future);
        }
        throw notAwaitable(awaited);
    }

    /**
     * Awaits a coroutine that a method of {@code dev.weft.sync} or of a stream has returned on the spot. No variable holds it,
     * so its object can be used again when it has ended.
     *
     * @param awaited the coroutine
     * @param x the execution of the caller's chain
     * @param depth the number of calls between the driver and the caller
     * @return the value, or {@link Frame#SUSPENDED}
     * @throws Throwable the failure of the coroutine
     */
    public static @Nullable Object awaitOnce(@Nullable Awaitable<?> awaited, Execution x, int depth) throws Throwable {
        Object outcome = await(awaited, x, depth);
        if (awaited instanceof Frame<?> unreachable) {
            if (outcome == Frame.SUSPENDED) {
                unreachable.recycleLater();
            } else {
                unreachable.recycle();
            }
        }
        return outcome;
    }

    /**
     * Awaits a stage.
     *
     * @param stage the stage
     * @param x the execution of the caller's chain
     * @return the value, or {@link Frame#SUSPENDED}
     * @throws Throwable the stage's own failure
     */
    public static @Nullable Object await(@Nullable CompletionStage<?> stage, Execution x) throws Throwable {
        if (stage == null) {
            throw new NullPointerException("await(null): a CompletionStage was expected");
        }
        return x.awaitStage(stage);
    }

    /**
     * Awaits the coroutine that an {@code @Async} method returns in place of a completed one: {@code return other(x);}.
     *
     * @param returned the coroutine
     * @param x the execution of the method's chain
     * @param depth the number of calls between the driver and the method
     * @param method the name of the method, for the message if it returns null
     * @return the value, or {@link Frame#SUSPENDED}
     * @throws Throwable the failure of the coroutine
     */
    public static @Nullable Object returned(@Nullable Awaitable<?> returned, Execution x, int depth, String method)
            throws Throwable {
        if (returned == null) {
            throw new NullPointerException(
                    method + " returned null: an @Async method returns a coroutine, for instance completed(null)");
        }
        return await(returned, x, depth);
    }

    /**
     * Advances an iterator: {@code await(iterator.advance())} without a coroutine, if it is one of the runtime's.
     *
     * @param iterator the iterator
     * @param x the execution of the caller's chain
     * @param depth the number of calls between the driver and the caller
     * @return whether there is a next value, or {@link Frame#SUSPENDED}
     * @throws Throwable the failure of the iterator
     */
    public static @Nullable Object advance(@Nullable AsyncIterator<?> iterator, Execution x, int depth)
            throws Throwable {
        if (iterator instanceof DirectIterator<?> direct) {
            return Iterators.advance(direct, x, depth);
        }
        if (iterator == null) {
            throw new NullPointerException("advance() of null: an AsyncIterator was expected");
        }
        return awaitOnce(iterator.advance(), x, depth);
    }

    /**
     * Sleeps without allocating a coroutine.
     *
     * @param delay the time to sleep
     * @param x the execution of the caller's chain
     * @return {@link Frame#SUSPENDED}
     */
    public static Object sleep(Duration delay, Execution x) {
        return x.sleep(Nanos.of(delay));
    }

    /**
     * Sleeps without allocating a coroutine.
     *
     * @param nanos the time to sleep
     * @param x the execution of the caller's chain
     * @return {@link Frame#SUSPENDED}
     */
    public static Object sleep(long nanos, Execution x) {
        return x.sleep(nanos);
    }

    /**
     * Yields without allocating a coroutine.
     *
     * @param x the execution of the caller's chain
     * @return {@link Frame#SUSPENDED}
     */
    public static Object yieldNow(Execution x) {
        return x.yieldNow();
    }

    /**
     * Throws in place of an await in code that cannot suspend. A coroutine that was to be awaited is closed, so that it
     * is not reported as never awaited.
     *
     * @param awaited the object that was to be awaited
     * @param message the place of the await, the reason for the refusal and the remedy
     * @return never
     */
    public static Object refused(@Nullable Object awaited, String message) {
        if (awaited instanceof Frame<?> cold && cold.state() == Coroutine.State.CREATED) {
            cold.close();
        }
        throw new NotWovenError(message);
    }

    /**
     * Reports a coroutine that woven code drops, so that nothing can await it any more.
     *
     * @param coroutine the value of a call that nothing uses
     */
    public static void dropped(@Nullable Coroutine<?> coroutine) {
        if (coroutine != null && coroutine.state() == Coroutine.State.CREATED) {
            coroutine.close();
            NeverAwaited.report(coroutine);
        }
    }

    private static RuntimeException notAwaitable(@Nullable Object awaited) {
        if (awaited == null) {
            return new NullPointerException("await(null): a coroutine, a task or a future was expected");
        }
        return new IllegalArgumentException("await: " + awaited.getClass().getName()
                + " is a Coroutine that no @Async method made. Only @Async methods and dev.weft itself create"
                + " coroutines.");
    }
}
