package dev.weft.abi;

import dev.weft.Awaitable;
import dev.weft.Coroutine;
import dev.weft.Future;
import dev.weft.NotWovenError;
import dev.weft.internal.coroutine.NeverAwaited;
import dev.weft.internal.time.Nanos;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the agent puts in place of {@code await}: each method gives a value, throws, or gives {@link Frame#SUSPENDED}. */
public final class Await {

    private static final int DEPTH_OF_AN_OBJECT_CALL = 4; // await, begin, start and the body itself

    private Await() {}

    /**
     * Awaits a coroutine or a future.
     *
     * @param awaited what to wait for
     * @param x what runs the caller
     * @param depth how many calls lie between the driver and the caller
     * @return the value, or {@link Frame#SUSPENDED}
     * @throws Throwable what the awaited thing throws
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
     * Awaits a stage.
     *
     * @param stage what to wait for
     * @param x what runs the caller
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
     * Awaits what an {@code @Async} method returns in place of a completed coroutine: {@code return other(x);}.
     *
     * @param returned the coroutine
     * @param x what runs the method
     * @param depth how many calls lie between the driver and the method
     * @param method the name of the method, for the message when it returns null
     * @return the value, or {@link Frame#SUSPENDED}
     * @throws Throwable what the coroutine throws
     */
    public static @Nullable Object returned(@Nullable Awaitable<?> returned, Execution x, int depth, String method)
            throws Throwable {
        if (returned == null) {
            throw new NullPointerException(
                    method + " returned null: an @Async method returns a coroutine, for instance" + " completed(null)");
        }
        return await(returned, x, depth);
    }

    /**
     * Sleeps without a coroutine object.
     *
     * @param delay how long
     * @param x what runs the caller
     * @return {@link Frame#SUSPENDED}
     */
    public static Object sleep(Duration delay, Execution x) {
        return x.sleep(Nanos.of(delay));
    }

    /**
     * Sleeps without a coroutine object.
     *
     * @param nanos how long
     * @param x what runs the caller
     * @return {@link Frame#SUSPENDED}
     */
    public static Object sleep(long nanos, Execution x) {
        return x.sleep(nanos);
    }

    /**
     * Yields without a coroutine object.
     *
     * @param x what runs the caller
     * @return {@link Frame#SUSPENDED}
     */
    public static Object yieldNow(Execution x) {
        return x.yieldNow();
    }

    /**
     * Stands in place of an await in code that cannot suspend.
     *
     * @param awaited what was to be awaited
     * @param message where the await stands, why it cannot suspend and what to do
     * @return never
     */
    public static Object refused(@Nullable Object awaited, String message) {
        if (awaited instanceof Frame<?> cold && cold.state() == Coroutine.State.CREATED) {
            cold.close();
        }
        throw new NotWovenError(message);
    }

    /**
     * Reports a coroutine whose value woven code throws away: nobody can await it any more.
     *
     * @param coroutine what was called and dropped
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
        return new IllegalArgumentException(
                "await: " + awaited.getClass().getName()
                        + " is a Coroutine that no @Async method made. Only @Async methods and dev.weft itself make coroutines.");
    }
}
