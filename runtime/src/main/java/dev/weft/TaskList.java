package dev.weft;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tasks of one loop that are not done, in the order in which they were created; it keeps them alive. */
final class TaskList {

    private @Nullable Task<?> first; // loop thread
    private @Nullable Task<?> last; // loop thread

    void add(Task<?> task) {
        Task<?> before = last;
        task.previousTask = before;
        if (before == null) {
            first = task;
        } else {
            before.nextTask = task;
        }
        last = task;
    }

    void remove(Task<?> task) {
        Task<?> before = task.previousTask;
        Task<?> after = task.nextTask;
        if (before == null) {
            first = after;
        } else {
            before.nextTask = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previousTask = before;
        }
        task.previousTask = null;
        task.nextTask = null;
    }

    /** A copy. */
    List<Task<?>> all() {
        List<Task<?>> tasks = new ArrayList<>();
        for (Task<?> task = first; task != null; task = task.nextTask) {
            tasks.add(task);
        }
        return tasks;
    }
}
