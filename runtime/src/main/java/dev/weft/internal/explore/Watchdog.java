package dev.weft.internal.explore;

import dev.weft.EventLoop;
import dev.weft.insight.Insight;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A limit of the wall time of one run: ends the run, and tells where everything stands. */
final class Watchdog implements Runnable {

    private static final long GRACE_MILLIS = 500; // for a loop that is between two steps to end by itself

    private final ExploredRun run; // constant after construction
    private final long nanos; // constant after construction
    private final Thread thread = Thread.currentThread(); // constant after construction: that of the loop
    private volatile boolean over; // any thread
    private boolean interrupted; // guarded by this
    private volatile @Nullable Future<?> alarm; // any thread: the next one

    private Watchdog(ExploredRun run, long nanos) {
        this.run = run;
        this.nanos = nanos;
    }

    static Watchdog start(ExploredRun run, long nanos) {
        Watchdog watchdog = new Watchdog(run, nanos);
        watchdog.alarm = Alarms.EXECUTOR.schedule(watchdog, nanos, TimeUnit.NANOSECONDS);
        return watchdog;
    }

    @Override
    public void run() {
        EventLoop loop = run.loop();
        String message = "the test has taken longer than " + Times.millis(nanos) + ":\n"
                + Insight.snapshot(loop).tree();
        if (over) {
            return;
        }
        loop.callSoonThreadsafe(() -> {
            if (!over) {
                run.expire(message);
            }
        });
        alarm = Alarms.EXECUTOR.schedule(() -> interrupt(message), GRACE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Interrupts a step that holds the loop up. */
    private synchronized void interrupt(String message) {
        if (!over) {
            run.note(message);
            interrupted = true;
            thread.interrupt();
            alarm = Alarms.EXECUTOR.schedule(() -> print(message), GRACE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Prints where a step stands that an interrupt does not end either: nothing else can end it. */
    private synchronized void print(String message) {
        if (!over) {
            System.err.println(
                    message.stripTrailing() + "\nAn interrupt does not end this either, so the test goes on.");
        }
    }

    /** Ends the watch. */
    void stop() {
        synchronized (this) {
            over = true;
            if (interrupted) {
                boolean unused = Thread.interrupted(); // it was meant for this run only
            }
        }
        Future<?> next = alarm;
        if (next != null) {
            next.cancel(false);
        }
    }

    /** The thread of all watchdogs, which starts with the first one. */
    private static final class Alarms {
        static final ScheduledExecutorService EXECUTOR = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "weft-test-timeout");
            thread.setDaemon(true);
            return thread;
        });
    }
}
