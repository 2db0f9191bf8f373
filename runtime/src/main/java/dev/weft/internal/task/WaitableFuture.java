package dev.weft.internal.task;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Waitable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A future that names what its awaiters wait for. */
public final class WaitableFuture<T extends @Nullable Object> extends Future<T> {

    private final Waitable awaited; // constant after construction

    /** Creates a pending future. */
    public WaitableFuture(EventLoop loop, Waitable awaited) {
        super(loop);
        this.awaited = Objects.requireNonNull(awaited, "createFuture(null): a Waitable was expected");
    }

    /** Returns what its awaiters wait for. */
    public Waitable awaited() {
        return awaited;
    }

    @Override
    public String toString() {
        return super.toString() + " of " + awaited.describeWait();
    }
}
