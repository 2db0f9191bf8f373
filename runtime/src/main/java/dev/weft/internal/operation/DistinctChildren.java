package dev.weft.internal.operation;

import dev.weft.Awaitable;
import dev.weft.Future;
import dev.weft.Task;
import org.jspecify.annotations.Nullable;

/**
 * The children of a gather by their awaitables, while it begins: equal awaitables share one. It is a hash table of the
 * children alone, with 8 bytes for each, because a future is its own awaitable, and a task that has not begun knows its
 * coroutine.
 */
final class DistinctChildren {

    private final @Nullable Object[] table; // loop thread: a power of two, less than two thirds full
    private int free; // loop thread

    DistinctChildren(int count) {
        int atLeast = count + count / 2 + 1;
        table = new Object[Integer.highestOneBit(atLeast) << 1];
        free = table.length;
    }

    /** Returns the child of an awaitable; null if it was not added. */
    @SuppressWarnings("unchecked")
    @Nullable
    Future<Object> find(Awaitable<?> awaitable) {
        return (Future<Object>) table[slot(awaitable)];
    }

    void add(Awaitable<?> awaitable, Future<Object> child) {
        if (--free == 0) {
            throw new IllegalArgumentException("gather: the collection has far more elements than its size() says");
        }
        table[slot(awaitable)] = child;
    }

    /** Returns the slot of an awaitable, or the free one where it belongs. */
    private int slot(Awaitable<?> awaitable) {
        int at = System.identityHashCode(awaitable) & (table.length - 1);
        for (Object child = table[at]; child != null && !isOf(child, awaitable); child = table[at]) {
            at = (at + 1) & (table.length - 1);
        }
        return at;
    }

    private static boolean isOf(Object child, Awaitable<?> awaitable) {
        return child == awaitable || (child instanceof Task<?> task && task.coroutine() == awaitable);
    }
}
