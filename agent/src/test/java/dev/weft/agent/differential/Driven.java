package dev.weft.agent.differential;

import static dev.weft.Weft.await;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.Awaitable;
import dev.weft.Coroutine;
import java.util.concurrent.CompletionStage;

/**
 * What awaits for a method that was turned into a generator: it awaits each value that the generator emits, and sends the
 * result back in. Loaded anew and woven for each world, so that its fields belong to that.
 */
@SuppressWarnings("StaticAssignmentOfThrowable") // one world, one generator, one failure
public final class Driven {
    /** A value that is not to be awaited. */
    public static final Object PAUSE = new Object();

    private static Object sent;
    private static Throwable failure;
    private static Coroutine<?> returned;

    private Driven() {}

    /** The coroutine that the method was before it became a generator. */
    @Async
    @SuppressWarnings("unchecked")
    public static <T> Coroutine<T> drive(AsyncIterator<?> generator) {
        Object value = null;
        Throwable thrown = null;
        while (advances(await(generator.advance()))) {
            Object emitted = generator.current();
            value = null;
            thrown = null;
            try {
                if (emitted instanceof CompletionStage<?> stage) {
                    value = await(stage);
                } else if (emitted != PAUSE) {
                    value = await((Awaitable<?>) emitted);
                }
            } catch (Throwable failed) {
                thrown = failed;
            }
            sent = value;
            failure = thrown;
        }
        var result = (Coroutine<T>) returned;
        returned = null;
        return result;
    }

    private static boolean advances(boolean more) {
        sent = null;
        failure = null;
        return more;
    }

    /** Takes what the awaited value became, in the generator, behind its emit. */
    public static Object take() throws Throwable {
        if (failure != null) {
            throw failure;
        }
        return sent;
    }

    /** Keeps the coroutine that the method returns. */
    public static AsyncIterator<Object> returning(Coroutine<?> coroutine) {
        returned = coroutine;
        return AsyncIterator.end();
    }
}
