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

/** P10: what does a job cost that other threads hand to a running loop? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(ProducersBenchmark.JOBS)
public class ProducersBenchmark {
    static final int JOBS = 200_000;

    /** The threads that hand over the jobs, in rounds; between the rounds they sleep. */
    @State(Scope.Benchmark)
    public static class Producers {
        /** How many threads there are. */
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

        /** Lets the threads begin; a thread may do the share of another. */
        private void startRound(Runnable submitOnce) {
            submit = submitOnce;
            run = 0;
            rounds.release(producers);
        }

        private void count() {
            run++;
        }
    }

    /** An event loop that the benchmark's thread runs. */
    @State(Scope.Benchmark)
    public static class WeftLoop {
        private final EventLoop loop = EventLoop.create();
        private final LoopCore core = new LoopCore(loop, System::nanoTime, Poller.system());

        /** Ends it. */
        @TearDown
        public void close() {
            loop.close();
            core.close();
        }
    }

    /** JCTools' queue, and a thread that runs what it finds there. */
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

    /** {@code callSoonThreadsafe}: a handle for each job, which can be cancelled. */
    @Benchmark
    public long weft(WeftLoop weft, Producers producers) {
        EventLoop loop = weft.loop;
        Runnable job = producers::count;
        loop.callSoon(
                new Runnable() { // so that the loop looks for jobs in each turn, and never sleeps
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

    /** The loop's own queue, with one job that is queued again and again, as JCTools' queue gets it. */
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

    /** JCTools' unbounded queue that claims places by fetch-and-add. */
    @Benchmark
    public long jcToolsXadd(JcToolsLoop loop, Producers producers) {
        var queue = loop.queue;
        Runnable job = producers::count;
        producers.startRound(() -> queue.offer(job));
        return loop.runAll(producers);
    }

    /** The same queue with what {@code callSoonThreadsafe} makes: an object for each job, which can be cancelled. */
    @Benchmark
    public long jcToolsXaddCancellable(JcToolsLoop loop, Producers producers) {
        var queue = loop.queue;
        Runnable job = producers::count;
        producers.startRound(() -> queue.offer(new Cancellable(job)));
        return loop.runAll(producers);
    }

    /** A job that can be taken back. */
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
