package dev.weft.internal.explore;

import dev.weft.Task;
import java.util.IdentityHashMap;
import java.util.regex.Pattern;

/** The names of the tasks of one run: those without a name of their own are numbered anew, so that each run has the same. */
final class TaskNames {

    private static final Pattern NUMBERED = Pattern.compile("Task-\\d+");

    private final IdentityHashMap<Task<?>, String> names = new IdentityHashMap<>(); // loop thread
    private int numbered; // loop thread

    String of(Task<?> task) {
        String known = names.get(task);
        if (known != null) {
            return known;
        }
        String given = task.name();
        String name = NUMBERED.matcher(given).matches() ? "Task-" + ++numbered : given;
        names.put(task, name);
        return name;
    }
}
