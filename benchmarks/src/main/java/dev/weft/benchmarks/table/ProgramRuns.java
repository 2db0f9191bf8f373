package dev.weft.benchmarks.table;

import dev.weft.benchmarks.ForkArguments;
import dev.weft.benchmarks.process.CPython;
import dev.weft.benchmarks.process.Jvm;
import dev.weft.benchmarks.process.Startup;
import dev.weft.benchmarks.program.ExpiringTimers;
import dev.weft.benchmarks.program.IdleTimers;
import dev.weft.benchmarks.program.SleepingTasks;
import dev.weft.benchmarks.result.Estimate;
import dev.weft.benchmarks.table.Source.ProgramKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A runner of the programs that measure a whole JVM, which caches their figures. */
final class ProgramRuns {
    private static final String HEAP = "4g"; // a quarter of it suffices for 1,000,000 sleeping virtual threads
    private static final int EXPIRY_JVMS = 2; // per timer service

    private final Jvm jvm;
    private final Effort effort;
    private final Path directory;
    private final int items;
    private final Map<Source.Program, Estimate> results = new HashMap<>();

    /**
     * Creates a runner with an empty cache.
     *
     * @param jvm the JDK to measure
     * @param effort the number of runs
     * @param directory the directory for the jars that it writes
     * @param items the number of tasks or timers
     */
    ProgramRuns(Jvm jvm, Effort effort, Path directory, int items) {
        this.jvm = jvm;
        this.effort = effort;
        this.directory = directory;
        this.items = items;
    }

    /** Returns the figure of a program, and runs the program first if necessary. */
    Estimate measure(Source.Program source) throws MeasurementFailedException, IOException, InterruptedException {
        if (!results.containsKey(source)) {
            try {
                run(source);
            } catch (RuntimeException | AssertionError failed) {
                throw new MeasurementFailedException(source.kind() + " of " + source.subject() + " failed", failed);
            }
        }
        Estimate result = results.get(source);
        if (result == null) {
            throw new IllegalArgumentException("nothing measures " + source);
        }
        return result;
    }

    private void run(Source.Program source) throws IOException, InterruptedException {
        switch (source.kind()) {
            case HELLO -> remember(source.kind(), new Startup(jvm, directory).hello(effort.helloRounds), 1);
            case LOADING -> {
                int classes = Math.min(items, 10_000);
                var costs = new Startup(jvm, directory).loading(effort.loadingRounds, classes);
                remember(source.kind(), costs, classes / 1e3);
            }
            case SLEEPING -> results.put(source, sleeping(source, List.of()));
            case SLEEPING_COMPACT_HEADERS ->
                results.put(source, sleeping(source, List.of("-XX:+UseCompactObjectHeaders")));
            case EXPIRING -> results.put(source, expiring(source));
            case WAKE_UPS, IDLE_PROCESSOR -> idle(source.subject());
            case ASYNCIO -> results.put(source, median(CPython.measure(source.subject(), effort.asyncioRounds)));
        }
    }

    private void remember(ProgramKind kind, List<Startup.Cost> costs, double units) {
        for (var cost : costs) {
            results.put(new Source.Program(kind, cost.name()), cost.wallOver().dividedBy(units));
        }
    }

    private Estimate sleeping(Source.Program source, List<String> options) throws IOException, InterruptedException {
        var bytes = new ArrayList<Double>();
        for (int run = 0; run < effort.sleepingRuns; run++) {
            bytes.addAll(figures(options, SleepingTasks.class, source.subject(), items));
        }
        return median(bytes);
    }

    private Estimate expiring(Source.Program source) throws IOException, InterruptedException {
        var nanos = new ArrayList<Double>();
        for (int run = 0; run < Math.min(EXPIRY_JVMS, effort.forks); run++) {
            nanos.addAll(figures(List.of(), ExpiringTimers.class, source.subject(), items, effort.expiryRounds));
        }
        return median(nanos);
    }

    private void idle(String subject) throws IOException, InterruptedException {
        var figures = figures(List.of(), IdleTimers.class, subject, items, effort.idleSeconds);
        results.put(new Source.Program(ProgramKind.WAKE_UPS, subject), new Estimate(figures.get(0), 0));
        results.put(new Source.Program(ProgramKind.IDLE_PROCESSOR, subject), new Estimate(figures.get(1), 0));
    }

    /** Runs a program of the benchmarks' own jar and returns the figures that it prints, one per line. */
    private List<Double> figures(List<String> options, Class<?> program, String subject, int... numbers)
            throws IOException, InterruptedException {
        var arguments = new ArrayList<>(ForkArguments.withWeft(jvm.feature(), HEAP));
        arguments.addAll(options);
        arguments.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName(), subject));
        for (int number : numbers) {
            arguments.add(Integer.toString(number));
        }
        return jvm.run(arguments).output().lines().map(Double::valueOf).toList();
    }

    private static Estimate median(List<Double> samples) {
        return Estimate.median(samples.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
