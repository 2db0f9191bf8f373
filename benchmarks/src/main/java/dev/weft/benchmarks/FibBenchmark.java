package dev.weft.benchmarks;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

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

/** P1: what does a call cost in async recursion that never suspends, compared with the same recursion in plain Java? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(FibBenchmark.CALLS)
public class FibBenchmark {
    private static final int TIMES = 100;
    private static final int N = 20;
    static final int CALLS = TIMES * 21_891; // fib(20) makes 21,891 calls
    private static final long EXPECTED = 6_765L * TIMES;

    private interface Recursion {
        Coroutine<Integer> fib(int n);
    }

    private static final class ByInterface implements Recursion {
        @Async
        @Override
        public Coroutine<Integer> fib(int n) {
            Recursion self = this;
            return n < 2 ? completed(n) : completed(await(self.fib(n - 1)) + await(self.fib(n - 2)));
        }
    }

    /** Plain recursion. */
    @Benchmark
    public long plainJava() {
        long sum = 0;
        for (int i = 0; i < TIMES; i++) {
            sum += plain(N);
        }
        return Checks.expect(EXPECTED, sum);
    }

    /** {@code await(fib(n - 1))} of a static method: fused. */
    @Benchmark
    public long weft(LoopState loop) {
        return Checks.expect(EXPECTED, loop.run(fibs()));
    }

    /** The same through an interface: one coroutine object per call. */
    @Benchmark
    public long weftByInterface(LoopState loop) {
        return Checks.expect(EXPECTED, loop.run(fibs(new ByInterface())));
    }

    /** Kotlin's suspend functions. */
    @Benchmark
    public long kotlin() {
        return Checks.expect(EXPECTED, KotlinPeers.fibs(TIMES, N));
    }

    private static int plain(int n) {
        return n < 2 ? n : plain(n - 1) + plain(n - 2);
    }

    @Async
    private static Coroutine<Integer> fib(int n) {
        return n < 2 ? completed(n) : completed(await(fib(n - 1)) + await(fib(n - 2)));
    }

    @Async
    private static Coroutine<Long> fibs() {
        long sum = 0;
        for (int i = 0; i < TIMES; i++) {
            sum += await(fib(N));
        }
        return completed(sum);
    }

    @Async
    private static Coroutine<Long> fibs(Recursion recursion) {
        long sum = 0;
        for (int i = 0; i < TIMES; i++) {
            sum += await(recursion.fib(N));
        }
        return completed(sum);
    }
}
