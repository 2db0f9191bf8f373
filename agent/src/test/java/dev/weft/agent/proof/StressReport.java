package dev.weft.agent.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the agent wrote at exit of a run in stress mode.
 *
 * @param methods how many methods were woven
 * @param points how many calls in them suspend
 * @param leftAlone how many of what was left alone, and why, a line for each reason
 * @param failures what the weaver could not do
 */
record StressReport(int methods, long points, List<String> leftAlone, List<String> failures) {
    StressReport {
        leftAlone = List.copyOf(leftAlone);
        failures = List.copyOf(failures);
    }

    static StressReport read(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        return new StressReport(
                Integer.parseInt(values(lines, "methods").get(0)),
                Long.parseLong(values(lines, "points").get(0)),
                values(lines, "left"),
                values(lines, "failure"));
    }

    private static List<String> values(List<String> lines, String key) {
        var start = key + "\t";
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()).replace('\t', ' '))
                .toList();
    }
}
