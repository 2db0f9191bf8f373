package dev.weft.benchmarks;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.sync.Lock;
import dev.weft.sync.Permit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** P19: what does it cost to get a lock for which 100 tasks wait, to yield while holding it, and to pass it on? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(ContendedLockBenchmark.TASKS * ContendedLockBenchmark.TIMES)
public class ContendedLockBenchmark {
    static final int TASKS = 100;
    static final int TIMES = 100;

    /** The shared count, which the lock guards across a suspension. */
    private static final class Count {
        private int value;
    }

    /** Tasks on one loop. */
    @Benchmark
    public long weft(LoopState loop) {
        return Checks.expect(TASKS * TIMES, loop.run(tasks(new Lock())));
    }

    /** Coroutines on one thread. */
    @Benchmark
    public long kotlin() {
        return Checks.expect(TASKS * TIMES, KotlinSyncPeers.contendedLocks(TASKS, TIMES));
    }

    /** Virtual threads on one carrier. */
    @Benchmark
    public long virtualThreads() throws Exception {
        return Checks.expect(TASKS * TIMES, VirtualThreads.run(() -> threads(new ReentrantLock())));
    }

    @Async
    private static Coroutine<Long> tasks(Lock lock) {
        Count count = new Count();
        List<Task<Void>> tasks = new ArrayList<>(TASKS);
        for (int i = 0; i < TASKS; i++) {
            tasks.add(createTask(counts(lock, count)));
        }
        for (Task<Void> task : tasks) {
            await(task);
        }
        return completed((long) count.value);
    }

    @Async
    @SuppressWarnings("try") // the permit need not be named inside
    private static Coroutine<Void> counts(Lock lock, Count count) {
        for (int i = 0; i < TIMES; i++) {
            try (Permit permit = await(lock.acquire())) {
                int before = count.value;
                await(yieldNow());
                count.value = before + 1;
            }
        }
        return completed();
    }

    private static long threads(ReentrantLock lock) throws InterruptedException {
        Count count = new Count();
        Thread[] threads = new Thread[TASKS];
        for (int t = 0; t < TASKS; t++) {
            threads[t] = VirtualThreads.start(() -> threadCounts(lock, count));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return count.value;
    }

    @SuppressWarnings("ThreadPriorityCheck") // the yield lets the others find the lock held
    private static void threadCounts(ReentrantLock lock, Count count) {
        for (int i = 0; i < TIMES; i++) {
            lock.lock();
            try {
                int before = count.value;
                Thread.yield();
                count.value = before + 1;
            } finally {
                lock.unlock();
            }
        }
    }
}
