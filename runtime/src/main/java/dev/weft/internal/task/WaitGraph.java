package dev.weft.internal.task;

import dev.weft.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The edges between tasks and futures that wait for each other, in both directions. */
final class WaitGraph {

    private WaitGraph() {}

    /** Tells whether a future cannot end before others have. */
    static boolean waits(FutureCore<?> future) {
        if (future.ended()) {
            return false;
        }
        return future instanceof TaskCore<?> task
                ? task.waitingFor() != null || task.innermostGroup() != null
                : future.link() != null;
    }

    /** Returns the futures for which one waits. */
    static Collection<? extends Future<?>> dependencies(FutureCore<?> future) {
        if (future.ended()) {
            return List.of();
        }
        if (!(future instanceof TaskCore<?> task)) {
            WaitLink link = future.link();
            return link == null ? List.of() : link.dependencies();
        }
        Future<?> awaited = task.waitingFor();
        OpenGroup group = task.innermostGroup();
        if (group == null) {
            return awaited == null ? List.of() : List.of(awaited);
        }
        List<Future<?>> all = new ArrayList<>(awaited == null ? List.of() : List.of(awaited));
        for (; group != null; group = group.outer()) {
            all.addAll(group.dependencies());
        }
        return all;
    }

    /** Returns the futures that wait for one. */
    static Collection<? extends Future<?>> dependents(FutureCore<?> future) {
        List<Future<?>> all = new ArrayList<>();
        future.forEachWaiter(waiter -> {
            if (waiter instanceof Future<?> task) {
                all.add(task);
            } else if (waiter instanceof DoneCallback<?> callback && callback.callback() instanceof WaitLink link) {
                all.addAll(link.dependents());
            }
        });
        return all;
    }

    /** Tells whether a wait is over when one of the dependencies has ended. */
    static boolean needsAll(FutureCore<?> future) {
        WaitLink link = future.link();
        return link == null || link.needsAll();
    }

    /** Returns the operation through which a future waits; null for a task, which awaits. */
    static @Nullable String operation(FutureCore<?> future) {
        WaitLink link = future.link();
        return link == null ? null : link.operation();
    }
}
