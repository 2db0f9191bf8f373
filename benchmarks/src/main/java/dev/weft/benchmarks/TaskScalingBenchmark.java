package dev.weft.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** P17: does a task cost the same when there are many? The figure is the time of all tasks together. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class TaskScalingBenchmark {
    /** The number of tasks that are spawned before the first is awaited. */
    @Param({"1000", "10000", "100000", "1000000"})
    public int tasks;

    /** Tasks on one loop. */
    @Benchmark
    public long weft(LoopState loop) {
        return Checks.expect(expected(), loop.run(SpawnBenchmark.spawn(tasks)));
    }

    /** Kotlin's {@code async}. */
    @Benchmark
    public long kotlin() {
        return Checks.expect(expected(), KotlinPeers.spawn(tasks));
    }

    /** One virtual thread per task, on one carrier. */
    @Benchmark
    public long virtualThreads() throws Exception {
        return Checks.expect(expected(), VirtualThreads.run(() -> SpawnBenchmark.threads(tasks)));
    }

    private long expected() {
        return (tasks - 1L) * tasks / 2;
    }
}
