package dev.weft.internal.loop;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jctools.queues.MpscArrayQueue;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jctools.queues.MpscUnboundedXaddArrayQueue;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** P9: what does it cost the loop's own thread to enqueue a job and dequeue it? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(ReadyQueueBenchmark.JOBS)
@State(Scope.Thread)
public class ReadyQueueBenchmark {
    static final int JOBS = 100; // enqueued one after the other, then dequeued, as in a loop's turn
    private static final int CHUNK = 1024;

    private final Numbered job = new Numbered(7);
    private final ReadyQueue ready = new ReadyQueue();
    private final MpscArrayQueue<Numbered> bounded = new MpscArrayQueue<>(CHUNK);
    private final MpscUnboundedArrayQueue<Numbered> unbounded = new MpscUnboundedArrayQueue<>(CHUNK);
    private final MpscUnboundedXaddArrayQueue<Numbered> xadd = new MpscUnboundedXaddArrayQueue<>(CHUNK);
    private final MpscUnboundedVarHandleArrayQueue<Numbered> varHandles = new MpscUnboundedVarHandleArrayQueue<>(CHUNK);
    private final ArrayDeque<Numbered> deque = new ArrayDeque<>(CHUNK);

    /** A job with a number, by which the result is checked. */
    private static final class Numbered extends Job {
        private final int number;

        Numbered(int number) {
            this.number = number;
        }

        @Override
        protected void run() {
            throw new UnsupportedOperationException("it is queued only");
        }
    }

    /** The loop's ready queue. */
    @Benchmark
    public int weft() {
        for (int i = 0; i < JOBS; i++) {
            ready.add(job);
        }
        int sum = 0;
        for (Job taken = ready.poll(); taken != null; taken = ready.poll()) {
            sum += ((Numbered) taken).number;
        }
        return expectAll(sum);
    }

    /** JCTools' bounded queue. */
    @Benchmark
    public int jcToolsBounded() {
        return through(bounded);
    }

    /** JCTools' unbounded queue, as Netty's event loops use it. */
    @Benchmark
    public int jcToolsUnbounded() {
        return through(unbounded);
    }

    /** JCTools' unbounded queue that claims slots by fetch-and-add. */
    @Benchmark
    public int jcToolsXadd() {
        return through(xadd);
    }

    /** JCTools' unbounded queue without {@code Unsafe}. */
    @Benchmark
    public int jcToolsVarHandles() {
        return through(varHandles);
    }

    /** The JDK's queue for one thread. */
    @Benchmark
    public int arrayDeque() {
        return through(deque);
    }

    private int through(Queue<Numbered> queue) {
        for (int i = 0; i < JOBS; i++) {
            queue.add(job);
        }
        int sum = 0;
        for (Numbered taken = queue.poll(); taken != null; taken = queue.poll()) {
            sum += taken.number;
        }
        return expectAll(sum);
    }

    private int expectAll(int sum) {
        if (sum != JOBS * job.number) {
            throw new AssertionError("expected " + JOBS + " jobs of number " + job.number + ", their sum is " + sum);
        }
        return sum;
    }
}
