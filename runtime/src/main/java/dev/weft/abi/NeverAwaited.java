package dev.weft.abi;

import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.LoopError;
import dev.weft.internal.loop.LoopCore;

/** The report of a coroutine that nobody will ever await. */
final class NeverAwaited {

    private NeverAwaited() {}

    static void report(Coroutine<?> coroutine) {
        String message = "coroutine '" + coroutine.name() + "' was never awaited";
        LoopCore core = LoopCore.current();
        if (core != null) {
            ((EventLoop) core.face()).callExceptionHandler(new LoopError(message, null));
        } else {
            System.getLogger("dev.weft").log(System.Logger.Level.WARNING, message);
        }
    }
}
