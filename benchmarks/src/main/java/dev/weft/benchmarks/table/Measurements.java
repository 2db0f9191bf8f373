package dev.weft.benchmarks.table;

import dev.weft.benchmarks.process.CPython;
import dev.weft.benchmarks.process.Jvm;
import dev.weft.benchmarks.result.Estimate;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The measurement of rows, peer by peer, with reports of its progress. */
final class Measurements {
    private final Jvm jvm;
    private final JmhRuns benchmarks;
    private final ProgramRuns programs;
    private final PrintStream progress;

    Measurements(Jvm jvm, JmhRuns benchmarks, ProgramRuns programs, PrintStream progress) {
        this.jvm = jvm;
        this.benchmarks = benchmarks;
        this.programs = programs;
        this.progress = progress;
    }

    /** Measures those of the rows, and of their peers, that this JDK can run. */
    List<MeasuredRow> measure(List<Row> rows) throws IOException, InterruptedException {
        var measured = new ArrayList<MeasuredRow>();
        for (var row : rows) {
            if (!row.needsCompactHeaders() || jvm.hasCompactHeaders()) {
                measured.add(measure(row));
            }
        }
        return measured;
    }

    private MeasuredRow measure(Row row) throws IOException, InterruptedException {
        var ours = measure(row, row.ours());
        var peers = new ArrayList<MeasuredRow.Peer>();
        for (var peer : row.peers()) {
            if (isHere(peer)) {
                peers.add(new MeasuredRow.Peer(peer, measure(row, peer)));
            }
        }
        return new MeasuredRow(row, ours, peers);
    }

    private boolean isHere(Entry peer) throws InterruptedException {
        return (!peer.needsVirtualThreads() || jvm.hasVirtualThreads())
                && (!peer.needsPython() || CPython.isInstalled());
    }

    private Optional<Estimate> measure(Row row, Entry entry) throws IOException, InterruptedException {
        progress.printf("%-36s %-30s ", row.title(), entry.name());
        progress.flush();
        try {
            var figure = measure(entry.source());
            progress.printf(
                    Locale.ROOT, "%s ± %s %s%n", Text.number(figure.value()), Text.number(figure.error()), row.unit());
            return Optional.of(figure);
        } catch (MeasurementFailedException failed) {
            progress.println("FAILED");
            failed.printStackTrace(progress);
            return Optional.empty();
        }
    }

    private Estimate measure(Source source) throws MeasurementFailedException, IOException, InterruptedException {
        if (source instanceof Source.Jmh benchmark) {
            return benchmarks.measure(benchmark);
        }
        if (source instanceof Source.Program program) {
            return programs.measure(program);
        }
        var difference = (Source.Difference) source;
        return benchmarks.measure(difference.whole()).minus(benchmarks.measure(difference.base()));
    }
}
