package dev.weft.internal.task;

import dev.weft.Clock;
import dev.weft.internal.coroutine.Fatal;
import dev.weft.internal.loop.Log;
import dev.weft.internal.loop.LoopCore;
import java.util.function.LongSupplier;

/**
 * The readings of a clock of the program. One that throws is reported and asked no more: time goes on from its last
 * reading as the machine's clock does, so that no deadline is lost.
 */
final class ForeignClock implements LongSupplier {

    private final Clock clock; // constant after construction
    private long last; // loop thread: the last reading
    private long failedAt; // loop thread: the machine's clock, when this one threw
    private boolean failed; // loop thread

    ForeignClock(Clock clock) {
        this.clock = clock;
    }

    @Override
    public long getAsLong() {
        if (failed) {
            return last + (SystemClock.INSTANCE.nanoTime() - failedAt);
        }
        try {
            last = clock.nanoTime();
        } catch (Throwable thrown) {
            Fatal.rethrow(thrown);
            failed = true;
            failedAt = SystemClock.INSTANCE.nanoTime();
            report(thrown);
        }
        return last;
    }

    private static void report(Throwable thrown) {
        String message = "Exception in the clock of the event loop, which goes on with the system's clock";
        LoopCore loop = LoopCore.current();
        if (loop == null) {
            Log.error(message, thrown);
        } else {
            loop.report(message, thrown);
        }
    }
}
