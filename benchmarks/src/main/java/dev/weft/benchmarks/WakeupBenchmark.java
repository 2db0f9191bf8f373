package dev.weft.benchmarks;

import dev.weft.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
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

/** P11: how long does it take from a submit to a sleeping loop until the loop runs what was submitted? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class WakeupBenchmark {

    /** Notes that it has run; the submitting thread looks at the note until it changes. */
    @State(Scope.Benchmark)
    public static class Note {
        private static final long ASLEEP_AFTER = 50_000; // nanoseconds: by then a loop with nothing to do is in select

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

        @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
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

    /** An event loop on a thread of its own. */
    @State(Scope.Benchmark)
    public static class WeftLoop {
        private final EventLoop loop = EventLoop.create();
        private final Thread thread = new Thread(loop::runForever, "weft-loop");
        private final Executor executor = loop::callSoonThreadsafe;

        /** Starts it. */
        @Setup
        public void start() {
            thread.start();
        }

        /** Ends it. */
        @TearDown
        public void stop() throws InterruptedException {
            loop.callSoonThreadsafe(loop::stop);
            thread.join();
            loop.close();
        }
    }

    /** Netty's event loop on a thread of its own. */
    @State(Scope.Benchmark)
    public static class NettyLoop {
        private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        private final Executor loop = group.next();

        /** Ends it. */
        @TearDown
        public void stop() {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    /** {@code callSoonThreadsafe}. */
    @Benchmark
    public long weft(WeftLoop loop, Note note) {
        return note.submitTo(loop.executor);
    }

    /** {@code execute} of Netty's event loop on java.nio. */
    @Benchmark
    public long nettyNio(NettyLoop loop, Note note) {
        return note.submitTo(loop.loop);
    }
}
