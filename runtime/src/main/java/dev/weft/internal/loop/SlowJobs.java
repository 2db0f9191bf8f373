package dev.weft.internal.loop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A watch for debug mode. It logs each callback or step of a task that holds up the loop for 100 ms, once: a second
 * thread does so while the job runs, with the stack of the loop's thread. A job that ends before that thread has noticed
 * is logged without a stack when it ends.
 */
public final class SlowJobs extends JobWatch {

    private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100); // as asyncio's slow_callback_duration
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final LongSupplier clock; // constant after construction: real time, because a virtual clock stands still
    private volatile @Nullable Run current; // any thread: the current run
    private volatile boolean stopped; // any thread
    private long longestNanos; // the loop's thread; others read a value that may be old

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

    /** Returns the longest job, in nanoseconds. */
    public long longestNanos() {
        return longestNanos;
    }

    /** Runs a job, and logs it if it was slow and is not logged yet. */
    @Override
    protected void run(Job job) {
        Run run = new Run(job, Thread.currentThread(), clock.getAsLong());
        current = run;
        try {
            proceed(job);
        } finally {
            current = null;
            long nanos = clock.getAsLong() - run.begun;
            longestNanos = Math.max(longestNanos, nanos);
            if (nanos >= SLOW_NANOS && run.claim()) {
                report(run, " took ", nanos, new StackTraceElement[0]);
            }
        }
    }

    private void observe() {
        while (!stopped) {
            Run run = current;
            if (run != null) {
                observe(run);
            }
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
    }

    private void observe(Run run) {
        long nanos = clock.getAsLong() - run.begun;
        if (nanos < SLOW_NANOS || run.isReported()) {
            return;
        }
        StackTraceElement[] stack = run.thread.getStackTrace();
        if (current == run && run.claim()) { // else the stack is that of another job
            report(run, " has been running for ", nanos, stack);
        }
    }

    private static void report(Run run, String verb, long nanos, StackTraceElement[] stack) {
        StringBuilder text = new StringBuilder("Executing " + ForeignText.of(run.job) + verb
                + TimeUnit.NANOSECONDS.toMillis(nanos)
                + " ms: it holds up everything else on the loop. Use toThread for"
                + " blocking calls");
        for (StackTraceElement place : stack) {
            text.append(System.lineSeparator()).append("\tat ").append(place);
        }
        Log.warning(text.toString());
    }

    /** A run of a job. */
    private static final class Run {

        private static final VarHandle REPORTED;

        static {
            try {
                REPORTED = MethodHandles.lookup().findVarHandle(Run.class, "reported", boolean.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        final Job job; // constant after construction
        final Thread thread; // constant after construction
        final long begun; // constant after construction
        private volatile boolean reported; // any thread: only the one that sets it reports

        Run(Job job, Thread thread, long begun) {
            this.job = job;
            this.thread = thread;
            this.begun = begun;
        }

        boolean isReported() {
            return reported;
        }

        boolean claim() {
            return REPORTED.compareAndSet(this, false, true);
        }
    }
}
