package dev.weft.agent.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/** The outcomes of a suite as a text file: one test a line, and a last line that says how many there are. */
final class OutcomeFile {
    private static final String END = "end of the suite, tests: ";

    private OutcomeFile() {}

    static void write(Path file, Map<String, TestOutcome> outcomes) throws IOException {
        var lines = new ArrayList<String>();
        for (var entry : outcomes.entrySet()) {
            var outcome = entry.getValue();
            lines.add(String.join("\t", escaped(entry.getKey()), outcome.status(), escaped(outcome.problem())));
        }
        lines.add(END + outcomes.size());
        Files.write(file, lines);
    }

    static Map<String, TestOutcome> read(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        var outcomes = new TreeMap<String, TestOutcome>();
        for (var line : lines.subList(0, lines.size() - 1)) {
            var parts = line.split("\t", -1);
            outcomes.put(plain(parts[0]), new TestOutcome(parts[1], plain(parts[2])));
        }
        if (!lines.get(lines.size() - 1).equals(END + outcomes.size())) {
            throw new IOException(file + " is not complete");
        }
        return outcomes;
    }

    /** On one line, without tabs, and without what UTF-8 cannot say. */
    private static String escaped(String text) {
        var result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' || c < ' ' || Character.isSurrogate(c)) {
                result.append("\\u").append(String.format("%04x", (int) c));
            } else {
                result.append(c);
            }
        }
        return result.toString();
    }

    private static String plain(String text) {
        var result = new StringBuilder();
        int end = 0;
        for (int at = text.indexOf("\\u"); at >= 0; at = text.indexOf("\\u", end)) {
            result.append(text, end, at).append((char) Integer.parseInt(text.substring(at + 2, at + 6), 16));
            end = at + 6;
        }
        return result.append(text, end, text.length()).toString();
    }
}
