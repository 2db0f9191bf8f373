package dev.weft.benchmarks;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** P12: what does an await that is never taken cost in a numeric loop, per element? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(LoopBenchmark.ELEMENTS)
public class LoopBenchmark {
    static final int ELEMENTS = 100_000;
    private static final long EXPECTED = (ELEMENTS - 1L) * ELEMENTS * (2L * ELEMENTS - 1) / 6;

    /** The input of the loops, not constant: given constants, a compiler proves that the exit is dead and drops it. */
    @State(Scope.Thread)
    public static class Input {
        private int elements = ELEMENTS;
        private int never = -1;
    }

    /** The plain loop with the same early exit. */
    @Benchmark
    public long plainJava(Input input) {
        return Checks.expect(EXPECTED, plain(input.elements, input.never));
    }

    /** The loop with an await in it. */
    @Benchmark
    public long weft(LoopState loop, Input input) {
        return Checks.expect(EXPECTED, loop.run(sum(input.elements, input.never)));
    }

    /** The suspend function with a yield in it. */
    @Benchmark
    public long kotlin(Input input) {
        return Checks.expect(EXPECTED, KotlinPeers.sum(input.elements, input.never));
    }

    /** The plain loop, compiled alone like the others: inlined in the harness it took 1.5 times as long on JDK 25. */
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static long plain(int n, int every) {
        long sum = 0;
        for (int i = 0; i < n; i++) {
            if (i == every) {
                return -1;
            }
            sum += (long) i * i;
        }
        return sum;
    }

    @Async
    private static Coroutine<Long> sum(int n, int every) {
        long sum = 0;
        for (int i = 0; i < n; i++) {
            if (i == every) {
                await(yieldNow());
            }
            sum += (long) i * i;
        }
        return completed(sum);
    }
}
