package dev.weft.internal.coroutine;

import dev.weft.AsyncIterator;
import dev.weft.abi.GeneratorFrame;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The iterators that have started on one loop and have to be closed, in the order in which they started: a list that is
 * linked both ways.
 *
 * <p>A generator is closed when the handle by which the program advances it is garbage: whenever another iterator starts, and
 * before the loop waits.
 */
public final class OpenIterators {

    private final ReferenceQueue<Object> garbage = new ReferenceQueue<>(); // any thread
    private final Entry ends =
            new Entry(null, null, garbage); // loop thread: its next is the first, its previous the last
    private final List<Entry> dropped = new ArrayList<>(0); // loop thread: those that are to be closed and were busy

    /** Creates an empty list. */
    OpenIterators() {}

    /**
     * Adds an iterator to the list of the loop that runs on this thread.
     *
     * @param handle the object that the program has of it; null if it has the iterator itself
     * @param iterator the iterator, which is not reachable from the handle of another
     * @return its entry; null outside a loop, where nothing closes it
     */
    public static @Nullable Entry add(@Nullable Object handle, AsyncIterator<?> iterator) {
        CoroutineLoop loop = CoroutineLoop.current();
        if (loop == null) {
            return null;
        }
        OpenIterators open = loop.openIterators;
        open.closeDropped(loop);
        return open.addLast(handle, iterator);
    }

    private Entry addLast(@Nullable Object handle, AsyncIterator<?> iterator) {
        Entry added = new Entry(handle, iterator, garbage);
        Entry last = ends.previous;
        added.previous = last;
        added.next = ends;
        last.next = added;
        ends.previous = added;
        return added;
    }

    /** Closes the iterators whose handles are garbage. */
    void closeDropped(CoroutineLoop loop) {
        for (Reference<?> gone = garbage.poll(); gone != null; gone = garbage.poll()) {
            dropped.add((Entry) gone);
        }
        if (!dropped.isEmpty()) {
            dropped.removeIf(entry -> entry.isClosed() || entry.close(loop));
        }
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
    public static final class Entry extends WeakReference<Object> {

        private final @Nullable AsyncIterator<?> iterator; // constant after construction: null for the ends
        private Entry previous = this; // loop thread
        private Entry next = this; // loop thread

        private Entry(@Nullable Object handle, @Nullable AsyncIterator<?> iterator, ReferenceQueue<Object> garbage) {
            super(handle, garbage);
            this.iterator = iterator;
        }

        private boolean isClosed() {
            return next == this;
        }

        /** Begins to close the iterator; false if it is in use: its last advance is still awaited. */
        private boolean close(CoroutineLoop loop) {
            AsyncIterator<?> left = iterator;
            if (left == null || (left instanceof GeneratorFrame<?> generator && generator.isInUse())) {
                return false;
            }
            loop.closeDropped(left);
            return true;
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
