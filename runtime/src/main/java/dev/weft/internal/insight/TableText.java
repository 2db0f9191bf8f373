package dev.weft.internal.insight;

import dev.weft.insight.Snapshot;
import dev.weft.insight.Snapshot.Kind;
import dev.weft.insight.Snapshot.Wait;
import dev.weft.internal.loop.OneLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.stream.Collectors;

/** The text of a snapshot as a table: a row for each group of tasks that wait in the same place for the same thing. */
public final class TableText {

    private static final int COLUMNS = 5;

    /** Tasks that wait alike. */
    private record Key(String loop, Kind kind, String what, String places) {}

    private TableText() {}

    /** Returns the text. */
    public static String of(Snapshot snapshot) {
        List<String[]> rows = new ArrayList<>();
        for (Snapshot.Loop loop : snapshot.loops()) {
            addRows(loop, rows);
        }
        return aligned(rows);
    }

    private static void addRows(Snapshot.Loop loop, List<String[]> rows) {
        if (loop.state() == Snapshot.State.HELD_UP) {
            String place = Places.full(Places.guilty(loop.stack()));
            rows.add(new String[] {OneLine.of(loop.name()), "on " + OneLine.of(loop.thread()), "HELD UP", "", place});
        }
        Names names = new Names(loop);
        Map<Key, List<Snapshot.Task>> groups = new LinkedHashMap<>();
        for (Snapshot.Task task : loop.tasks()) {
            String places = names.guilty(task) + Places.brief(task).collect(Collectors.joining(" < "));
            String what = Places.anonymous(task.waitsFor());
            Key key = new Key(loop.name(), task.waitsFor().kind(), what, places);
            groups.computeIfAbsent(key, unused -> new ArrayList<>()).add(task);
        }
        groups.forEach((key, tasks) -> rows.add(row(key, tasks, names)));
    }

    private static String[] row(Key key, List<Snapshot.Task> tasks, Names names) {
        String noun = tasks.get(0).id() < 0 ? "call" : "task";
        String who = tasks.size() == 1 ? Names.of(tasks.get(0)) : Places.count(tasks.size(), noun);
        return new String[] {OneLine.of(key.loop), who, verb(key.kind), what(key, tasks, names), key.places};
    }

    private static String verb(Kind kind) {
        return switch (kind) {
            case STEP -> "runs";
            case READY -> "ready";
            case TASK -> "awaits";
            case TIMER -> "sleeps";
            default -> "waits";
        };
    }

    private static String what(Key key, List<Snapshot.Task> tasks, Names names) {
        if (key.kind == Kind.TIMER) {
            LongSummaryStatistics left = tasks.stream()
                    .mapToLong(task -> task.waitsFor().nanosLeft().orElse(0L))
                    .summaryStatistics();
            return TimeText.range(left.getMin(), left.getMax()) + " more";
        }
        Wait first = tasks.get(0).waitsFor();
        boolean same = tasks.stream().allMatch(task -> task.waitsFor().what().equals(first.what()));
        boolean sameHolders =
                tasks.stream().allMatch(task -> task.waitsFor().on().equals(first.on()));
        String holders = key.kind == Kind.WAITABLE && sameHolders && !first.on().isEmpty()
                ? " (" + names.names(first.on()) + ")"
                : "";
        String what = same ? first.what() : key.what.isEmpty() ? first.what() + ", ..." : key.what;
        return OneLine.of(what) + holders;
    }

    private static String aligned(List<String[]> rows) {
        int[] widths = new int[COLUMNS];
        for (String[] row : rows) {
            for (int i = 0; i < COLUMNS; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < COLUMNS; i++) {
                line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
