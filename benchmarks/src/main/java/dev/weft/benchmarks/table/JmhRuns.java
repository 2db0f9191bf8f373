package dev.weft.benchmarks.table;

import dev.weft.benchmarks.ForkArguments;
import dev.weft.benchmarks.process.Jvm;
import dev.weft.benchmarks.result.Estimate;
import dev.weft.benchmarks.table.Source.Metric;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** A runner of JMH benchmarks, each in forks with the agent that it needs, which caches the results. */
final class JmhRuns {
    private static final String BYTES = "gc.alloc.rate.norm";
    private static final String EA_ASYNC = "eaAsync";
    private static final Map<String, String> SMALL = Map.of("pending", "1000", "leaves", "1000"); // for a smoke test

    private final Jvm jvm;
    private final Effort effort;
    private final String heap;
    private final List<String> moreArguments;
    private final Path logs;
    private final Map<Source.Jmh, RunResult> results = new HashMap<>();

    /**
     * Creates a runner with an empty cache.
     *
     * @param jvm the JDK of the forks
     * @param effort the time to spend
     * @param heap the heap of each fork
     * @param moreArguments further arguments of each fork
     * @param logs the directory for JMH's own output
     */
    JmhRuns(Jvm jvm, Effort effort, String heap, List<String> moreArguments, Path logs) {
        this.jvm = jvm;
        this.effort = effort;
        this.heap = heap;
        this.moreArguments = List.copyOf(moreArguments);
        this.logs = logs;
    }

    /** Returns one figure of a benchmark, and runs the benchmark first if necessary. */
    Estimate measure(Source.Jmh source) throws MeasurementFailedException, IOException {
        RunResult result = results.get(source.run());
        if (result == null) {
            result = run(source);
            results.put(source.run(), result);
        }
        return Estimate.median(iterations(result, source.metric()));
    }

    /** Returns the figures of all iterations of all forks; their median resists iterations on a busy machine. */
    private static double[] iterations(RunResult result, Metric metric) {
        return result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .mapToDouble(iteration -> score(iteration, metric))
                .toArray();
    }

    private static double score(IterationResult iteration, Metric metric) {
        Result<?> figure = metric == Metric.TIME
                ? iteration.getPrimaryResult()
                : iteration.getSecondaryResults().get(BYTES);
        return Objects.requireNonNull(figure, "JMH's profiler gave no figure").getScore();
    }

    private RunResult run(Source.Jmh source) throws MeasurementFailedException, IOException {
        Path log = logs.resolve(name(source) + ".log");
        Path errors = logs.resolve(name(source) + ".errors");
        PrintStream usualErrors = System.err;
        try (var file = new PrintStream(errors.toFile(), StandardCharsets.UTF_8)) {
            System.setErr(file); // JMH copies the errors of forks there, and EA Async reports one for each class
            return new Runner(options(source, log).build()).runSingle();
        } catch (RunnerException failed) {
            String told = Files.exists(log) ? Files.readString(log) : "";
            throw new MeasurementFailedException(
                    name(source) + " failed, and JMH told:\n" + told + Files.readString(errors), failed);
        } finally {
            System.setErr(usualErrors);
        }
    }

    private OptionsBuilder options(Source.Jmh source, Path log) {
        var arguments = new ArrayList<>(
                source.method().equals(EA_ASYNC)
                        ? ForkArguments.withEaAsync(jvm.feature(), heap)
                        : ForkArguments.withWeft(jvm.feature(), heap));
        arguments.addAll(moreArguments);
        var options = new OptionsBuilder();
        options.include("^" + Pattern.quote(source.type().getName() + "." + source.method()) + "$")
                .jvm(jvm.java().toString())
                .jvmArgsAppend(arguments.toArray(new String[0]))
                .forks(effort.forks)
                .warmupIterations(effort.warmups)
                .warmupTime(TimeValue.milliseconds(effort.iterationMillis))
                .measurementIterations(effort.iterations)
                .measurementTime(TimeValue.milliseconds(effort.iterationMillis))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .output(log.toString());
        if (effort == Effort.SMOKE) {
            SMALL.forEach(options::param);
        }
        source.parameters().forEach(options::param);
        return options;
    }

    private static String name(Source.Jmh source) {
        var name = new StringBuilder(source.type().getSimpleName() + "." + source.method());
        source.parameters()
                .forEach((parameter, value) ->
                        name.append('-').append(parameter).append('-').append(value));
        return name.toString();
    }
}
