package dev.weft.internal.task;

import dev.weft.internal.loop.Job;
import dev.weft.internal.loop.LoopCore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The waiters of one future, if there are several: tasks and callbacks in the order in which they came. */
final class Waiters {

    private final ArrayList<Job> jobs; // loop thread

    Waiters(Job first, Job second) {
        jobs = new ArrayList<>(List.of(first, second));
    }

    void add(Job job) {
        jobs.add(job);
    }

    void forEach(Consumer<Job> receiver) {
        jobs.forEach(receiver);
    }

    int removeIf(Predicate<Job> condition) {
        int before = jobs.size();
        jobs.removeIf(condition);
        return before - jobs.size();
    }

    void addTo(LoopCore core) {
        for (int i = 0; i < jobs.size(); i++) {
            core.add(jobs.get(i));
        }
    }
}
