package dev.weft.benchmarks.table;

import dev.weft.benchmarks.ForkArguments;
import dev.weft.benchmarks.process.Directories;
import dev.weft.benchmarks.process.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that measures the rows of the table and reports whether they meet their targets. */
@Command(
        name = "table",
        description = "Measures the rows of the table, prints them, and writes them as Markdown, CSV, JSON and charts.",
        footer = "Run rows without virtual threads on both JDKs: once more with --jdk.")
public final class TableCommand implements Callable<Integer> {
    private static final int MISSED = 1;
    private static final int MANY = 1_000_000; // tasks, timers
    private static final int FEW = 1_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            paramLabel = "quick|full|smoke|scaling",
            description = "quick: under 5 minutes; full: for publication; smoke: checks that all runs; scaling: curves")
    private String how = "";

    @Option(
            names = "--rows",
            split = ",",
            description = "only these, such as P1,P14; or of scaling: tasks,timers,depth,producers")
    private Set<String> rows = Set.of();

    @Option(names = "--out", paramLabel = "DIR", description = "the directory for the files (${DEFAULT-VALUE})")
    private Path out = Path.of("benchmark-results");

    @Option(names = "--jdk", paramLabel = "HOME", description = "the JDK to measure, if not the one that runs this")
    private Path jdk = Jvm.own().home();

    @Option(names = "--enforce", description = "fails if a target is missed")
    private boolean enforce;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("weft-table");
        try {
            var jvm = new Jvm(jdk);
            boolean met = how.equals("scaling") ? new ScalingTable(jvm, work, out).run(rows) : rows(jvm, work);
            return met || !enforce ? 0 : MISSED;
        } finally {
            Directories.delete(work);
        }
    }

    private boolean rows(Jvm jvm, Path work) throws IOException, InterruptedException {
        var effort = effort();
        var machine = Machine.running(jvm);
        var heap = effort == Effort.SMOKE ? "512m" : ForkArguments.USUAL_HEAP;
        var benchmarks = new JmhRuns(jvm, effort, heap, List.of(), work);
        var programs = new ProgramRuns(jvm, effort, work, effort == Effort.SMOKE ? FEW : MANY);
        var chosen = Rows.all().stream()
                .filter(row -> rows.isEmpty() || rows.contains(row.id()))
                .toList();
        if (chosen.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "no such row: " + rows);
        }
        System.err.println(machine.text());
        var measured = new Measurements(jvm, benchmarks, programs, System.err).measure(chosen);
        String table = Markdown.of(measured);
        System.out.println(table);
        write(machine, measured, table);
        return measured.stream().allMatch(MeasuredRow::isMet);
    }

    private Effort effort() {
        for (var effort : Effort.values()) {
            if (how.equals(effort.name().toLowerCase(Locale.ROOT))) {
                return effort;
            }
        }
        throw new ParameterException(spec.commandLine(), "no such table: " + how);
    }

    private void write(Machine machine, List<MeasuredRow> measured, String table) throws IOException {
        Files.createDirectories(out);
        var data = new DataFiles(machine, measured);
        var page = new StringBuilder(machine.text())
                .append(". `table ")
                .append(how)
                .append("`.\n\n")
                .append(table);
        for (var row : measured) {
            if (row.ours().isPresent()) {
                String chart = row.row().fileName() + ".svg";
                Files.writeString(out.resolve(chart), BarChart.of(row));
                page.append("\n![")
                        .append(row.row().title())
                        .append("](")
                        .append(chart)
                        .append(")\n");
            }
        }
        Files.writeString(out.resolve("table.md"), page);
        Files.writeString(out.resolve("table.csv"), data.csv());
        Files.writeString(out.resolve("table.json"), data.json());
        System.err.println("written to " + out);
    }
}
