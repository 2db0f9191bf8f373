package dev.weft.internal.task;

import dev.weft.Future;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The weak links of one loop: each new one removes those whose operations are garbage by then. */
public final class WeakLinks {

    private final ReferenceQueue<Object> abandoned = new ReferenceQueue<>(); // any thread

    WeakLinks() {}

    /** Adds an operation to the callbacks of futures. */
    <T extends @Nullable Object> WeakLink<T> add(WeakLink.End<T> operation, Collection<Future<T>> futures) {
        for (Reference<?> gone = abandoned.poll(); gone != null; gone = abandoned.poll()) {
            ((WeakLink<?>) gone).remove();
        }
        WeakLink<T> link = new WeakLink<>(operation, futures, abandoned);
        for (Future<T> future : futures) {
            future.addLink(link);
        }
        return link;
    }
}
