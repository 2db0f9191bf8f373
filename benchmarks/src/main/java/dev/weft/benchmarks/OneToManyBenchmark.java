package dev.weft.benchmarks;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.sync.Channel;
import dev.weft.sync.Queue;
import java.util.ArrayList;
import java.util.List;
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

/** P20: what does a message cost from one task to 100 others, with room for 100 messages between them? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(OneToManyBenchmark.VALUES)
public class OneToManyBenchmark {
    static final int VALUES = 10_000;
    static final int RECEIVERS = 100;
    static final int ROOM = 100;
    private static final int BOXED = 128; // the JDK keeps so many boxes: no side allocates any
    private static final int LAST = -1; // the message that ends a receiver
    private static final long EXPECTED = expected();

    /** A queue. */
    @Benchmark
    public long weftQueue(LoopState loop) {
        return Checks.expect(EXPECTED, loop.run(queue(new Queue<>(ROOM))));
    }

    /** A channel. */
    @Benchmark
    public long weftChannel(LoopState loop) {
        return Checks.expect(EXPECTED, loop.run(channel(Channel.bounded(ROOM))));
    }

    /** A channel, and coroutines on one thread. */
    @Benchmark
    public long kotlin() {
        return Checks.expect(EXPECTED, KotlinSyncPeers.oneToMany(VALUES, RECEIVERS, ROOM, BOXED));
    }

    /** The JDK's queue, and virtual threads on one carrier. */
    @Benchmark
    public long virtualThreads() throws Exception {
        return Checks.expect(EXPECTED, VirtualThreads.run(() -> threads(new ArrayBlockingQueue<>(ROOM))));
    }

    private static long expected() {
        long sum = 0;
        for (int i = 0; i < VALUES; i++) {
            sum += i % BOXED;
        }
        return sum;
    }

    @Async
    private static Coroutine<Long> queue(Queue<Integer> queue) {
        List<Task<Long>> receivers = new ArrayList<>(RECEIVERS);
        for (int i = 0; i < RECEIVERS; i++) {
            receivers.add(createTask(sum(queue)));
        }
        for (int i = 0; i < VALUES; i++) {
            await(queue.put(i % BOXED));
        }
        for (int i = 0; i < RECEIVERS; i++) {
            await(queue.put(LAST));
        }
        long sum = 0;
        for (Task<Long> receiver : receivers) {
            sum += await(receiver);
        }
        return completed(sum);
    }

    @Async
    private static Coroutine<Long> sum(Queue<Integer> queue) {
        long sum = 0;
        for (int value = await(queue.get()); value != LAST; value = await(queue.get())) {
            sum += value;
        }
        return completed(sum);
    }

    @Async
    private static Coroutine<Long> channel(Channel<Integer> channel) {
        List<Task<Long>> receivers = new ArrayList<>(RECEIVERS);
        for (int i = 0; i < RECEIVERS; i++) {
            receivers.add(createTask(sum(channel)));
        }
        for (int i = 0; i < VALUES; i++) {
            await(channel.send(i % BOXED));
        }
        for (int i = 0; i < RECEIVERS; i++) {
            await(channel.send(LAST));
        }
        long sum = 0;
        for (Task<Long> receiver : receivers) {
            sum += await(receiver);
        }
        return completed(sum);
    }

    @Async
    private static Coroutine<Long> sum(Channel<Integer> channel) {
        long sum = 0;
        for (int value = await(channel.receive()); value != LAST; value = await(channel.receive())) {
            sum += value;
        }
        return completed(sum);
    }

    private static long threads(BlockingQueue<Integer> queue) throws InterruptedException {
        long[] sums = new long[RECEIVERS];
        Thread[] receivers = new Thread[RECEIVERS];
        for (int t = 0; t < RECEIVERS; t++) {
            int own = t;
            receivers[t] = VirtualThreads.start(() -> sums[own] = threadSum(queue));
        }
        for (int i = 0; i < VALUES; i++) {
            queue.put(i % BOXED);
        }
        for (int i = 0; i < RECEIVERS; i++) {
            queue.put(LAST);
        }
        long sum = 0;
        for (int t = 0; t < RECEIVERS; t++) {
            receivers[t].join();
            sum += sums[t];
        }
        return sum;
    }

    private static long threadSum(BlockingQueue<Integer> queue) {
        try {
            long sum = 0;
            for (int value = queue.take(); value != LAST; value = queue.take()) {
                sum += value;
            }
            return sum;
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }
}
