package dev.weft.net;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Waitable;
import dev.weft.abi.Execution;
import dev.weft.internal.task.Futures;
import org.jspecify.annotations.Nullable;

/** A coroutine that waits again and again, by the same signal, until something has come for it. */
abstract class WokenFrame<T extends @Nullable Object> extends StreamFrame<T> {

    private @Nullable Future<Void> signal; // loop thread: used again for each wait

    /** Suspends until {@link #wake}. */
    final Object waitForWake(EventLoop loop, Waitable whatFor, Execution x) throws Throwable {
        Future<Void> waiting = signal;
        if (waiting == null) {
            waiting = loop.createFuture(whatFor);
            signal = waiting;
        } else {
            Futures.renew(waiting);
        }
        return waitFor(waiting, x);
    }

    /** Wakes this coroutine, if it waits: there is something new. */
    @SuppressWarnings("NullAway") // Void has no other value
    final void wake() {
        Future<Void> waiting = signal;
        if (waiting != null && !waiting.isDone()) {
            waiting.setResult(null);
        }
    }
}
