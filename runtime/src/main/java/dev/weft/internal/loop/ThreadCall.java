package dev.weft.internal.loop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that another thread does for a {@link SteeredLoop}. What its thread sends to the loop, which ends with the
 * outcome, is kept until the loop takes it in: the moment at which it comes is left to chance, and must decide nothing.
 */
public final class ThreadCall implements Runnable {

    private static final ThreadLocal<ThreadCall> RUNNING = new ThreadLocal<>();

    private final int number; // constant after construction: the first one of a loop has 1
    private final SteeredLoop loop; // constant after construction
    private final @Nullable Executor
            serial; // constant after construction: what runs this and others one by one, if it does
    private final Job outcome; // constant after construction
    private final BooleanSupplier
            ended; // constant after construction; loop thread: whether the outcome is no longer awaited
    private final Runnable work; // constant after construction
    private final Deque<Job> sent = new ArrayDeque<>(); // loop thread: what has come and was not taken in
    private int coroutines; // loop thread: those of its thread's that the loop runs
    private boolean over; // loop thread: the outcome was taken in
    private boolean standing; // loop thread: has sent nothing although the loop has waited for it
    private volatile @Nullable Thread thread; // any thread: the one that does the work, null while none does

    ThreadCall(
            int number,
            SteeredLoop loop,
            @Nullable Executor serial,
            Job outcome,
            BooleanSupplier ended,
            Runnable work) {
        this.number = number;
        this.loop = loop;
        this.serial = serial;
        this.outcome = outcome;
        this.ended = ended;
        this.work = work;
    }

    /** Returns the call that this thread runs for a loop, or null. */
    static @Nullable ThreadCall runningFor(SteeredLoop loop) {
        ThreadCall running = RUNNING.get();
        return running == null || running.loop != loop ? null : running;
    }

    @Override
    public void run() {
        ThreadCall outer = RUNNING.get();
        RUNNING.set(this);
        thread = Thread.currentThread();
        try {
            work.run();
        } finally {
            thread = null;
            if (outer == null) {
                RUNNING.remove();
            } else {
                RUNNING.set(outer);
            }
            if (loop.isOwnThread()) {
                over = true; // the executor has run it here: the outcome is among what is ready
            }
        }
    }

    /** Tells whether the outcome is still to come; loop thread only. */
    boolean isOpen() {
        return !over && !ended.getAsBoolean();
    }

    /** Tells whether a call that was begun later runs only when this has ended. */
    boolean runsBefore(ThreadCall later) {
        return serial != null && serial == later.serial;
    }

    /** Tells whether its thread most likely waits for a coroutine that the loop runs; loop thread only. */
    boolean awaitsLoop() {
        return coroutines > 0;
    }

    /** Notes that the loop has taken in a coroutine that the thread has handed to it; loop thread only. */
    public void beginCoroutine() {
        coroutines++;
    }

    /** Notes that such a coroutine has ended; loop thread only. */
    public void endCoroutine() {
        coroutines--;
    }

    /** Keeps what has come from the thread; loop thread only. */
    void keep(Job job) {
        sent.add(job);
    }

    /** Tells whether something has come; loop thread only. */
    boolean hasSent() {
        return !sent.isEmpty();
    }

    /** Takes what has come first; loop thread only. */
    Job take() {
        Job first = sent.remove();
        if (first instanceof HandedJob handed) {
            handed.takenIn();
        }
        over |= isOutcome(first);
        standing = false;
        return first;
    }

    /** Tells whether a job is the outcome. */
    boolean isOutcome(Job job) {
        return job == outcome;
    }

    /** Drops what has come, as the loop is closed; loop thread only. */
    void drop() {
        for (Job job = sent.poll(); job != null; job = sent.poll()) {
            job.dropped();
        }
    }

    /** Lets go of what has come, as the outcome is not awaited; loop thread only. */
    void release() {
        for (Job job = sent.poll(); job != null; job = sent.poll()) {
            if (isOutcome(job)) {
                job.dropped();
            } else {
                loop.add(job);
            }
        }
    }

    /** Tells whether the thread waits for something at this moment. */
    boolean isBlocked() {
        Thread running = thread;
        Thread.State state = running == null ? Thread.State.RUNNABLE : running.getState();
        return state == Thread.State.WAITING || state == Thread.State.BLOCKED;
    }

    /** Notes that it has sent nothing although the loop has waited for it; loop thread only. */
    void stands() {
        standing = true;
    }

    /** Tells whether that was noted, and nothing has come since; loop thread only. */
    boolean isStanding() {
        return standing;
    }

    @Override
    public String toString() {
        return "call " + number + " on another thread";
    }
}
