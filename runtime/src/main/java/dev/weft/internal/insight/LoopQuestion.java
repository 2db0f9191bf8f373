package dev.weft.internal.insight;

import dev.weft.insight.Snapshot;
import dev.weft.insight.Snapshot.State;
import dev.weft.internal.loop.LoopCore;
import dev.weft.internal.task.ClockReading;
import dev.weft.internal.task.EventLoops;
import dev.weft.internal.task.LoopView;
import dev.weft.internal.task.TaskLoop;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A question to a loop about its tasks.
 *
 * <ol>
 *   <li>A loop that runs on the calling thread, or on none, is read at once.
 *   <li>Any other one answers itself, in its own turns, a part in each: as much as it reads in a millisecond.
 *   <li>If it has done nothing about it for 300 ms, a step holds it up. It is read from aside, between two looks at the
 *       stack of its thread.
 * </ol>
 */
final class LoopQuestion implements Runnable {

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long BUDGET_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int TASKS_PER_LOOK = 8; // at the clock

    private final TaskLoop loop; // constant after construction
    private final LoopCore core; // constant after construction
    private final boolean wasAsleep; // constant after construction
    private final LongSupplier clock; // constant after construction: real time
    private @Nullable LoopReading reading; // loop thread, until it is done
    private int parts; // holding this object: parts of the answer so far
    private boolean answering; // holding this object: the loop reads a part
    private boolean done; // holding this object
    private boolean abandoned; // holding this object: the loop need not answer any more

    LoopQuestion(TaskLoop loop) {
        this(loop, new ClockReading());
    }

    /** Creates a question that measures its parts, and the patience of the one who asks, by a clock. */
    LoopQuestion(TaskLoop loop, LongSupplier clock) {
        this.loop = loop;
        this.clock = clock;
        core = LoopView.core(loop);
        wasAsleep = core.isAsleep();
    }

    /** Puts the question to the loop, if another thread runs it. */
    void ask() {
        if (core.thread() != null && !core.isOwnThread()) {
            LoopReading.rehearse(loop);
            EventLoops.callIfOpen(loop, this);
        }
    }

    /** Reads a part; on the loop's thread. */
    @Override
    public void run() {
        if (!beginPart()) {
            return;
        }
        LoopReading begun = reading == null ? new LoopReading(loop, true) : reading;
        reading = begun;
        long start = clock.getAsLong();
        boolean more = true;
        try {
            while (more && clock.getAsLong() - start < BUDGET_NANOS) {
                for (int i = 0; i < TASKS_PER_LOOK && more; i++) {
                    more = begun.proceed();
                }
            }
        } finally {
            partRead(!more); // also after a failure, else the one who asks would wait for ever
        }
        if (more) {
            EventLoops.callIfOpen(loop, this);
        }
    }

    private synchronized boolean beginPart() {
        answering = !abandoned;
        return answering;
    }

    private synchronized void partRead(boolean last) {
        parts++;
        answering = false;
        done = last;
        notifyAll();
    }

    /** Tells whether the loop has read its last part. */
    synchronized boolean isAnswered() {
        return done;
    }

    /** Waits for the answer, or reads the loop here. */
    Answer answer() {
        Thread thread = core.thread();
        if (core.isOwnThread()) {
            LoopReading here = LoopReading.here(loop);
            return answer(here, State.RUNNING, stack(Thread.currentThread()));
        }
        if (thread == null) {
            return idle();
        }
        LoopReading answered = await();
        if (answered != null) {
            State state = wasAsleep ? State.WAITING : State.RUNNING;
            return answer(answered, state, List.of());
        }
        if (core.thread() == null) {
            return idle(); // it has ended meanwhile
        }
        List<StackTraceElement> stack = stack(thread);
        LoopReading aside = LoopReading.aside(loop);
        return answer(aside, State.HELD_UP, stack);
    }

    private Answer idle() {
        LoopReading idle = LoopReading.aside(loop);
        return answer(idle, State.IDLE, List.of());
    }

    private static Answer answer(LoopReading reading, State state, List<StackTraceElement> stack) {
        return new Answer(reading.picture(state, stack), reading.marks(), reading.calls());
    }

    private static List<StackTraceElement> stack(Thread thread) {
        return Arrays.asList(thread.getStackTrace());
    }

    private synchronized @Nullable LoopReading await() {
        boolean interrupted = false;
        for (int seen = -1; !done && (answering || seen != parts); ) {
            seen = parts;
            interrupted |= waitForPart(seen);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        abandoned = !done;
        return done ? reading : null;
    }

    /** Waits for another part, not longer than its patience; returns whether the thread was interrupted meanwhile. */
    private synchronized boolean waitForPart(int seen) {
        boolean interrupted = false;
        long deadline = clock.getAsLong() + PATIENCE_NANOS;
        for (long left = PATIENCE_NANOS; !done && parts == seen && left > 0; left = deadline - clock.getAsLong()) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                interrupted = true; // the answer comes soon, and the interrupt is for what the program does next
            }
        }
        return interrupted;
    }

    /**
     * The answer of a loop.
     *
     * @param loop the loop and its tasks
     * @param marks the mark of each of them
     * @param calls those of them that are calls of methods that return stages
     */
    record Answer(Snapshot.Loop loop, List<Mark> marks, Calls calls) {}
}
