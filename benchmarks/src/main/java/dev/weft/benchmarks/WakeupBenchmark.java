package dev.weft.benchmarks;

import dev.weft.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** P11: how long does it take from a submit to a sleeping loop until the loop runs the job? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class WakeupBenchmark {

    /** A job that counts its runs, and a submitter that spins until the count changes. */
    @State(Scope.Benchmark)
    public static class Note {
        private static final long ASLEEP_AFTER = 100_000; // nanoseconds: by then an idle loop is in select

        private final Runnable job = this::ran;
        private volatile long runs; // any thread; only the loop writes
        private long submitted;

        /** Gives the loop time to fall asleep. */
        @Setup(Level.Invocation)
        public void letTheLoopSleep() {
            long until = System.nanoTime() + ASLEEP_AFTER;
            while (System.nanoTime() - until < 0) {
                Thread.onSpinWait();
            }
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // there is one writer
        private void ran() {
            runs++;
        }

        private long submitTo(Executor loop) {
            long expected = ++submitted;
            loop.execute(job);
            while (runs < expected) {
                Thread.onSpinWait();
            }
            return Checks.expect(expected, runs);
        }
    }

    /** A count of how often the loop's thread falls asleep: if it does not, the benchmark measures something else. */
    private static final class Sleeps {
        private static final long ENOUGH = 1_000; // submits: with fewer, the start-up may distort the count

        private final @Nullable LinuxThread thread;
        private final long before;

        Sleeps(String threadName) throws IOException {
            thread = LinuxThread.isKnown() ? LinuxThread.named(threadName) : null;
            before = thread == null ? 0 : thread.sleeps();
        }

        void check(long submits) throws IOException {
            if (thread != null && submits > ENOUGH) {
                long sleeps = thread.sleeps() - before;
                if (sleeps < submits / 2) {
                    throw new AssertionError("the loop slept only " + sleeps + " times between " + submits
                            + " submits: it did not have to be woken, or the machine is too busy to tell");
                }
            }
        }
    }

    /** An event loop on a thread of its own. */
    @State(Scope.Benchmark)
    public static class WeftLoop {
        private static final String THREAD = "weft-loop";

        private final EventLoop loop = EventLoop.create();
        private final Thread thread = new Thread(loop::runForever);
        private final Executor executor = loop::callSoonThreadsafe;
        private @Nullable Sleeps sleeps;

        /** Starts the loop. */
        @Setup
        public void start() throws IOException, InterruptedException {
            thread.start();
            awaitOnce(() -> Thread.currentThread().setName(THREAD), executor);
            sleeps = new Sleeps(THREAD);
        }

        /** Stops the loop. */
        @TearDown
        public void stop(Note note) throws IOException, InterruptedException {
            if (sleeps != null) {
                sleeps.check(note.submitted);
            }
            loop.callSoonThreadsafe(loop::stop);
            thread.join();
            loop.close();
        }
    }

    /** Netty's event loop on a thread of its own. */
    @State(Scope.Benchmark)
    public static class NettyLoop {
        private static final String THREAD = "netty-loop";

        private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        private final Executor loop = group.next();
        private @Nullable Sleeps sleeps;

        /** Starts the loop. */
        @Setup
        public void start() throws IOException, InterruptedException {
            awaitOnce(() -> Thread.currentThread().setName(THREAD), loop);
            sleeps = new Sleeps(THREAD);
        }

        /** Stops the loop. */
        @TearDown
        public void stop(Note note) throws IOException {
            if (sleeps != null) {
                sleeps.check(note.submitted);
            }
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    /** Runs a job on a loop and waits for it, so that the loop's thread has started. */
    private static void awaitOnce(Runnable job, Executor loop) throws InterruptedException {
        var ran = new CountDownLatch(1);
        loop.execute(() -> {
            job.run();
            ran.countDown();
        });
        ran.await();
    }

    /** {@code callSoonThreadsafe}. */
    @Benchmark
    public long weft(WeftLoop loop, Note note) {
        return note.submitTo(loop.executor);
    }

    /** {@code execute} of Netty's event loop, which uses java.nio. */
    @Benchmark
    public long nettyNio(NettyLoop loop, Note note) {
        return note.submitTo(loop.loop);
    }
}
