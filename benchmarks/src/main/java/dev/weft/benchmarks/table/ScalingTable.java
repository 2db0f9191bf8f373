package dev.weft.benchmarks.table;

import dev.weft.benchmarks.process.Jvm;
import dev.weft.benchmarks.table.Curve.Line;
import dev.weft.benchmarks.table.Curve.Series;
import dev.weft.benchmarks.table.Source.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The table of P17: measures the curves, prints them, and writes tables, data and charts. */
final class ScalingTable {
    /**
     * A heap with room for ten million tasks without repeated collections, all of whose pages the system has already
     * provided. Kotlin descends 10,000 calls on the native stack.
     */
    private static final String HEAP = "12g";

    private static final List<String> MORE_ARGUMENTS = List.of("-Xmn9g", "-XX:+AlwaysPreTouch", "-Xss16m");

    private final Jvm jvm;
    private final JmhRuns benchmarks;
    private final Path out;
    private final StringBuilder page = new StringBuilder();
    private final StringBuilder csv = new StringBuilder("curve,who,size,nanoseconds,error,jdk\n");
    private boolean flat = true;

    ScalingTable(Jvm jvm, Path work, Path out) {
        this.jvm = jvm;
        this.out = out;
        benchmarks = new JmhRuns(jvm, Effort.SCALING, HEAP, MORE_ARGUMENTS, work);
    }

    /** Measures the selected curves, or all if none is selected, and tells whether Weft's are flat. */
    boolean run(Set<String> chosen) throws IOException {
        Files.createDirectories(out);
        String machine = Machine.running(jvm).text();
        System.err.println(machine);
        page.append(machine).append(". `table scaling`. Nanoseconds an item.\n");
        for (var curve : Curves.all()) {
            if (chosen.isEmpty() || chosen.contains(curve.id())) {
                var lines = measure(curve);
                tell(curve, lines);
                Files.writeString(out.resolve("scaling-" + curve.id() + ".svg"), LineChart.of(curve, lines));
            }
        }
        System.out.println(page);
        Files.writeString(out.resolve("scaling.md"), page);
        Files.writeString(out.resolve("scaling.csv"), csv);
        return flat;
    }

    private List<Line> measure(Curve curve) throws IOException {
        var lines = new ArrayList<Line>();
        for (var series : curve.series()) {
            if (!series.name().equals(Rows.VIRTUAL_THREADS) || jvm.hasVirtualThreads()) {
                lines.add(measure(curve, series));
            }
        }
        return lines;
    }

    private Line measure(Curve curve, Series series) throws IOException {
        var line = new Line(series.name(), new TreeMap<>());
        for (int size : series.sizes()) {
            System.err.printf("%-10s %-28s %,12d ", curve.id(), series.name(), size);
            var source = new Source.Jmh(
                    series.type(), series.method(), Metric.TIME, Map.of(series.parameter(), Integer.toString(size)));
            try {
                var figure = benchmarks.measure(source).dividedBy(series.isTotal() ? size : 1);
                System.err.println(Text.estimate(figure) + " ns");
                line.points().put(size, figure);
                csv.append(String.format(
                        Locale.ROOT,
                        "%s,\"%s\",%d,%s,%s,%s%n",
                        curve.id(),
                        series.name(),
                        size,
                        figure.value(),
                        figure.error(),
                        jvm.version()));
            } catch (MeasurementFailedException failed) {
                System.err.println("FAILED");
                failed.printStackTrace();
                flat = false;
            }
        }
        return line;
    }

    private void tell(Curve curve, List<Line> lines) {
        page.append("\n### ").append(curve.work()).append("\n\n| ").append(curve.axis());
        lines.forEach(line -> page.append(" | ").append(line.name()));
        page.append(" |\n|").append(" ---: |".repeat(lines.size() + 1)).append('\n');
        var sizes = new TreeSet<Integer>();
        lines.forEach(line -> sizes.addAll(line.points().keySet()));
        for (int size : sizes) {
            page.append(String.format(Locale.ROOT, "| %,d", size));
            for (var line : lines) {
                var point = line.points().get(size);
                page.append(" | ").append(point == null ? "" : Text.estimate(point));
            }
            page.append(" |\n");
        }
        page.append("| steepest rise");
        lines.forEach(line -> page.append(" | ").append(Text.number(line.growth())));
        boolean isFlat = lines.get(0).growth() <= Curves.FLAT;
        flat &= isFlat;
        page.append(" |\n\nTarget: at most ")
                .append(Text.trimmed(Curves.FLAT))
                .append(" for Weft: ")
                .append(isFlat ? Verdict.MET.text : Verdict.MISSED.text)
                .append(".\n\n![")
                .append(curve.id())
                .append("](scaling-")
                .append(curve.id())
                .append(".svg)\n");
    }
}
