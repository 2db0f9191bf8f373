package dev.weft.benchmarks;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** P2: what does one switch between 100 tasks cost? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(YieldBenchmark.TASKS * YieldBenchmark.TIMES)
public class YieldBenchmark {
    static final int TASKS = 100;
    static final int TIMES = 1_000;

    /** Tasks on one loop. */
    @Benchmark
    public long weft(LoopState loop) {
        return Checks.expect(TASKS * TIMES, loop.run(yields()));
    }

    /** Coroutines on one thread. */
    @Benchmark
    public long kotlin() {
        return Checks.expect(TASKS * TIMES, KotlinPeers.yields(TASKS, TIMES));
    }

    /** Virtual threads on one carrier. */
    @Benchmark
    public long virtualThreads() throws Exception {
        return Checks.expect(TASKS * TIMES, VirtualThreads.run(YieldBenchmark::threadYields));
    }

    @Async
    private static Coroutine<Long> yields() {
        List<Task<Integer>> tasks = new ArrayList<>(TASKS);
        for (int i = 0; i < TASKS; i++) {
            tasks.add(createTask(yielder()));
        }
        long done = 0;
        for (Task<Integer> task : tasks) {
            done += await(task);
        }
        return completed(done);
    }

    @Async
    private static Coroutine<Integer> yielder() {
        int done = 0;
        for (int i = 0; i < TIMES; i++) {
            await(yieldNow());
            done++;
        }
        return completed(done);
    }

    @SuppressWarnings("ThreadPriorityCheck") // the yield is the subject of the measurement
    private static long threadYields() throws InterruptedException {
        long[] done = new long[TASKS];
        Thread[] threads = new Thread[TASKS];
        for (int t = 0; t < TASKS; t++) {
            int own = t;
            threads[t] = VirtualThreads.start(() -> {
                for (int i = 0; i < TIMES; i++) {
                    Thread.yield();
                    done[own]++;
                }
            });
        }
        long sum = 0;
        for (int t = 0; t < TASKS; t++) {
            threads[t].join();
            sum += done[t];
        }
        return sum;
    }
}
