package dev.weft.internal.task;

import dev.weft.Future;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's futures that other threads hold of one loop's pending futures. When the loop closes they fail, so that nobody
 * waits for ever.
 *
 * <p>The links are held weakly: one that nobody could complete, nor wait for, leaves the list with its futures.
 */
public final class OutsideFutures {

    private final ReferenceQueue<OutsideFuture<?>> unreachable = new ReferenceQueue<>(); // any thread
    private final LinkedChain<Node> pending = new LinkedChain<>(); // loop thread

    Node add(OutsideFuture<?> link) {
        for (Reference<?> gone = unreachable.poll(); gone != null; gone = unreachable.poll()) {
            remove((Node) gone);
        }
        Node node = new Node(link, unreachable);
        pending.addLast(node);
        return node;
    }

    /** Forgets a link; a no-op the second time. */
    void remove(Node node) {
        if (pending.contains(node)) {
            pending.remove(node);
        }
    }

    /** Fails all that are pending, because the loop is closed; returns those of which other threads have learnt that. */
    public Set<Future<?>> failAll() {
        Set<Future<?>> told = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Node node = pending.first(); node != null; node = pending.first()) {
            pending.remove(node);
            OutsideFuture<?> link = node.get();
            if (link != null) {
                link.fail();
                told.add(link.future());
            }
        }
        return told;
    }

    /** For tests: how many are pending. */
    int size() {
        int count = 0;
        for (Node node = pending.first(); node != null; node = node.next()) {
            count++;
        }
        return count;
    }

    /** A link in the list. */
    static final class Node extends WeakReference<OutsideFuture<?>> implements LinkedChain.Node<Node> {

        private @Nullable Node previous; // loop thread
        private @Nullable Node next; // loop thread

        Node(OutsideFuture<?> link, ReferenceQueue<OutsideFuture<?>> unreachable) {
            super(link, unreachable);
        }

        @Override
        public @Nullable Node previous() {
            return previous;
        }

        @Override
        public void previous(@Nullable Node node) {
            previous = node;
        }

        @Override
        public @Nullable Node next() {
            return next;
        }

        @Override
        public void next(@Nullable Node node) {
            next = node;
        }
    }
}
