package dev.weft.benchmarks.table;

import dev.weft.benchmarks.result.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The table in machine-readable form: the same records as CSV and as JSON, one for Weft and each peer of a row. */
final class DataFiles {
    private final Machine machine;
    private final List<Map<String, Object>> records = new ArrayList<>(); // a value is a string or a number

    DataFiles(Machine machine, List<MeasuredRow> rows) {
        this.machine = machine;
        for (var measured : rows) {
            Row row = measured.row();
            records.add(describe(
                    row, row.ours().name(), measured.ours(), Optional.empty(), row.limit(), measured.ownVerdict()));
            for (var peer : measured.peers()) {
                records.add(describe(
                        row,
                        peer.entry().name(),
                        peer.figure(),
                        measured.ratio(peer),
                        peer.entry().limit(),
                        measured.verdict(peer)));
            }
        }
    }

    private Map<String, Object> describe(
            Row row,
            String who,
            Optional<Estimate> figure,
            Optional<Estimate> ratio,
            OptionalDouble limit,
            Optional<Verdict> verdict) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("row", row.id());
        fields.put("part", row.part());
        fields.put("work", row.work());
        fields.put("who", who);
        fields.put("unit", row.unit());
        put(fields, "measured", figure.map(Estimate::value));
        put(fields, "error", figure.map(Estimate::error));
        put(fields, "ratio", ratio.map(Estimate::value));
        put(fields, "ratioError", ratio.map(Estimate::error));
        put(fields, "target", limit.isPresent() ? Optional.of(limit.getAsDouble()) : Optional.empty());
        fields.put("verdict", verdict.map(Enum::name).orElse(""));
        fields.put("jdk", machine.jdk());
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, Optional<Double> number) {
        fields.put(name, number.isPresent() && Double.isFinite(number.get()) ? number.get() : "");
    }

    String csv() {
        var text = new StringBuilder();
        if (!records.isEmpty()) {
            text.append(String.join(",", records.get(0).keySet())).append('\n');
        }
        for (var fields : records) {
            var cells = new ArrayList<String>();
            for (Object value : fields.values()) {
                cells.add(value instanceof String string ? '"' + string.replace("\"", "\"\"") + '"' : value.toString());
            }
            text.append(String.join(",", cells)).append('\n');
        }
        return text.toString();
    }

    String json() {
        var text = new StringBuilder("{\n  \"machine\": ")
                .append(quoted(machine.text()))
                .append(",\n  \"rows\": [");
        String separator = "\n";
        for (var fields : records) {
            text.append(separator).append("    {");
            String comma = "";
            for (var field : fields.entrySet()) {
                text.append(comma).append(quoted(field.getKey())).append(": ").append(json(field.getValue()));
                comma = ", ";
            }
            text.append('}');
            separator = ",\n";
        }
        return text.append("\n  ]\n}\n").toString();
    }

    /** Returns the number, or an empty string if there is none. */
    private static String json(Object value) {
        if (value instanceof String string) {
            return quoted(string);
        }
        return value.toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
