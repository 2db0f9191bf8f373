package dev.weft.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** P17: does a call level cost the same when the suspension is deeper? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(DepthScalingBenchmark.LEVELS)
@State(Scope.Thread)
public class DepthScalingBenchmark {
    static final int LEVELS = 100_000; // in total, over all suspensions

    /** The call depth at which the innermost method suspends. */
    @Param({"1", "10", "100", "1000", "10000"})
    public int depth;

    /** Fused calls. */
    @Benchmark
    public long weft(LoopState loop) {
        return Checks.expect(LEVELS, loop.run(DepthBenchmark.deep(LEVELS / depth, depth)));
    }

    /** Suspend functions. */
    @Benchmark
    public long kotlin() {
        return Checks.expect(LEVELS, KotlinPeers.deep(LEVELS / depth, depth));
    }

    /** One virtual thread that yields to itself. */
    @Benchmark
    public long virtualThreads() throws Exception {
        return Checks.expect(LEVELS, VirtualThreads.run(() -> DepthBenchmark.threadDeep(LEVELS / depth, depth)));
    }
}
