package dev.weft.internal.coroutine;

import dev.weft.AsyncIterator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The iterators that have started on one loop and have to be closed, in the order in which they started: a list that is
 * linked both ways.
 */
public final class OpenIterators {

    private final Entry ends = new Entry(null); // loop thread: its next is the first, its previous the last

    /** Creates an empty list. */
    OpenIterators() {}

    /**
     * Adds an iterator to the list of the loop that runs on this thread.
     *
     * @return its entry; null outside a loop, where nothing closes it
     */
    public static @Nullable Entry add(AsyncIterator<?> iterator) {
        CoroutineLoop loop = CoroutineLoop.current();
        return loop == null ? null : loop.openIterators.addLast(iterator);
    }

    private Entry addLast(AsyncIterator<?> iterator) {
        Entry added = new Entry(iterator);
        Entry last = ends.previous;
        added.previous = last;
        added.next = ends;
        last.next = added;
        ends.previous = added;
        return added;
    }

    /** Removes all iterators and returns them, the oldest first. */
    public List<AsyncIterator<?>> drain() {
        List<AsyncIterator<?>> left = new ArrayList<>();
        for (Entry entry = ends.next; entry.iterator != null; entry = ends.next) {
            left.add(entry.iterator);
            entry.remove();
        }
        return left;
    }

    /** A place in the list. */
    public static final class Entry {

        private final @Nullable AsyncIterator<?> iterator; // constant after construction: null for the ends
        private Entry previous = this; // loop thread
        private Entry next = this; // loop thread

        private Entry(@Nullable AsyncIterator<?> iterator) {
            this.iterator = iterator;
        }

        /** Removes the iterator; a no-op if it was removed. */
        public void remove() {
            previous.next = next;
            next.previous = previous;
            previous = this;
            next = this;
        }
    }
}
