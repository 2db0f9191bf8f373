package dev.weft.benchmarks;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.taskGroup;

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

/** P22: what does a child cost, in time and bytes, of 1,000 that are gathered or run in a task group? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(ChildrenBenchmark.CHILDREN)
public class ChildrenBenchmark {
    static final int CHILDREN = 1_000;
    private static final int BOXED = 100; // the JDK keeps such boxes: no side allocates any
    private static final long EXPECTED = expected();

    /** Coroutines that are gathered. */
    @Benchmark
    public long weftGather(LoopState loop) {
        return Checks.expect(EXPECTED, loop.run(gathered()));
    }

    /** Tasks of a group. */
    @Benchmark
    public long weftGroup(LoopState loop) {
        return Checks.expect(EXPECTED, loop.run(grouped()));
    }

    /** Tasks that are created and awaited one by one. */
    @Benchmark
    public long weftTasks(LoopState loop) {
        return Checks.expect(EXPECTED, loop.run(awaited()));
    }

    /** {@code async} and {@code awaitAll}. */
    @Benchmark
    public long kotlinGather() {
        return Checks.expect(EXPECTED, KotlinSyncPeers.gathered(CHILDREN, BOXED));
    }

    /** {@code async} in a {@code coroutineScope}. */
    @Benchmark
    public long kotlinGroup() {
        return Checks.expect(EXPECTED, KotlinSyncPeers.grouped(CHILDREN, BOXED));
    }

    private static long expected() {
        long sum = 0;
        for (int i = 0; i < CHILDREN; i++) {
            sum += i % BOXED;
        }
        return sum;
    }

    @Async
    private static Coroutine<Integer> value(int i) {
        return completed(i % BOXED);
    }

    @Async
    private static Coroutine<Long> gathered() {
        List<Coroutine<Integer>> children = new ArrayList<>(CHILDREN);
        for (int i = 0; i < CHILDREN; i++) {
            children.add(value(i));
        }
        long sum = 0;
        for (int value : await(gather(children))) {
            sum += value;
        }
        return completed(sum);
    }

    @Async
    private static Coroutine<Long> grouped() {
        List<Task<Integer>> children = new ArrayList<>(CHILDREN);
        await(taskGroup(group -> {
            for (int i = 0; i < CHILDREN; i++) {
                children.add(group.createTask(value(i)));
            }
            return completed();
        }));
        long sum = 0;
        for (Task<Integer> child : children) {
            sum += child.result();
        }
        return completed(sum);
    }

    @Async
    private static Coroutine<Long> awaited() {
        List<Task<Integer>> children = new ArrayList<>(CHILDREN);
        for (int i = 0; i < CHILDREN; i++) {
            children.add(createTask(value(i)));
        }
        long sum = 0;
        for (Task<Integer> child : children) {
            sum += await(child);
        }
        return completed(sum);
    }
}
