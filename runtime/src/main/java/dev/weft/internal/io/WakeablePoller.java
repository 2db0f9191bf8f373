package dev.weft.internal.io;

import java.util.concurrent.ForkJoinWorkerThread;

/** A poller that blocks its thread. */
abstract class WakeablePoller extends Poller {

    WakeablePoller() {}

    /** Waits; on a thread of a {@link java.util.concurrent.ForkJoinPool} so that the pool runs another one meanwhile. */
    final void await(long nanos) {
        if (Thread.currentThread() instanceof ForkJoinWorkerThread) {
            new PooledWait(this, nanos).begin();
        } else {
            block(nanos);
        }
    }

    /** Waits until woken or the time is over; a negative time has no end. */
    abstract void block(long nanos);

    /** Tells whether a wait would end at once. */
    abstract boolean isWoken();
}
