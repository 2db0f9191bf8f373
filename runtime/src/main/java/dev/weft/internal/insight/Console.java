package dev.weft.internal.insight;

import dev.weft.insight.Insight;
import dev.weft.insight.Snapshot;
import java.time.Duration;
import java.util.List;

/** The answers to questions from outside the process: the agent calls this by name, and so do older agents. */
public final class Console {

    private Console() {}

    /**
     * Returns a snapshot of all loops as text.
     *
     * @param form {@code table}, {@code tree} or {@code json}
     * @param values whether the values of local variables are shown
     * @param watchNanos the time to watch for what does not move; 0 for a single look
     */
    public static String answer(String form, boolean values, long watchNanos) {
        Snapshot taken = watchNanos > 0 ? Insight.watch(Duration.ofNanos(watchNanos)) : Insight.snapshot();
        Snapshot shown = values ? taken : withoutValues(taken);
        return switch (form) {
            case "table" -> shown.table() + OutsideReading.unlisted();
            case "tree" -> shown.tree() + OutsideReading.unlisted();
            case "json" -> shown.json();
            default -> throw new IllegalArgumentException("'" + form + "': table, tree or json was expected");
        };
    }

    private static Snapshot withoutValues(Snapshot snapshot) {
        return new Snapshot(
                snapshot.loops().stream().map(Console::withoutValues).toList());
    }

    private static Snapshot.Loop withoutValues(Snapshot.Loop loop) {
        return new Snapshot.Loop(
                loop.name(),
                loop.thread(),
                loop.state(),
                loop.consistent(),
                loop.stack(),
                loop.tasks().stream().map(Console::withoutValues).toList());
    }

    private static Snapshot.Task withoutValues(Snapshot.Task task) {
        return new Snapshot.Task(
                task.id(),
                task.name(),
                task.coroutine(),
                task.frames().stream()
                        .map(frame -> new Snapshot.Frame(frame.place(), List.of()))
                        .toList(),
                task.waitsFor(),
                task.cancelling(),
                task.stillFor());
    }
}
