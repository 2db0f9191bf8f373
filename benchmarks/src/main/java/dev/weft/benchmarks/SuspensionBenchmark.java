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

/** P7: how many bytes does one suspension of a coroutine in a loop allocate? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(SuspensionBenchmark.TIMES)
public class SuspensionBenchmark {
    static final int TIMES = 10_000;
    private static final long EXPECTED = (TIMES - 1L) * TIMES / 2;

    /** One task, alone on its loop. */
    @Benchmark
    public long weft(LoopState loop) {
        return Checks.expect(EXPECTED, loop.run(suspensions()));
    }

    @Async
    private static Coroutine<Long> suspensions() {
        long sum = 0;
        for (int i = 0; i < TIMES; i++) {
            await(yieldNow());
            sum += i;
        }
        return completed(sum);
    }
}
