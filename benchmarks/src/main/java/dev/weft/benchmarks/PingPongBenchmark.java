package dev.weft.benchmarks;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.sync.Channel;
import dev.weft.sync.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** P20: what does a message cost between two tasks, each of which waits for the other's answer? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(2 * PingPongBenchmark.TIMES)
public class PingPongBenchmark {
    static final int TIMES = 10_000; // two messages each
    private static final int BOXED = 128; // the JDK keeps so many boxes: no side allocates any
    private static final long EXPECTED = expected();

    /** Two queues with room for one value. */
    @Benchmark
    public long weftQueue(LoopState loop) {
        return Checks.expect(EXPECTED, loop.run(queues(new Queue<>(1), new Queue<>(1))));
    }

    /** Two channels with room for one value. */
    @Benchmark
    public long weftChannel(LoopState loop) {
        return Checks.expect(EXPECTED, loop.run(channels(Channel.bounded(1), Channel.bounded(1))));
    }

    /** Two channels with room for one value, and two coroutines. */
    @Benchmark
    public long kotlin() {
        return Checks.expect(EXPECTED, KotlinSyncPeers.pingPong(TIMES, BOXED));
    }

    /** Two of the JDK's queues with room for one value, and two virtual threads on one carrier. */
    @Benchmark
    public long virtualThreads() throws Exception {
        return Checks.expect(
                EXPECTED, VirtualThreads.run(() -> threads(new ArrayBlockingQueue<>(1), new ArrayBlockingQueue<>(1))));
    }

    private static long expected() {
        long sum = 0;
        for (int i = 0; i < TIMES; i++) {
            sum += i % BOXED;
        }
        return sum;
    }

    @Async
    private static Coroutine<Long> queues(Queue<Integer> there, Queue<Integer> back) {
        Task<Void> echo = createTask(echo(there, back));
        long sum = 0;
        for (int i = 0; i < TIMES; i++) {
            await(there.put(i % BOXED));
            sum += await(back.get());
        }
        await(echo);
        return completed(sum);
    }

    @Async
    private static Coroutine<Void> echo(Queue<Integer> there, Queue<Integer> back) {
        for (int i = 0; i < TIMES; i++) {
            await(back.put(await(there.get())));
        }
        return completed();
    }

    @Async
    private static Coroutine<Long> channels(Channel<Integer> there, Channel<Integer> back) {
        Task<Void> echo = createTask(echo(there, back));
        long sum = 0;
        for (int i = 0; i < TIMES; i++) {
            await(there.send(i % BOXED));
            sum += await(back.receive());
        }
        await(echo);
        return completed(sum);
    }

    @Async
    private static Coroutine<Void> echo(Channel<Integer> there, Channel<Integer> back) {
        for (int i = 0; i < TIMES; i++) {
            await(back.send(await(there.receive())));
        }
        return completed();
    }

    private static long threads(BlockingQueue<Integer> there, BlockingQueue<Integer> back) throws InterruptedException {
        Thread echo = VirtualThreads.start(() -> threadEcho(there, back));
        long sum = 0;
        for (int i = 0; i < TIMES; i++) {
            there.put(i % BOXED);
            sum += back.take();
        }
        echo.join();
        return sum;
    }

    private static void threadEcho(BlockingQueue<Integer> there, BlockingQueue<Integer> back) {
        try {
            for (int i = 0; i < TIMES; i++) {
                back.put(there.take());
            }
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }
}
