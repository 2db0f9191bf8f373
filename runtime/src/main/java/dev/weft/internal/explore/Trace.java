package dev.weft.internal.explore;

import dev.weft.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The steps of one run, for the message of its failure. */
final class Trace {

    private static final int HEAD = 40; // lines that are printed of a longer trace
    private static final int TAIL = 120;
    private static final int HASH_DIGITS = 4;
    private static final int RADIX = 36;

    final TaskNames names = new TaskNames(); // loop thread

    private final List<Line> lines = new ArrayList<>(); // loop thread
    private final TreeSet<String> places = new TreeSet<>(); // loop thread
    private String from = ""; // loop thread: where the running step began

    /** Notes where a step begins. */
    void begins(Task<?> task) {
        names.of(task);
        from = Places.of(task);
    }

    /** Notes where a step has ended. */
    void ends(Task<?> task, long nanos) {
        task.stack().forEach(place -> places.add(place.toString()));
        lines.add(new Line(nanos, names.of(task), from + " -> " + Places.of(task)));
    }

    /** Notes what is not a step. */
    void note(long nanos, String text) {
        lines.add(new Line(nanos, "", "(" + text + ")"));
    }

    /** Returns a hash of the code that has run, by the places at which it was suspended. */
    String hash() {
        long hash = 0;
        for (String place : places) {
            hash = 31 * hash + place.hashCode();
        }
        String digits = Long.toString(hash & Long.MAX_VALUE, RADIX);
        return "0".repeat(Math.max(0, HASH_DIGITS - digits.length()))
                + digits.substring(Math.max(0, digits.length() - HASH_DIGITS));
    }

    @Override
    public String toString() {
        int timeWidth =
                lines.stream().mapToInt(line -> line.time().length()).max().orElse(0);
        int nameWidth =
                lines.stream().mapToInt(line -> line.name.length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        int cut = lines.size() > HEAD + TAIL ? lines.size() - TAIL : HEAD;
        for (int i = 0; i < lines.size(); i++) {
            if (i == HEAD && cut > HEAD) {
                text.append("\n    ... ").append(cut - HEAD).append(" more ...");
                i = cut;
            }
            Line line = lines.get(i);
            String time = line.time();
            text.append("\n    ").append(" ".repeat(timeWidth - time.length())).append(time);
            text.append("  ");
            if (!line.name.isEmpty()) {
                text.append(line.name).append(" ".repeat(nameWidth - line.name.length() + 2));
            }
            text.append(line.text);
        }
        return text.toString();
    }

    private record Line(long nanos, String name, String text) {
        String time() {
            return Times.millis(nanos);
        }
    }
}
