package dev.weft.internal.insight;

import dev.weft.insight.Snapshot;
import dev.weft.insight.Snapshot.Wait;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tasks of a loop by their numbers, and sentences about what they wait for. */
final class Names {

    private static final int FEW = 3; // names of holders

    private final Map<Long, Snapshot.Task> tasks = new HashMap<>(); // constant after construction

    Names(Snapshot.Loop loop) {
        for (Snapshot.Task task : loop.tasks()) {
            tasks.put(task.id(), task);
        }
    }

    Snapshot.@Nullable Task find(long id) {
        return tasks.get(id);
    }

    /** Returns the task's name and what it waits for, such as {@code order-1: waits for Lock till, held by order-0}. */
    String sentence(Snapshot.Task task) {
        StringBuilder text = new StringBuilder(task.name())
                .append(": ")
                .append(verb(task.waitsFor()))
                .append(holders(task.waitsFor()));
        if (task.cancelling() > 0) {
            text.append(", asked to cancel");
        }
        if (task.stillFor() > 0) {
            text.append(", for ").append(millis(task.stillFor())).append(" ms at least");
        }
        return text.toString();
    }

    /** Returns the task's name and what it waits for, as a part of a sentence. */
    String clause(Snapshot.Task task) {
        return task.name() + " " + verb(task.waitsFor()) + holders(task.waitsFor());
    }

    private static String verb(Wait wait) {
        return switch (wait.kind()) {
            case STEP -> "runs";
            case READY -> "ready";
            case TASK -> "awaits " + wait.what();
            case TIMER -> "sleeps " + millis(wait.nanosLeft().orElse(0L)) + " ms more";
            case WAITABLE, CHANNEL, THREAD, STAGE, FUTURE -> "waits for " + wait.what();
        };
    }

    private String holders(Wait wait) {
        if (wait.kind() != Snapshot.Kind.WAITABLE || wait.on().isEmpty()) {
            return "";
        }
        return ", held by " + names(wait.on());
    }

    /** Returns the names of some tasks. */
    String names(List<Long> ids) {
        String first = ids.stream().limit(FEW).map(this::name).collect(Collectors.joining(", "));
        return ids.size() > FEW ? first + " and " + (ids.size() - FEW) + " more" : first;
    }

    private String name(long id) {
        Snapshot.Task task = tasks.get(id);
        return task == null ? "a task that has ended" : task.name();
    }

    static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
