package dev.weft.benchmarks;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.sync.Lock;
import dev.weft.sync.Permit;
import dev.weft.sync.Semaphore;
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

/** P18: what does it cost to acquire a free lock and release it again? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(LockBenchmark.TIMES)
public class LockBenchmark {
    static final int TIMES = 10_000;
    private static final long EXPECTED = (TIMES - 1L) * TIMES / 2;

    /** A lock, in one task. */
    @Benchmark
    public long weft(LoopState loop) {
        return Checks.expect(EXPECTED, loop.run(locks(new Lock())));
    }

    /** A semaphore with one permit. */
    @Benchmark
    public long weftSemaphore(LoopState loop) {
        return Checks.expect(EXPECTED, loop.run(permits(new Semaphore(1))));
    }

    /** A mutex, in one coroutine. */
    @Benchmark
    public long kotlin() {
        return Checks.expect(EXPECTED, KotlinSyncPeers.locks(TIMES));
    }

    /** A semaphore with one permit. */
    @Benchmark
    public long kotlinSemaphore() {
        return Checks.expect(EXPECTED, KotlinSyncPeers.permits(TIMES));
    }

    /** The JDK's lock, in one virtual thread. */
    @Benchmark
    public long virtualThreads() throws Exception {
        return Checks.expect(EXPECTED, VirtualThreads.run(() -> threadLocks(new ReentrantLock())));
    }

    @Async
    @SuppressWarnings("try") // the permit need not be named inside
    private static Coroutine<Long> locks(Lock lock) {
        long sum = 0;
        for (int i = 0; i < TIMES; i++) {
            try (Permit permit = await(lock.acquire())) {
                sum += i;
            }
        }
        return completed(sum);
    }

    @Async
    @SuppressWarnings("try") // the permit need not be named inside
    private static Coroutine<Long> permits(Semaphore semaphore) {
        long sum = 0;
        for (int i = 0; i < TIMES; i++) {
            try (Permit permit = await(semaphore.acquire())) {
                sum += i;
            }
        }
        return completed(sum);
    }

    private static long threadLocks(ReentrantLock lock) {
        long sum = 0;
        for (int i = 0; i < TIMES; i++) {
            lock.lock();
            try {
                sum += i;
            } finally {
                lock.unlock();
            }
        }
        return sum;
    }
}
