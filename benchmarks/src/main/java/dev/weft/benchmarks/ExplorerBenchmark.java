package dev.weft.benchmarks;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.testing.Explorer;
import dev.weft.testing.Scenario;
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

/** P25: what does a run of an explored scenario cost, of 4 tasks that yield 3 times each? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(ExplorerBenchmark.RUNS)
public class ExplorerBenchmark {
    static final int RUNS = 500;
    private static final int TASKS = 4;
    private static final int TIMES = 3;

    /** All orders with at most 3 delays, up to the number of runs. */
    @Benchmark
    public long exhaustive() {
        return Checks.expect(RUNS, runs(Explorer.exhaustive().delays(3)));
    }

    /** Orders by chance. */
    @Benchmark
    public long random() {
        return Checks.expect(RUNS, runs(Explorer.random(1)));
    }

    private static int runs(Explorer explorer) {
        return explorer.schedules(RUNS).check(Yields::new).schedules();
    }

    private static final class Yields implements Scenario {
        private int done;

        @Override
        @Async
        public Coroutine<?> body() {
            List<Task<Void>> tasks = new ArrayList<>(TASKS);
            for (int i = 0; i < TASKS; i++) {
                tasks.add(createTask(yielder()));
            }
            for (Task<Void> task : tasks) {
                await(task);
            }
            return completed(Checks.expect(TASKS * TIMES, done));
        }

        @Async
        private Coroutine<Void> yielder() {
            for (int i = 0; i < TIMES; i++) {
                await(yieldNow());
                done++;
            }
            return completed();
        }
    }
}
