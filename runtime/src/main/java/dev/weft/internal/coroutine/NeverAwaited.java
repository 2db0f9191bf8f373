package dev.weft.internal.coroutine;

import dev.weft.Coroutine;
import dev.weft.internal.loop.Log;
import org.jspecify.annotations.Nullable;

/** The report of a coroutine that was created and will never be awaited. */
public final class NeverAwaited {

    private NeverAwaited() {}

    /** Watches a coroutine that was created on this thread until it starts. A no-op outside a loop. */
    public static void watch(Activation<?> cold) {
        CoroutineLoop loop = CoroutineLoop.current();
        if (loop != null) {
            loop.unstarted.made(cold);
        }
    }

    /** Reports the coroutines that were created on a closing loop and have not started. */
    public static void reportLeft(CoroutineLoop loop) {
        for (Coroutine<?> coroutine : loop.unstarted.drain()) {
            report(coroutine, loop);
        }
    }

    /** Reports a coroutine that code on this thread has dropped. */
    public static void report(Coroutine<?> coroutine) {
        report(coroutine, CoroutineLoop.current());
    }

    private static void report(Coroutine<?> coroutine, @Nullable CoroutineLoop loop) {
        String message = "coroutine '" + coroutine.name() + "' was never awaited";
        if (loop == null) {
            Log.warning(message);
        } else {
            loop.tell(message, loop.unstarted.originOf(coroutine));
        }
    }
}
