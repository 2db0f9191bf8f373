package dev.weft.internal.explore;

import dev.weft.EventLoop;
import dev.weft.insight.Insight;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A limit of the wall time of one run: ends the run, and tells where everything stands. */
final class Watchdog implements Runnable {

    private static final long GRACE_MILLIS = 500; // for a loop that is between two steps to end by itself

    private final ExploredRun run; // constant after construction
    private final long nanos; // constant after construction
    private final String subject; // constant after construction: what has a limit
    private final Thread thread; // constant after construction: that of the loop
    private volatile boolean over; // any thread
    private boolean interrupted; // guarded by this
    private volatile @Nullable Future<?> alarm; // any thread: the next one

    private Watchdog(ExploredRun run, String subject, long nanos, Thread thread) {
        this.run = run;
        this.subject = subject;
        this.nanos = nanos;
        this.thread = thread;
    }

    /** Starts the watch of a run on this thread, which is over when so much time has passed. */
    static Watchdog start(ExploredRun run, long nanos) {
        Watchdog watchdog = new Watchdog(run, "the test", nanos, Thread.currentThread());
        watchdog.alarm = Alarms.EXECUTOR.schedule(watchdog, nanos, TimeUnit.NANOSECONDS);
        return watchdog;
    }

    /** Ends a run whose time has passed already. */
    static Watchdog startExpired(ExploredRun run, String subject, long nanos, Thread thread) {
        Watchdog watchdog = new Watchdog(run, subject, nanos, thread);
        watchdog.alarm = Alarms.EXECUTOR.schedule(watchdog, 0, TimeUnit.NANOSECONDS);
        return watchdog;
    }

    /** Calls back on the thread of the watchdogs, again and again. */
    static Future<?> every(long nanos, Runnable callback) {
        return Alarms.EXECUTOR.scheduleAtFixedRate(callback, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
        EventLoop loop = run.loop();
        String message = subject + " has taken longer than " + Times.millis(nanos) + ":\n"
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
        static final ScheduledThreadPoolExecutor EXECUTOR = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "weft-test-timeout");
            thread.setDaemon(true);
            return thread;
        });

        static {
            EXECUTOR.setRemoveOnCancelPolicy(true); // a run that has ended is not kept until its time has passed
        }
    }
}
