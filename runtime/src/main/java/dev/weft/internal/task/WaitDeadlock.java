package dev.weft.internal.task;

import dev.weft.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A cycle that a task would close by awaiting a future.
 *
 * <p>A cycle is no deadlock while one of its members waits for any of several futures, and one of these can still end.
 * The futures that can never end are all that are reached, less those that can: first those that wait for nothing, then
 * those that wait for what can end, and so on.
 */
final class WaitDeadlock {

    private final Future<?> awaited; // constant after construction
    private final TaskCore<?> awaiting; // constant after construction
    private final Map<Future<?>, Future<?>> reachedFrom = new HashMap<>(); // constant after construction
    private final Set<Future<?>> stuck = new LinkedHashSet<>(); // constant after construction

    WaitDeadlock(Future<?> awaited, TaskCore<?> awaiting) {
        this.awaited = awaited;
        this.awaiting = awaiting;
        explore();
        boolean changed = true;
        while (changed) {
            changed = stuck.removeIf(this::canEnd);
        }
    }

    private void explore() {
        ArrayDeque<Future<?>> ahead = new ArrayDeque<>(List.of(awaited));
        stuck.add(awaited);
        for (Future<?> at = ahead.poll(); at != null; at = ahead.poll()) {
            for (Future<?> next : at == awaiting ? List.<Future<?>>of() : WaitGraph.dependencies(at)) {
                if (stuck.add(next)) {
                    reachedFrom.put(next, at);
                    ahead.add(next);
                }
            }
        }
    }

    private boolean canEnd(Future<?> future) {
        Collection<? extends Future<?>> needed = future == awaiting ? List.of(awaited) : WaitGraph.dependencies(future);
        if (needed.isEmpty()) {
            return true;
        }
        return WaitGraph.needsAll(future)
                ? needed.stream().noneMatch(stuck::contains)
                : needed.stream().anyMatch(each -> !stuck.contains(each));
    }

    /** Tells whether the task could never end. */
    boolean isCertain() {
        return stuck.contains(awaiting);
    }

    /** Names the tasks of the cycle, in order. */
    @Override
    public String toString() {
        List<Future<?>> path = new ArrayList<>();
        for (Future<?> at = awaiting; at != awaited; at = Objects.requireNonNull(reachedFrom.get(at))) {
            path.add(0, at);
        }
        path.add(0, awaited);
        StringBuilder text = new StringBuilder(awaiting.shownName()).append(" awaits ");
        List<String> through = new ArrayList<>();
        FutureCore<?> before = awaiting;
        for (FutureCore<?> at : path) {
            String group = groupBetween(before, at);
            if (group != null) {
                through.add(group);
            }
            if (at instanceof TaskCore<?> task) {
                text.append(task.shownName());
                through.forEach(operation -> text.append(" through ").append(operation));
                through.clear();
                text.append(task == awaiting ? ": a cycle, in which no task can ever end" : ", which awaits ");
            } else {
                through.add(Objects.requireNonNullElse(WaitGraph.operation(at), at.kind()));
            }
            before = at;
        }
        return text.toString();
    }

    /** The operation if a task waits for a member of its group. */
    private static @Nullable String groupBetween(FutureCore<?> owner, FutureCore<?> member) {
        if (owner instanceof TaskCore<?> task && task.waitingFor() != member) {
            OpenGroup group = task.innermostGroup();
            return group == null ? null : group.operation();
        }
        return null;
    }
}
