package dev.weft.internal.sync;

import org.jspecify.annotations.Nullable;

/**
 * A list that is linked both ways through its nodes: adding and removing allocate nothing and take constant time.
 *
 * @param <N> the type of the nodes, each of which is in one chain at most
 */
public final class Chain<N extends Link<N>> {

    private @Nullable N first; // loop thread
    private @Nullable N last; // loop thread
    private int size; // loop thread

    /** Creates an empty chain. */
    public Chain() {}

    /** Returns the first node; null if there is none. */
    public @Nullable N first() {
        return first;
    }

    /** Returns the last node; null if there is none. */
    public @Nullable N last() {
        return last;
    }

    /** Returns the node behind one; null behind the last. */
    public @Nullable N after(N node) {
        return node.after;
    }

    /** Returns the node before one; null before the first. */
    public @Nullable N before(N node) {
        return node.before;
    }

    /** Returns the number of nodes. */
    public int size() {
        return size;
    }

    /** Adds a node at the end. */
    public void add(N node) {
        node.before = last;
        node.after = null;
        if (last == null) {
            first = node;
        } else {
            last.after = node;
        }
        last = node;
        size++;
    }

    /** Removes a node; a no-op if it is not here. */
    public void remove(N node) {
        N before = node.before;
        N after = node.after;
        if (before == null && first != node) {
            return;
        }
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
        node.before = null;
        node.after = null;
        size--;
    }

    /** Forgets all nodes, which keep their links. */
    public void clear() {
        first = null;
        last = null;
        size = 0;
    }
}
