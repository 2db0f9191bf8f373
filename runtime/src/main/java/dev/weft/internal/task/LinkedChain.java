package dev.weft.internal.task;

import org.jspecify.annotations.Nullable;

/**
 * A doubly linked list whose nodes carry their own links: adding and removing allocate nothing and take constant time.
 * For the loop's thread only.
 *
 * @param <N> the type of its nodes, each of which is in one list at most
 */
class LinkedChain<N extends LinkedChain.Node<N>> {

    private @Nullable N first; // loop thread
    private @Nullable N last; // loop thread

    /** Returns the first node; null if there is none. */
    @Nullable
    N first() {
        return first;
    }

    /** Returns the last node; null if there is none. */
    @Nullable
    N last() {
        return last;
    }

    boolean contains(N node) {
        return node.previous() != null || first == node;
    }

    /** Adds a node, which is in no list, behind all others. */
    void addLast(N node) {
        N before = last;
        node.previous(before);
        if (before == null) {
            first = node;
        } else {
            before.next(node);
        }
        last = node;
    }

    /** Removes a node, which is in this list; it keeps no link to the others. */
    void remove(N node) {
        N before = node.previous();
        N after = node.next();
        if (before == null) {
            first = after;
        } else {
            before.next(after);
        }
        if (after == null) {
            last = before;
        } else {
            after.previous(before);
        }
        node.previous(null);
        node.next(null);
    }

    /** Throws if a link leads one way only; for tests. */
    void checkInvariants() {
        N before = null;
        for (N node = first; node != null; node = node.next()) {
            if (node.previous() != before) {
                throw new AssertionError("linked chain: " + node + " does not know the node before it");
            }
            before = node;
        }
        if (before != last) {
            throw new AssertionError("linked chain: the last node is not the last");
        }
    }

    /** The links of a node, which only the list reads and writes. */
    interface Node<N> {
        @Nullable
        N previous();

        void previous(@Nullable N node);

        @Nullable
        N next();

        void next(@Nullable N node);
    }
}
