package dev.weft.benchmarks;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.TimerHandle;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.TimerTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.agrona.DeadlineTimerWheel;
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

/** P8: what does it cost to schedule a timer and cancel it while 1,000,000 others are pending? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(TimerBenchmark.TIMERS)
public class TimerBenchmark {
    static final int TIMERS = 1_000;
    private static final Never NEVER = new Never();

    /** A callback that never runs, because no timer here expires. */
    private static final class Never implements Runnable, TimerTask {
        @Override
        public void run() {
            throw new AssertionError("a timer of a minute or more has expired: this measured something else");
        }

        @Override
        public void run(Timeout timeout) {
            run();
        }
    }

    /** The timers of an event loop. */
    @State(Scope.Thread)
    public static class WeftTimers {
        /** The number of timers that are pending already. */
        @Param("1000000")
        public int pending;

        private final EventLoop loop = EventLoop.create();
        private final Delays delays = new Delays();
        private final TimerHandle[] scheduled = new TimerHandle[TIMERS];

        /** Schedules the pending timers. */
        @Setup
        public void fill() {
            for (int i = 0; i < pending; i++) {
                loop.callLater(delays.nextDuration(), NEVER);
            }
        }

        /** Drops the timers. */
        @TearDown
        public void close() {
            loop.close();
        }
    }

    /** Netty's wheel, with ticks short enough for its thread to move all new timers into the wheel within a tick. */
    @State(Scope.Thread)
    public static class NettyTimers {
        private static final int TICKS_PER_WHEEL = 1 << 16; // so that few timers in a bucket belong to later rounds

        /** The number of timers that are pending already. */
        @Param("1000000")
        public int pending;

        private final Delays delays = new Delays();
        private final HashedWheelTimer timer = new HashedWheelTimer(
                new io.netty.util.concurrent.DefaultThreadFactory("timer", true),
                1,
                TimeUnit.MILLISECONDS,
                TICKS_PER_WHEEL,
                false);

        /** Schedules the pending timers. */
        @Setup
        public void fill() {
            for (int i = 0; i < pending; i++) {
                timer.newTimeout(NEVER, delays.nextNanos(), TimeUnit.NANOSECONDS);
            }
        }

        /** Drops the timers. */
        @TearDown
        public void stop() {
            timer.stop();
        }
    }

    /** The JDK's binary heap, which removes cancelled timers at once, as the others do. */
    @State(Scope.Thread)
    public static class ExecutorTimers {
        /** The number of timers that are pending already. */
        @Param("1000000")
        public int pending;

        private final Delays delays = new Delays();
        private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);

        /** Schedules the pending timers. */
        @Setup
        @SuppressWarnings("FutureReturnValueIgnored") // the timers are only to be pending
        public void fill() {
            executor.setRemoveOnCancelPolicy(true);
            for (int i = 0; i < pending; i++) {
                executor.schedule(NEVER, delays.nextNanos(), TimeUnit.NANOSECONDS);
            }
        }

        /** Drops the timers. */
        @TearDown
        public void stop() {
            executor.shutdownNow();
        }
    }

    /** Agrona's wheel, which knows timers by number only; its user maps a number to a callback. */
    @State(Scope.Thread)
    public static class AgronaTimers {
        private static final int TICKS_PER_WHEEL = 1 << 12;
        private static final int ROOM_IN_TICK = 1 << 9; // holds 1,000,000 timers without growing the wheel
        private static final long TICK = 1 << 20; // nanoseconds, a power of two

        /** The number of timers that are pending already. */
        @Param("1000000")
        public int pending;

        private final Delays delays = new Delays();
        private final DeadlineTimerWheel wheel =
                new DeadlineTimerWheel(TimeUnit.NANOSECONDS, System.nanoTime(), TICK, TICKS_PER_WHEEL, ROOM_IN_TICK);

        /** Schedules the pending timers. */
        @Setup
        public void fill() {
            for (int i = 0; i < pending; i++) {
                wheel.scheduleTimer(System.nanoTime() + delays.nextNanos());
            }
        }
    }

    /** {@code callLater} and {@code cancel}, in a task of the loop. */
    @Benchmark
    public int weft(WeftTimers timers) {
        return (int) Checks.expect(TIMERS, timers.loop.runUntilComplete(scheduleAndCancel(timers)));
    }

    /** The same for timers that are cancelled in the turn after the one that scheduled all of them. */
    @Benchmark
    public int weftNextTurn(WeftTimers timers) {
        return (int) Checks.expect(TIMERS, timers.loop.runUntilComplete(cancelNextTurn(timers)));
    }

    /** {@code newTimeout} and {@code cancel}; the work of the wheel's own thread is not counted. */
    @Benchmark
    public int nettyTimer(NettyTimers timers) {
        int cancelled = 0;
        for (int i = 0; i < TIMERS; i++) {
            var timeout = timers.timer.newTimeout(NEVER, timers.delays.nextNanos(), TimeUnit.NANOSECONDS);
            if (timeout.cancel()) {
                cancelled++;
            }
        }
        return (int) Checks.expect(TIMERS, cancelled);
    }

    /** {@code schedule} and {@code cancel}. */
    @Benchmark
    public int scheduledExecutor(ExecutorTimers timers) {
        int cancelled = 0;
        for (int i = 0; i < TIMERS; i++) {
            var future = timers.executor.schedule(NEVER, timers.delays.nextNanos(), TimeUnit.NANOSECONDS);
            if (future.cancel(false)) {
                cancelled++;
            }
        }
        return (int) Checks.expect(TIMERS, cancelled);
    }

    /** {@code scheduleTimer} and {@code cancelTimer}. */
    @Benchmark
    public int agronaWheel(AgronaTimers timers) {
        int cancelled = 0;
        for (int i = 0; i < TIMERS; i++) {
            long timer = timers.wheel.scheduleTimer(System.nanoTime() + timers.delays.nextNanos());
            if (timers.wheel.cancelTimer(timer)) {
                cancelled++;
            }
        }
        return (int) Checks.expect(TIMERS, cancelled);
    }

    /** The clock reading that everything here does at least, except Agrona's wheel itself. */
    @Benchmark
    public long clockAlone() {
        long sum = 0;
        for (int i = 0; i < TIMERS; i++) {
            sum += System.nanoTime();
        }
        return sum;
    }

    @Async
    private static Coroutine<Integer> scheduleAndCancel(WeftTimers timers) {
        var loop = EventLoop.running();
        int cancelled = 0;
        for (int i = 0; i < TIMERS; i++) {
            var handle = loop.callLater(timers.delays.nextDuration(), NEVER);
            handle.cancel();
            if (handle.isCancelled()) {
                cancelled++;
            }
        }
        return completed(cancelled);
    }

    @Async
    private static Coroutine<Integer> cancelNextTurn(WeftTimers timers) {
        var loop = EventLoop.running();
        for (int i = 0; i < TIMERS; i++) {
            timers.scheduled[i] = loop.callLater(timers.delays.nextDuration(), NEVER);
        }
        await(yieldNow());
        int cancelled = 0;
        for (var handle : timers.scheduled) {
            handle.cancel();
            if (handle.isCancelled()) {
                cancelled++;
            }
        }
        return completed(cancelled);
    }
}
