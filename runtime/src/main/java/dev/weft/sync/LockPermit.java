package dev.weft.sync;

import dev.weft.Task;
import org.jspecify.annotations.Nullable;

/** The permit of a {@link Lock}. It is valid as long as the lock says that it is held by it. */
final class LockPermit implements Permit {

    private final Lock lock; // constant after construction
    final @Nullable Task<?> holder; // constant after construction: null if no task ran

    LockPermit(Lock lock, @Nullable Task<?> holder) {
        this.lock = lock;
        this.holder = holder;
    }

    @Override
    public void close() {
        lock.release(this);
    }

    @Override
    public String toString() {
        return "Permit of " + lock;
    }
}
