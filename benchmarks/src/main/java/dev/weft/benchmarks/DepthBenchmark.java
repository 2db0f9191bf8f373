package dev.weft.benchmarks;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** P3: what does one suspension at call depth 100 cost, including the calls and returns? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(DepthBenchmark.TIMES)
public class DepthBenchmark {
    static final int TIMES = 1_000;
    private static final int DEPTH = 100;

    /** Fused calls. */
    @Benchmark
    public long weft(LoopState loop) {
        return Checks.expect(TIMES * DEPTH, loop.run(deep(TIMES, DEPTH)));
    }

    /** Suspend functions. */
    @Benchmark
    public long kotlin() {
        return Checks.expect(TIMES * DEPTH, KotlinPeers.deep(TIMES, DEPTH));
    }

    /** One virtual thread that yields to itself. */
    @Benchmark
    public long virtualThreads() throws Exception {
        return Checks.expect(TIMES * DEPTH, VirtualThreads.run(() -> threadDeep(TIMES, DEPTH)));
    }

    @Async
    static Coroutine<Long> deep(int times, int depth) {
        long sum = 0;
        for (int i = 0; i < times; i++) {
            sum += await(descend(depth));
        }
        return completed(sum);
    }

    @Async
    private static Coroutine<Integer> descend(int depth) {
        if (depth == 0) {
            await(yieldNow());
            return completed(0);
        }
        return completed(1 + await(descend(depth - 1)));
    }

    static long threadDeep(int times, int depth) {
        long sum = 0;
        for (int i = 0; i < times; i++) {
            sum += threadDescend(depth);
        }
        return sum;
    }

    @SuppressWarnings("ThreadPriorityCheck") // the yield is the subject of the measurement
    private static int threadDescend(int depth) {
        if (depth == 0) {
            Thread.yield();
            return 0;
        }
        return 1 + threadDescend(depth - 1);
    }
}
