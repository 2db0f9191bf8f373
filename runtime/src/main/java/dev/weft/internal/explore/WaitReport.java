package dev.weft.internal.explore;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import dev.weft.internal.task.Awaited;
import dev.weft.internal.task.TaskViews;
import dev.weft.internal.task.WaitableFuture;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A description of what the tasks of a loop wait for, a line each. */
final class WaitReport {

    private static final String STAGE =
            "a CompletionStage, and virtual time does not wait for other threads to complete"
                    + " one: run what they do by toThread, or in real time, @WeftTest(realTime = true)";

    private final EventLoop loop; // constant after construction
    private final TaskNames names; // constant after construction

    WaitReport(EventLoop loop, TaskNames names) {
        this.loop = loop;
        this.names = names;
    }

    /** Returns the lines of some tasks, each after a line break. */
    String of(List<Task<?>> tasks) {
        int width =
                tasks.stream().mapToInt(task -> names.of(task).length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (Task<?> task : tasks) {
            String name = names.of(task);
            text.append("\n    ").append(name).append(" ".repeat(width - name.length()));
            text.append(" at ").append(Places.chain(task)).append(", ").append(wait(task));
        }
        return text.toString();
    }

    private String wait(Task<?> task) {
        Future<?> awaited = TaskViews.waitingFor(task);
        if (awaited != null && !awaited.isDone()) {
            return waitFor(awaited);
        }
        if (TaskViews.sleeps(task)) {
            return "sleeps " + Times.millis(TaskViews.deadlineOf(task) - loop.time()) + " more";
        }
        String group = TaskViews.groupOf(task);
        if (group != null) {
            return "waits for the tasks of its " + group;
        }
        return "is ready to run";
    }

    private String waitFor(Future<?> awaited) {
        if (awaited instanceof Task<?> task) {
            return "waits for the task " + names.of(task);
        }
        if (awaited instanceof WaitableFuture<?> named) {
            Awaited what = Awaited.of(named.awaited());
            String holders = what.on().stream().map(names::of).collect(Collectors.joining(", "));
            return "waits for " + what.what() + (holders.isEmpty() ? "" : " held by " + holders);
        }
        if (TaskViews.isOfStage(awaited)) {
            return "waits for " + STAGE;
        }
        String operation = TaskViews.operationOf(awaited);
        if (operation == null) {
            return "waits for a future that nothing has completed";
        }
        String others = TaskViews.dependenciesOf(awaited).stream()
                .filter(other -> !other.isDone())
                .map(this::nameOf)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        return "waits for " + operation + (others.isEmpty() ? "" : " of " + others);
    }

    private @Nullable String nameOf(Future<?> future) {
        if (future instanceof Task<?> task) {
            return names.of(task);
        }
        return TaskViews.isOfStage(future) ? STAGE : null;
    }
}
