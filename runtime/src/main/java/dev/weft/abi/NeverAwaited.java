package dev.weft.abi;

import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.LoopError;
import dev.weft.internal.loop.LoopCore;
import org.jspecify.annotations.Nullable;

/** The report of a coroutine that nobody will ever await. */
public final class NeverAwaited {

    private NeverAwaited() {}

    /** Watches a coroutine that was made on this thread until it begins; outside a loop nobody watches. */
    static void watch(Frame<?> cold) {
        LoopCore core = LoopCore.current();
        if (core != null) {
            core.unstarted.made(cold);
            if (core.notesOrigins()) {
                core.noteOrigin(cold, new Throwable("made here"));
            }
        }
    }

    /**
     * Reports the coroutines that were made on a loop and have not begun. Called when the loop closes.
     *
     * @param core the loop
     */
    public static void reportLeft(LoopCore core) {
        for (Object coroutine : core.unstarted.drain()) {
            report((Coroutine<?>) coroutine, core);
        }
    }

    static void report(Coroutine<?> coroutine) {
        report(coroutine, LoopCore.current());
    }

    private static void report(Coroutine<?> coroutine, @Nullable LoopCore core) {
        String message = "coroutine '" + coroutine.name() + "' was never awaited";
        if (core == null) {
            System.getLogger("dev.weft").log(System.Logger.Level.WARNING, message);
            return;
        }
        Throwable origin = core.originOf(coroutine);
        ((EventLoop) core.face()).callExceptionHandler(new LoopError(message, origin));
    }
}
