package dev.weft.internal.task;

import dev.weft.Future;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The callback by which an operation learns that futures have ended. The futures may live long, and do not keep the
 * operation: when no task awaits it and no code holds it, it is garbage, and its callbacks are removed.
 *
 * @param <T> the type of the futures' values
 */
public final class WeakLink<T extends @Nullable Object> extends WeakReference<WeakLink.End<T>>
        implements Consumer<Future<T>>, WaitLink {

    private final Collection<Future<T>> futures; // loop thread: those that have not ended, as the operation knows them

    @SuppressWarnings("UnusedVariable") // a reference is all that it is for
    private @Nullable End<T> held; // loop thread: the operation, once something depends on it that does not hold it

    WeakLink(End<T> operation, Collection<Future<T>> futures, ReferenceQueue<Object> abandoned) {
        super(operation, abandoned);
        this.futures = futures;
    }

    /** Keeps the operation until the futures have ended. */
    public void hold() {
        held = get();
        for (Future<T> future : futures) {
            future.callbackAdded();
        }
    }

    /** Receives a future that has ended. */
    @Override
    public void accept(Future<T> future) {
        End<T> operation = get();
        if (operation != null) {
            operation.accept(future);
        }
    }

    /** Removes the callbacks of an operation that is garbage. */
    void remove() {
        for (Future<T> future : futures) {
            future.removeLink(this);
        }
    }

    @Override
    public Collection<? extends Future<?>> dependencies() {
        End<T> operation = get();
        return operation == null ? List.of() : operation.dependencies();
    }

    @Override
    public Collection<? extends Future<?>> dependents() {
        End<T> operation = get();
        return operation == null ? List.of() : operation.dependents();
    }

    @Override
    public String operation() {
        return "a wait that was abandoned";
    }

    /**
     * The operation at the other end.
     *
     * @param <T> the type of the futures' values
     */
    public interface End<T extends @Nullable Object> extends Consumer<Future<T>>, WaitLink {}
}
