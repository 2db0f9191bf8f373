package dev.weft.internal.explore;

import dev.weft.Task;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** The names of the tasks of one run: tasks that were given the same name are numbered, {@code worker} and {@code worker#2}. */
final class TaskNames {

    private final IdentityHashMap<Task<?>, String> names = new IdentityHashMap<>(); // loop thread
    private final Map<String, Integer> used = new HashMap<>(); // loop thread: how often each was given

    String of(Task<?> task) {
        String known = names.get(task);
        if (known != null) {
            return known;
        }
        String given = task.name();
        int count = used.merge(given, 1, Integer::sum);
        String name = count == 1 ? given : given + "#" + count;
        names.put(task, name);
        return name;
    }
}
