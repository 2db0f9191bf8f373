package dev.weft.internal.task;

import dev.weft.Future;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/**
 * A search for a path between two futures, from both ends at once, an edge each in turn: it is over when the smaller of
 * the two sides is exhausted. A program in which much waits for one task, or one task for much, pays for neither.
 */
final class WaitSearch {

    private final boolean upward; // constant after construction: from a future to those that wait for it
    private final Future<?> goal; // constant after construction
    private final ArrayDeque<Future<?>> ahead = new ArrayDeque<>(); // loop thread: seen, not yet left
    private final Set<Future<?>> seen = new HashSet<>(); // loop thread
    private Iterator<? extends Future<?>> edges = Collections.emptyIterator(); // loop thread: of one future
    private boolean arrived; // loop thread

    private WaitSearch(Future<?> start, Future<?> goal, boolean upward) {
        this.upward = upward;
        this.goal = goal;
        arrived = start == goal;
        see(start);
    }

    /** Tells whether one future waits for another, by way of any others. */
    static boolean leads(Future<?> from, Future<?> to) {
        WaitSearch down = new WaitSearch(from, to, false);
        WaitSearch up = new WaitSearch(to, from, true);
        while (!down.arrived && !up.arrived) {
            if (!down.advance() || !up.advance()) {
                return false;
            }
        }
        return true;
    }

    /** Looks along one edge, or leaves one future for the next; false if there is nothing ahead. */
    private boolean advance() {
        if (edges.hasNext()) {
            see(edges.next());
            return true;
        }
        Future<?> next = ahead.poll();
        if (next == null) {
            return false;
        }
        Collection<? extends Future<?>> ends = upward ? WaitGraph.dependents(next) : WaitGraph.dependencies(next);
        edges = ends.iterator();
        return true;
    }

    private void see(Future<?> future) {
        if (future == goal) {
            arrived = true;
        }
        if (seen.add(future)) {
            ahead.add(future);
        }
    }
}
