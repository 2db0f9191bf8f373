package dev.weft.sync;

import dev.weft.Task;
import dev.weft.internal.sync.Link;
import org.jspecify.annotations.Nullable;

/** A permit of a {@link Semaphore}, linked with the others that are out. */
final class SemaphorePermit extends Link<SemaphorePermit> implements Permit {

    private final Semaphore semaphore; // constant after construction
    final @Nullable Task<?> holder; // constant after construction: null if no task ran
    private boolean closed; // loop thread

    SemaphorePermit(Semaphore semaphore, @Nullable Task<?> holder) {
        this.semaphore = semaphore;
        this.holder = holder;
    }

    @Override
    public void close() {
        if (!closed) {
            semaphore.release(this);
            closed = true;
        }
    }

    @Override
    public String toString() {
        return "Permit of " + semaphore;
    }
}
