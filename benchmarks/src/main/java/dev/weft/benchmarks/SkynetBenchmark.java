package dev.weft.benchmarks;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
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

/** P5: what does a tree of tasks cost that sums up 1,000,000 leaves, with ten children per node? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class SkynetBenchmark {
    private static final int CHILDREN = 10;

    /** The number of leaves. */
    @Param("1000000")
    public int leaves;

    /** Tasks on one loop. */
    @Benchmark
    public long weft(LoopState loop) {
        return Checks.expect(expected(), loop.run(node(0, leaves)));
    }

    /** Kotlin's {@code async}. */
    @Benchmark
    public long kotlin() {
        return Checks.expect(expected(), KotlinPeers.skynet(leaves));
    }

    /** Virtual threads on one carrier. */
    @Benchmark
    public long virtualThreads() throws Exception {
        var executor = VirtualThreads.executor();
        try {
            return Checks.expect(expected(), VirtualThreads.run(() -> threads(executor, 0, leaves)));
        } finally {
            executor.shutdown();
        }
    }

    private long expected() {
        return (leaves - 1L) * leaves / 2;
    }

    @Async
    private static Coroutine<Long> node(long first, int size) {
        if (size == 1) {
            return completed(first);
        }
        int share = size / CHILDREN;
        List<Task<Long>> children = new ArrayList<>(CHILDREN);
        for (int i = 0; i < CHILDREN; i++) {
            children.add(createTask(node(first + (long) i * share, share)));
        }
        long sum = 0;
        for (Task<Long> child : children) {
            sum += await(child);
        }
        return completed(sum);
    }

    private static long threads(ExecutorService executor, long first, int size) throws Exception {
        if (size == 1) {
            return first;
        }
        int share = size / CHILDREN;
        List<Future<Long>> children = new ArrayList<>(CHILDREN);
        for (int i = 0; i < CHILDREN; i++) {
            long start = first + (long) i * share;
            children.add(executor.submit(() -> threads(executor, start, share)));
        }
        long sum = 0;
        for (Future<Long> child : children) {
            sum += child.get();
        }
        return sum;
    }
}
