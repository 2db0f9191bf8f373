package dev.weft.benchmarks.table;

import java.util.ArrayList;
import java.util.List;

/** The table as Markdown, readable on a terminal and in a README. */
final class Markdown {
    private static final String[] HEAD = {"row", "work", "who", "measured", "Weft / it", "target", ""};

    private final List<String[]> lines = new ArrayList<>();

    private Markdown() {}

    static String of(List<MeasuredRow> rows) {
        var table = new Markdown();
        rows.forEach(table::add);
        return table.text();
    }

    private void add(MeasuredRow measured) {
        Row row = measured.row();
        String unit = row.unit().isEmpty() ? "" : " " + row.unit();
        String limit = row.limit().isPresent() ? "≤ " + Text.trimmed(row.limit().getAsDouble()) + unit : "";
        lines.add(new String[] {
            row.title(),
            row.work(),
            row.ours().name(),
            measured.ours().map(Text::estimate).map(text -> text + unit).orElse("failed"),
            "",
            limit,
            measured.ownVerdict().map(verdict -> verdict.text).orElse("")
        });
        for (var peer : measured.peers()) {
            var ratioLimit = peer.entry().limit();
            lines.add(new String[] {
                "",
                "",
                peer.entry().name(),
                peer.figure().map(Text::estimate).map(text -> text + unit).orElse("failed"),
                measured.ratio(peer).map(Text::estimate).orElse(""),
                ratioLimit.isPresent() ? Text.ratioLimit(ratioLimit.getAsDouble()) : "",
                measured.verdict(peer).map(verdict -> verdict.text).orElse("")
            });
        }
    }

    private String text() {
        int[] widths = new int[HEAD.length];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = Math.max(HEAD[column].length(), 3);
            for (String[] line : lines) {
                widths[column] = Math.max(widths[column], line[column].length());
            }
        }
        var text = new StringBuilder();
        append(text, HEAD, widths);
        var rule = new String[HEAD.length];
        for (int column = 0; column < rule.length; column++) {
            rule[column] = "-".repeat(widths[column]);
        }
        append(text, rule, widths);
        lines.forEach(line -> append(text, line, widths));
        return text.toString();
    }

    private static void append(StringBuilder text, String[] cells, int[] widths) {
        for (int column = 0; column < cells.length; column++) {
            text.append("| ").append(cells[column]).append(" ".repeat(widths[column] - cells[column].length() + 1));
        }
        text.append("|\n");
    }
}
