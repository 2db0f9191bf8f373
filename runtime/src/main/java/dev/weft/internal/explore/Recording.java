package dev.weft.internal.explore;

import dev.weft.internal.loop.Job;
import dev.weft.internal.loop.SteeredLoop;
import dev.weft.internal.probe.Footprint;
import java.util.Arrays;

/**
 * What the steps of one run have done to the loop's queue, and what each has touched: enough to tell how the steps of
 * another order would go, as long as no two change places of which one has written what the other has touched.
 *
 * <p>A job that runs several times has a step each time. Jobs come into the queue behind what is there: from a step, or, while
 * the queue is empty, because time has passed. A recording that has met anything else is unusable. Loop thread only, until the
 * run has ended.
 */
final class Recording {

    private static final int MOST_STEPS = 512; // the order of more is not predicted: each has a bit for each other
    private static final int MOST_JOBS = 128;
    private static final int FIRST = 16;

    private final Footprint footprint; // constant after construction
    private Job[] jobs = new Job[FIRST];
    private boolean[] queued = new boolean[FIRST];
    int[] latest = new int[FIRST]; // by job: the number of its step which was the last so far, -1 if there was none
    int jobCount;

    int[] jobOf = new int[FIRST]; // by step
    boolean[] isTask = new boolean[FIRST]; // by step: whether it is one of a task, and not a callback
    boolean[] opaque = new boolean[FIRST]; // by step
    boolean[] timed = new boolean[FIRST]; // by step: whether it has set a timer that ended at the same time as another
    int[] accessesEnd = new int[FIRST]; // by step: those of the step before end where its own begin
    int[] addedEnd = new int[FIRST]; // by step
    int stepCount;

    int[] accesses = new int[4 * FIRST]; // by steps: see Footprint
    int[] added = new int[FIRST]; // by steps: the jobs that the step has enqueued
    int[] woken = new int[FIRST]; // jobs that time has enqueued
    int[] wokenEnd = new int[FIRST]; // by times that time has passed
    int wakeCount;

    private int size; // of the queue, after the latest step
    private int timers; // after the latest step
    private boolean unusable;
    private boolean whole;

    Recording(Footprint footprint) {
        this.footprint = footprint;
    }

    /** Notes the next step: the job at a position of the queue. */
    void begins(SteeredLoop loop, int position, boolean ofTask) {
        if (unusable) {
            return;
        }
        appear(loop);
        if (stepCount == MOST_STEPS || jobCount > MOST_JOBS) {
            unusable = true;
            return;
        }
        if (stepCount == jobOf.length) {
            growSteps();
        }
        int job = numberOf(loop.ready(position));
        queued[job] = false;
        jobOf[stepCount] = job;
        isTask[stepCount] = ofTask;
        latest[job] = stepCount;
        size = loop.readyCount() - 1;
    }

    /** Notes the jobs that no step has enqueued. */
    private void appear(SteeredLoop loop) {
        int count = loop.readyCount() - size;
        if (count == 0) {
            return;
        }
        if (size > 0 || (stepCount > 0 && count != timers - loop.timers())) {
            unusable = true;
            return;
        }
        int begin = wakeCount == 0 ? 0 : wokenEnd[wakeCount - 1];
        if (wakeCount == wokenEnd.length) {
            wokenEnd = Arrays.copyOf(wokenEnd, 2 * wakeCount);
        }
        woken = withRoom(woken, begin + count);
        for (int i = 0; i < count; i++) {
            woken[begin + i] = enqueued(loop.ready(i));
        }
        wokenEnd[wakeCount++] = begin + count;
        if (count > 1 && stepCount > 0) {
            noteTimers(begin, count);
        }
    }

    /** Their order is that in which they went to sleep. */
    private void noteTimers(int begin, int count) {
        for (int i = begin; i < begin + count; i++) {
            int step = latest[woken[i]];
            if (step < 0) {
                unusable = true;
            } else {
                timed[step] = true;
            }
        }
    }

    /** Notes that the step has ended. */
    void ended(SteeredLoop loop) {
        if (unusable) {
            return;
        }
        int from = stepCount == 0 ? 0 : addedEnd[stepCount - 1];
        int count = loop.readyCount() - size;
        added = withRoom(added, from + count);
        for (int i = 0; i < count; i++) {
            added[from + i] = enqueued(loop.ready(size + i));
        }
        addedEnd[stepCount] = from + count;
        int begin = stepCount == 0 ? 0 : accessesEnd[stepCount - 1];
        accesses = withRoom(accesses, begin + footprint.count());
        footprint.copyTo(accesses, begin);
        accessesEnd[stepCount] = begin + footprint.count();
        opaque[stepCount] = footprint.isOpaque();
        unusable |= footprint.isLost();
        size += count;
        timers = loop.timers();
        stepCount++;
    }

    /** Notes that the scenario's own task has ended, with the latest step: whether nothing but it was ready. */
    void end() {
        int from = stepCount < 2 ? 0 : addedEnd[stepCount - 2];
        whole = !unusable && stepCount > 0 && size == addedEnd[stepCount - 1] - from;
    }

    /** Gives up: what happens cannot be told for another order. */
    void giveUp() {
        unusable = true;
    }

    /** Tells whether other orders can be told from this one. */
    boolean isWhole() {
        return whole && !unusable;
    }

    /** Lets go of what only the run needs. */
    void release() {
        jobs = new Job[0];
        queued = new boolean[0];
    }

    int job(int step) {
        return jobOf[step];
    }

    /** Returns the number of a job that comes into the queue. */
    private int enqueued(Job job) {
        int number = numberOf(job);
        unusable |= queued[number]; // twice: its steps cannot be told apart
        queued[number] = true;
        return number;
    }

    private int numberOf(Job job) {
        for (int i = jobCount - 1; i >= 0; i--) {
            if (jobs[i] == job) {
                return i;
            }
        }
        if (jobCount == jobs.length) {
            jobs = Arrays.copyOf(jobs, 2 * jobCount);
            queued = Arrays.copyOf(queued, 2 * jobCount);
            latest = Arrays.copyOf(latest, 2 * jobCount);
        }
        jobs[jobCount] = job;
        latest[jobCount] = -1;
        return jobCount++;
    }

    private void growSteps() {
        int length = 2 * stepCount;
        jobOf = Arrays.copyOf(jobOf, length);
        isTask = Arrays.copyOf(isTask, length);
        opaque = Arrays.copyOf(opaque, length);
        timed = Arrays.copyOf(timed, length);
        accessesEnd = Arrays.copyOf(accessesEnd, length);
        addedEnd = Arrays.copyOf(addedEnd, length);
    }

    private static int[] withRoom(int[] array, int length) {
        return length <= array.length ? array : Arrays.copyOf(array, Math.max(length, 2 * array.length));
    }
}
