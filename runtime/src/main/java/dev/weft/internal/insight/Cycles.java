package dev.weft.internal.insight;

import dev.weft.insight.Snapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The cycles of tasks that wait for each other.
 *
 * <ol>
 *   <li>A depth-first search goes from each task to those it waits for, and keeps the path on which it is.
 *   <li>An edge to a task of the path closes a cycle, which is that part of the path. Each such edge is met once.
 * </ol>
 */
public final class Cycles {

    private final Names names; // constant after construction
    private final Map<Long, Boolean> onPath = new HashMap<>(); // the thread that searches: false once left
    private final Deque<Step> path = new ArrayDeque<>(); // the thread that searches
    private final List<List<Snapshot.Task>> found = new ArrayList<>(); // the thread that searches

    private record Step(Snapshot.Task task, Iterator<Long> edges) {}

    private Cycles(Snapshot.Loop loop) {
        this.names = new Names(loop);
        for (Snapshot.Task task : loop.tasks()) {
            if (!onPath.containsKey(task.id())) {
                search(task);
            }
        }
    }

    /** Returns the cycles of a snapshot, each once. */
    public static List<List<Snapshot.Task>> of(Snapshot snapshot) {
        List<List<Snapshot.Task>> all = new ArrayList<>();
        for (Snapshot.Loop loop : snapshot.loops()) {
            all.addAll(of(loop));
        }
        return all;
    }

    static List<List<Snapshot.Task>> of(Snapshot.Loop loop) {
        return new Cycles(loop).found;
    }

    private void search(Snapshot.Task start) {
        enter(start);
        for (Step step = path.peekLast(); step != null; step = path.peekLast()) {
            if (step.edges.hasNext()) {
                follow(step.edges.next());
            } else {
                path.removeLast();
                onPath.put(step.task.id(), false);
            }
        }
    }

    private void enter(Snapshot.Task task) {
        onPath.put(task.id(), true);
        path.addLast(new Step(task, task.waitsFor().on().iterator()));
    }

    private void follow(long id) {
        Snapshot.Task next = names.find(id);
        if (next == null) {
            return;
        }
        Boolean known = onPath.get(id);
        if (known == null) {
            enter(next);
        } else if (known) {
            close(next);
        }
    }

    private void close(Snapshot.Task first) {
        List<Snapshot.Task> cycle = new ArrayList<>();
        for (Iterator<Step> steps = path.descendingIterator(); steps.hasNext(); ) {
            Snapshot.Task task = steps.next().task;
            cycle.add(task);
            if (task.id() == first.id()) {
                break;
            }
        }
        Collections.reverse(cycle);
        found.add(List.copyOf(cycle));
    }
}
