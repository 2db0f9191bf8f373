package dev.weft.benchmarks;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** P4: what does it cost to spawn a task and await its value, 10,000 at a time? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(SpawnBenchmark.TASKS)
public class SpawnBenchmark {
    static final int TASKS = 10_000;
    private static final long EXPECTED = (TASKS - 1L) * TASKS / 2;

    /** Tasks on one loop. */
    @Benchmark
    public long weft(LoopState loop) {
        return Checks.expect(EXPECTED, loop.run(spawn(TASKS)));
    }

    /** Kotlin's {@code async}. */
    @Benchmark
    public long kotlin() {
        return Checks.expect(EXPECTED, KotlinPeers.spawn(TASKS));
    }

    /** One virtual thread per task, on one carrier. */
    @Benchmark
    public long virtualThreads() throws Exception {
        return Checks.expect(EXPECTED, VirtualThreads.run(() -> threads(TASKS)));
    }

    @Async
    static Coroutine<Long> spawn(int count) {
        List<Task<Long>> tasks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            tasks.add(createTask(value(i)));
        }
        long sum = 0;
        for (Task<Long> task : tasks) {
            sum += await(task);
        }
        return completed(sum);
    }

    @Async
    private static Coroutine<Long> value(long i) {
        return completed(i);
    }

    static long threads(int count) throws Exception {
        List<Future<Long>> futures = new ArrayList<>(count);
        long sum = 0;
        var executor = VirtualThreads.executor();
        try {
            for (int i = 0; i < count; i++) {
                long own = i;
                futures.add(executor.submit(() -> own));
            }
            for (Future<Long> future : futures) {
                sum += future.get();
            }
        } finally {
            executor.shutdown();
        }
        return sum;
    }
}
