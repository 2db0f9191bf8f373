package dev.weft.internal.loop;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A watch for debug mode. It logs each callback or step of a task that holds up the loop for 100 ms, with the stack
 * that the loop's thread had at that moment.
 *
 * <p>A second thread checks now and then how long the job has been running: when the job has ended, its stack is gone.
 */
public final class SlowJobs {

    private static final System.Logger LOG = System.getLogger("dev.weft");
    private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100); // as asyncio's slow_callback_duration
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final LongSupplier clock; // constant after construction: real time, because a virtual clock stands still
    private volatile @Nullable Run current; // any thread: the current run
    private volatile boolean stopped; // any thread

    private SlowJobs(LongSupplier clock) {
        this.clock = clock;
    }

    /** Starts a watch; {@link #stop} ends it. */
    public static SlowJobs start(LongSupplier clock) {
        SlowJobs watch = new SlowJobs(clock);
        Thread observer = new Thread(watch::observe, "weft-debug");
        observer.setDaemon(true);
        observer.start();
        return watch;
    }

    /** Ends the second thread. */
    public void stop() {
        stopped = true;
    }

    /** Runs a job, and logs it if it was slow. */
    void run(Job job) {
        Run run = new Run(job, Thread.currentThread(), clock.getAsLong());
        current = run;
        try {
            job.run();
        } finally {
            current = null;
            report(run);
        }
    }

    private void report(Run run) {
        long nanos = clock.getAsLong() - run.begun;
        if (nanos >= SLOW_NANOS) {
            StringBuilder text = new StringBuilder("Executing " + ForeignText.of(run.job) + " took "
                    + TimeUnit.NANOSECONDS.toMillis(nanos)
                    + " ms: it holds up everything else on the loop. Use toThread for"
                    + " blocking calls");
            for (StackTraceElement place : run.stack) {
                text.append(System.lineSeparator()).append("\tat ").append(place);
            }
            LOG.log(System.Logger.Level.WARNING, text.toString());
        }
    }

    private void observe() {
        while (!stopped) {
            Run run = current;
            if (run != null && run.stack.length == 0 && clock.getAsLong() - run.begun >= SLOW_NANOS - LOOK_NANOS) {
                StackTraceElement[] stack = run.thread.getStackTrace();
                if (current == run) {
                    run.stack = stack;
                }
            }
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
    }

    /** A run of a job. */
    private static final class Run {
        final Job job; // constant after construction
        final Thread thread; // constant after construction
        final long begun; // constant after construction
        volatile StackTraceElement[] stack = {}; // any thread: as the observer saw it

        Run(Job job, Thread thread, long begun) {
            this.job = job;
            this.thread = thread;
            this.begun = begun;
        }
    }
}
