package dev.weft.internal.insight;

import dev.weft.insight.Snapshot;
import dev.weft.insight.Snapshot.Wait;
import dev.weft.internal.loop.OneLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tasks of a loop by their numbers, and sentences about what they wait for. */
final class Names {

    private static final int FEW = 3; // names of holders

    private final Map<Long, Snapshot.Task> tasks = new HashMap<>(); // constant after construction
    private final String guilty; // constant after construction: the line that holds the loop up, or empty
    private final String running; // constant after construction: the words for a task whose step runs

    Names(Snapshot.Loop loop) {
        for (Snapshot.Task task : loop.tasks()) {
            tasks.put(task.id(), task);
        }
        boolean heldUp = loop.state() == Snapshot.State.HELD_UP;
        guilty = heldUp ? Places.brief(Places.guilty(loop.stack())) : "";
        running = heldUp ? "runs, HELD UP at " + Places.full(Places.guilty(loop.stack())) : "runs";
    }

    /** Returns the line that holds the loop up in the step of a task, as the innermost of its places; empty for others. */
    String guilty(Snapshot.Task task) {
        return guilty.isEmpty() || task.waitsFor().kind() != Snapshot.Kind.STEP ? "" : guilty + " < ";
    }

    /** Returns the name of a task as a part of a line. */
    static String of(Snapshot.Task task) {
        return OneLine.of(task.name());
    }

    Snapshot.@Nullable Task find(long id) {
        return tasks.get(id);
    }

    /** Returns the task's name and what it waits for, such as {@code order-1: waits for Lock till, held by order-0}. */
    String sentence(Snapshot.Task task) {
        StringBuilder text = new StringBuilder(of(task))
                .append(": ")
                .append(verb(task.waitsFor()))
                .append(holders(task.waitsFor()));
        if (task.cancelling() > 0) {
            text.append(", asked to cancel");
        }
        if (task.stillFor() > 0) {
            text.append(", for ").append(TimeText.of(task.stillFor())).append(" at least");
        }
        text.append(limit(task.waitsFor()));
        return text.toString();
    }

    private static String limit(Wait wait) {
        return wait.kind() == Snapshot.Kind.TIMER
                ? ""
                : wait.nanosLeft()
                        .map(left -> "; times out in " + TimeText.of(left))
                        .orElse("");
    }

    /** Returns the task's name and what it waits for, as a part of a sentence. */
    String clause(Snapshot.Task task) {
        return of(task) + " " + verb(task.waitsFor()) + holders(task.waitsFor());
    }

    private String verb(Wait wait) {
        return switch (wait.kind()) {
            case STEP -> running;
            case READY -> "ready";
            case TASK -> "awaits " + OneLine.of(wait.what());
            case TIMER -> "sleeps " + TimeText.of(wait.nanosLeft().orElse(0L)) + " more";
            case WAITABLE, CHANNEL, THREAD, STAGE, FUTURE -> "waits for " + OneLine.of(wait.what());
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
        return task == null ? "a task that has ended" : of(task);
    }
}
