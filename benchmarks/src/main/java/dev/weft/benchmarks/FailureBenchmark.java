package dev.weft.benchmarks;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** P23: what does a task cost that fails, and whose failure is awaited, beside one that gives the exception as a value? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(FailureBenchmark.TASKS)
public class FailureBenchmark {
    static final int TASKS = 1_000;
    private static final long EXPECTED = (TASKS - 1L) * TASKS / 2;

    /** An exception without a stack trace, which would cost more than all else. */
    @SuppressWarnings("serial") // it is never serialised
    static final class Refusal extends RuntimeException {
        final long number;

        Refusal(long number) {
            super(null, null, false, false);
            this.number = number;
        }
    }

    /** Tasks that fail. */
    @Benchmark
    public long failing(LoopState loop) {
        return Checks.expect(EXPECTED, loop.run(failingTasks(TASKS)));
    }

    /** Tasks that create the same exception, and return it. */
    @Benchmark
    public long succeeding(LoopState loop) {
        return Checks.expect(EXPECTED, loop.run(succeedingTasks(TASKS)));
    }

    /** The same exception without a task: what the JVM takes to create it and to throw it through one call. */
    @Benchmark
    public long thrown() {
        long sum = 0;
        for (int i = 0; i < TASKS; i++) {
            try {
                refuse(i);
            } catch (Refusal refusal) {
                sum += refusal.number;
            }
        }
        return Checks.expect(EXPECTED, sum);
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static void refuse(long i) {
        throw new Refusal(i);
    }

    /** Kotlin's {@code async}, in a scope that does not fail with it. */
    @Benchmark
    public long kotlin() {
        return Checks.expect(EXPECTED, KotlinFailures.failing(TASKS));
    }

    @Async
    private static Coroutine<Long> failingTasks(int count) {
        List<Task<Refusal>> tasks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            tasks.add(createTask(fail(i)));
        }
        long sum = 0;
        for (Task<Refusal> task : tasks) {
            try {
                await(task);
            } catch (Refusal refusal) {
                sum += refusal.number;
            }
        }
        return completed(sum);
    }

    @Async
    private static Coroutine<Long> succeedingTasks(int count) {
        List<Task<Refusal>> tasks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            tasks.add(createTask(give(i)));
        }
        long sum = 0;
        for (Task<Refusal> task : tasks) {
            sum += await(task).number;
        }
        return completed(sum);
    }

    @Async
    private static Coroutine<Refusal> fail(long i) {
        throw new Refusal(i);
    }

    @Async
    private static Coroutine<Refusal> give(long i) {
        return completed(new Refusal(i));
    }
}
