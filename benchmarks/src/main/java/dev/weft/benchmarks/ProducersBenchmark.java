package dev.weft.benchmarks;

import dev.weft.EventLoop;
import dev.weft.internal.io.Poller;
import dev.weft.internal.loop.Job;
import dev.weft.internal.loop.LoopCore;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.MpscUnboundedXaddArrayQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** P10: what does a job cost that other threads submit to a running loop? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(ProducersBenchmark.JOBS)
public class ProducersBenchmark {
    static final int JOBS = 200_000;

    /** The threads that submit jobs, in rounds; they sleep between the rounds. */
    @State(Scope.Benchmark)
    public static class Producers {
        /** The number of threads. */
        @Param({"1", "2"})
        public int producers;

        private final Semaphore rounds = new Semaphore(0);
        private volatile Runnable submit = () -> {}; // any thread
        private volatile boolean ended; // any thread
        private int run;

        /** Starts the threads. */
        @Setup
        public void start() {
            for (int i = 0; i < producers; i++) {
                var thread = new Thread(this::produce, "producer-" + i);
                thread.setDaemon(true);
                thread.start();
            }
        }

        /** Ends the threads. */
        @TearDown
        public void end() {
            ended = true;
            rounds.release(producers);
        }

        private void produce() {
            rounds.acquireUninterruptibly();
            while (!ended) {
                Runnable once = submit;
                for (int left = JOBS / producers; left > 0; left--) {
                    once.run();
                }
                rounds.acquireUninterruptibly();
            }
        }

        /** Lets the threads start a round; a thread may do another's share. */
        private void startRound(Runnable submitOnce) {
            submit = submitOnce;
            run = 0;
            rounds.release(producers);
        }

        private void count() {
            run++;
        }
    }

    /** An event loop, run by the benchmark's thread. */
    @State(Scope.Benchmark)
    public static class WeftLoop {
        private final EventLoop loop = EventLoop.create();
        private final LoopCore core = new LoopCore(loop, System::nanoTime, Poller.system(System::nanoTime));

        /** Closes the loop. */
        @TearDown
        public void close() {
            loop.close();
            core.close();
        }
    }

    /** JCTools' queue, and a thread that runs the jobs in it. */
    @State(Scope.Benchmark)
    public static class JcToolsLoop {
        private static final int CHUNK = 1024;
        private final MpscUnboundedXaddArrayQueue<Runnable> queue = new MpscUnboundedXaddArrayQueue<>(CHUNK);

        private long runAll(Producers producers) {
            var runIt = (MessagePassingQueue.Consumer<Runnable>) Runnable::run;
            while (producers.run < JOBS) {
                if (queue.drain(runIt) == 0) {
                    Thread.onSpinWait();
                }
            }
            return Checks.expect(JOBS, producers.run);
        }
    }

    /** {@code callSoonThreadsafe}, which allocates a cancellable handle for each job. */
    @Benchmark
    public long weft(WeftLoop weft, Producers producers) {
        EventLoop loop = weft.loop;
        Runnable job = producers::count;
        loop.callSoon(
                new Runnable() { // keeps the loop awake, so that it checks for jobs in each turn
                    @Override
                    public void run() {
                        if (producers.run < JOBS) {
                            loop.callSoon(this);
                        } else {
                            loop.stop();
                        }
                    }
                });
        producers.startRound(() -> loop.callSoonThreadsafe(job));
        loop.runForever();
        return Checks.expect(JOBS, producers.run);
    }

    /** The loop's own queue, into which one job is enqueued again and again, as into JCTools' queue. */
    @Benchmark
    public long weftPreparedJob(WeftLoop weft, Producers producers) {
        LoopCore core = weft.core;
        Job job = new Job() {
            @Override
            protected void run() {
                producers.count();
            }
        };
        producers.startRound(() -> core.addFromAnyThread(job));
        while (producers.run < JOBS) {
            core.turn(false);
        }
        return Checks.expect(JOBS, producers.run);
    }

    /** JCTools' unbounded queue that claims slots by fetch-and-add. */
    @Benchmark
    public long jcToolsXadd(JcToolsLoop loop, Producers producers) {
        var queue = loop.queue;
        Runnable job = producers::count;
        producers.startRound(() -> queue.offer(job));
        return loop.runAll(producers);
    }

    /** The same queue with a cancellable object for each job, as {@code callSoonThreadsafe} allocates it. */
    @Benchmark
    public long jcToolsXaddCancellable(JcToolsLoop loop, Producers producers) {
        var queue = loop.queue;
        Runnable job = producers::count;
        producers.startRound(() -> queue.offer(new Cancellable(job)));
        return loop.runAll(producers);
    }

    /** A job that can be cancelled. */
    private static final class Cancellable implements Runnable {
        private volatile Runnable job; // any thread: null once cancelled

        Cancellable(Runnable job) {
            this.job = job;
        }

        @Override
        public void run() {
            Runnable once = job;
            if (once != null) {
                once.run();
            }
        }
    }
}
