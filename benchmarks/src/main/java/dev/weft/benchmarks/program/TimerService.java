package dev.weft.benchmarks.program;

import dev.weft.EventLoop;
import io.netty.util.HashedWheelTimer;
import io.netty.util.TimerTask;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A service that runs callbacks at their deadlines, on a single thread named {@value #THREAD}. */
abstract class TimerService {
    static final String THREAD = "timer-service";

    /** Creates the service with this name. */
    static TimerService named(String name) {
        return switch (name) {
            case "weft" -> new Weft();
            case "nettyTimer" -> new NettyTimer();
            case "scheduledExecutor" -> new ScheduledExecutor();
            default -> throw new IllegalArgumentException("unknown timer service: " + name);
        };
    }

    /**
     * Schedules a callback at many deadlines, and returns when all are scheduled.
     *
     * @param deadlines the deadlines in nanoseconds, on the scale of {@link System#nanoTime}
     */
    abstract void schedule(long[] deadlines, Runnable callback) throws InterruptedException;

    /** Weft's loop. */
    private static final class Weft extends TimerService {
        private final EventLoop loop = EventLoop.create();

        Weft() {
            var thread = new Thread(loop::runForever, THREAD);
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        void schedule(long[] deadlines, Runnable callback) throws InterruptedException {
            var scheduled = new CountDownLatch(1);
            loop.callSoonThreadsafe(() -> {
                long offset = loop.time() - System.nanoTime();
                for (long deadline : deadlines) {
                    loop.callAt(deadline + offset, callback);
                }
                scheduled.countDown();
            });
            scheduled.await();
        }
    }

    /** Netty's hashed wheel, with the settings of its default constructor. */
    private static final class NettyTimer extends TimerService {
        private static final int TICK_MILLIS = 100;
        private static final int TICKS_PER_WHEEL = 512;

        private final HashedWheelTimer timer = new HashedWheelTimer(
                runnable -> {
                    var thread = new DefaultThreadFactory(THREAD, true).newThread(runnable);
                    thread.setName(THREAD);
                    return thread;
                },
                TICK_MILLIS,
                TimeUnit.MILLISECONDS,
                TICKS_PER_WHEEL,
                false);

        @Override
        void schedule(long[] deadlines, Runnable callback) {
            TimerTask task = timeout -> callback.run();
            for (long deadline : deadlines) {
                timer.newTimeout(task, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        }
    }

    /** The JDK's binary heap. */
    private static final class ScheduledExecutor extends TimerService {
        private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, runnable -> {
            var thread = new Thread(runnable, THREAD);
            thread.setDaemon(true);
            return thread;
        });

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // the callback itself records that it has run
        void schedule(long[] deadlines, Runnable callback) {
            for (long deadline : deadlines) {
                executor.schedule(callback, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        }
    }
}
