package dev.weft.internal.insight;

import dev.weft.insight.Snapshot;
import dev.weft.insight.Snapshot.Kind;
import dev.weft.internal.loop.OneLine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tree of one loop's tasks: below a task are those that it awaits.
 *
 * <ol>
 *   <li>It begins with the tasks that no other one awaits, in order.
 *   <li>A task is shown once. Where another one awaits it as well, it is named again without what is below it.
 *   <li>The tasks that are left await each other in cycles. The first of them begins, until none is left.
 *   <li>Of many neighbours that do the same, one is shown, and the number of the others.
 * </ol>
 */
final class LoopTree {

    private static final int MANY = 8; // neighbours
    private static final int DEEPEST = 90; // characters of indentation: what is deeper stands below each other

    private final Snapshot.Loop loop; // constant after construction
    private final StringBuilder text; // constant after construction
    private final Names names; // constant after construction
    private final Set<Long> shown = new HashSet<>(); // the thread that writes
    private final Deque<Line> ahead = new ArrayDeque<>(); // the thread that writes

    /** A line to write: a task, or a text if it is null. */
    private record Line(Snapshot.@Nullable Task task, String other, String indent, boolean isLast) {}

    LoopTree(Snapshot.Loop loop, StringBuilder text) {
        this.loop = loop;
        this.text = text;
        this.names = new Names(loop);
    }

    void write() {
        Set<Long> awaited = new HashSet<>();
        loop.tasks().forEach(task -> below(task).forEach(inner -> awaited.add(inner.id())));
        List<Snapshot.Task> roots = loop.tasks().stream()
                .filter(task -> !awaited.contains(task.id()))
                .toList();
        add(roots, "", true);
        writeAll();
        for (Snapshot.Task task : loop.tasks()) {
            if (!shown.contains(task.id())) {
                add(List.of(task), "", true);
                writeAll();
            }
        }
    }

    private List<Snapshot.Task> below(Snapshot.Task task) {
        Kind kind = task.waitsFor().kind();
        if (kind != Kind.TASK && kind != Kind.STAGE) {
            return List.of();
        }
        List<Snapshot.Task> found = new ArrayList<>();
        for (long id : task.waitsFor().on()) {
            Snapshot.Task inner = names.find(id);
            if (inner != null) {
                found.add(inner);
            }
        }
        return found;
    }

    /** Adds tasks that stand below the same one, to be written next. */
    private void add(List<Snapshot.Task> tasks, String indent, boolean roots) {
        List<Line> lines = new ArrayList<>();
        for (int from = 0; from < tasks.size(); ) {
            int to = endOfRun(tasks, from);
            int kept = to - from > MANY ? from + 1 : to;
            for (int i = from; i < kept; i++) {
                lines.add(new Line(tasks.get(i), "", indent, roots || i == tasks.size() - 1));
            }
            if (kept < to) {
                tasks.subList(kept, to).forEach(task -> shown.add(task.id()));
                String more = "and " + Places.number(to - kept) + " more like " + Names.of(tasks.get(from));
                lines.add(new Line(null, more, indent, roots || to == tasks.size()));
            }
            from = to;
        }
        for (int i = lines.size() - 1; i >= 0; i--) {
            ahead.push(lines.get(i));
        }
    }

    private int endOfRun(List<Snapshot.Task> tasks, int from) {
        String shape = shape(tasks.get(from));
        int to = from + 1;
        while (shape != null && to < tasks.size() && shape.equals(shape(tasks.get(to)))) {
            to++;
        }
        return to;
    }

    /** Returns what equal neighbours have in common; null for a task that has others below it. */
    private @Nullable String shape(Snapshot.Task task) {
        if (!below(task).isEmpty()) {
            return null;
        }
        return task.waitsFor().kind() + " " + Places.anonymous(task.waitsFor()) + " "
                + Places.brief(task).collect(Collectors.joining(" "));
    }

    private void writeAll() {
        for (Line line = ahead.poll(); line != null; line = ahead.poll()) {
            text.append(line.indent).append(line.isLast ? "└─ " : "├─ ");
            Snapshot.Task task = line.task;
            String below = line.indent + (line.isLast ? "   " : "│  ");
            if (task == null) {
                text.append(line.other).append('\n');
            } else if (shown.add(task.id())) {
                text.append(names.sentence(task)).append('\n');
                frames(task, below);
                add(below(task), below.length() > DEEPEST ? line.indent : below, false);
            } else {
                text.append(Names.of(task)).append(": see above\n");
            }
        }
    }

    private void frames(Snapshot.Task task, String indent) {
        List<Snapshot.Frame> frames = Places.visible(task);
        int width = frames.stream()
                .mapToInt(frame -> Places.full(frame.place()).length())
                .max()
                .orElse(0);
        for (Snapshot.Frame frame : frames) {
            String place = Places.full(frame.place());
            text.append(indent).append("   ").append(place);
            if (!frame.locals().isEmpty()) {
                text.append(" ".repeat(width - place.length() + 2));
                text.append(frame.locals().stream()
                        .map(local -> local.name().isEmpty() ? local.value() : local.name() + "=" + local.value())
                        .map(OneLine::escaped)
                        .collect(Collectors.joining(" ")));
            }
            text.append('\n');
        }
    }
}
