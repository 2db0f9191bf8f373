package dev.weft.internal.io;

import java.util.concurrent.ForkJoinPool;

/**
 * A wait on a thread of a {@link ForkJoinPool}, which runs another one meanwhile: what the loop waits for may be queued in
 * the same pool.
 */
final class PooledWait implements ForkJoinPool.ManagedBlocker {

    private final WakeablePoller poller; // constant after construction
    private final long nanos; // constant after construction

    PooledWait(WakeablePoller poller, long nanos) {
        this.poller = poller;
        this.nanos = nanos;
    }

    /** Waits; an interrupt ends the wait and stays set. */
    void begin() {
        try {
            ForkJoinPool.managedBlock(this);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            poller.keepInterrupt();
        }
    }

    @Override
    public boolean block() {
        poller.block(nanos);
        return true;
    }

    @Override
    public boolean isReleasable() {
        return poller.isWoken();
    }
}
