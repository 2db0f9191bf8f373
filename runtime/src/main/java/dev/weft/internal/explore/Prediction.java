package dev.weft.internal.explore;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A prediction of runs in other orders from a recorded one.
 *
 * <ol>
 *   <li>The loop's queue is simulated, with the jobs as numbers. What a job enqueues each time it runs, the recording tells.
 *   <li>Before a step, all must have come that came before it in the recorded run and on which it depends. So it finds what it
 *       found there, and does the same.
 *   <li>If this holds to the end, the run ends as the recorded one did: no code can tell the two apart.
 * </ol>
 *
 * <p>A classical sleep set leaves out the orders in which two steps change places that do not depend on each other. Here it
 * would leave out too much: what the loop does by itself depends on the order of its queue, and the bound counts what differs
 * from that. So no order is left out that is not compared to the end. One is kept for the whole search: it uses its arrays again.
 */
final class Prediction {

    private int[] queue = new int[64];
    private int size;
    private int[] upcoming = new int[16]; // by job: its next step, or -1
    private long[] done = new long[1];
    private int doneCount;
    private int wakes;
    private int taken; // choices so far
    private int reached; // the deviations that have been made

    /**
     * Tells whether a run ends as a recorded one.
     *
     * @param run the recorded run
     * @param must what must come before what in it
     * @param deviations the positions and values of the choices that are not 0, in turn
     * @param choices where to add its choices; null if they are of no interest
     */
    boolean holds(Recording run, Dependences must, int[] deviations, @Nullable Choices choices) {
        begin(run, must);
        while (doneCount < run.stepCount) {
            if (size == 0 && !wake(run)) {
                return false;
            }
            int at = choose(run, deviations, choices);
            if (at < 0 || !step(run, must, at)) {
                return false;
            }
        }
        return 2 * reached == deviations.length;
    }

    private void begin(Recording run, Dependences must) {
        if (upcoming.length < run.jobCount) {
            upcoming = new int[2 * run.jobCount];
        }
        for (int job = 0; job < run.jobCount; job++) {
            upcoming[job] = must.first(job);
        }
        if (done.length < must.words()) {
            done = new long[must.words()];
        }
        Arrays.fill(done, 0);
        size = 0;
        doneCount = 0;
        wakes = 0;
        taken = 0;
        reached = 0;
    }

    /** Lets time pass, which enqueues jobs. */
    private boolean wake(Recording run) {
        if (wakes == run.wakeCount) {
            return false;
        }
        int begin = wakes == 0 ? 0 : run.wokenEnd[wakes - 1];
        enqueue(run.woken, begin, run.wokenEnd[wakes++]);
        return true;
    }

    private void enqueue(int[] jobs, int begin, int end) {
        if (size + end - begin > queue.length) {
            queue = Arrays.copyOf(queue, 2 * (size + end - begin));
        }
        for (int i = begin; i < end; i++) {
            queue[size++] = jobs[i];
        }
    }

    /** Returns the position in the queue of the job that runs next; -1 if there is none. */
    private int choose(Recording run, int[] deviations, @Nullable Choices choices) {
        int options = 0;
        boolean callback = false;
        boolean deviates = 2 * reached < deviations.length && deviations[2 * reached] == taken;
        int wanted = deviates ? deviations[2 * reached + 1] : 0;
        int position = -1;
        for (int i = 0; i < size; i++) {
            int step = upcoming[queue[i]];
            if (step < 0) {
                return -1;
            }
            boolean ofTask = run.isTask[step];
            if (ofTask || !callback) {
                position = options == wanted ? i : position;
                callback |= !ofTask;
                options++;
            }
        }
        if (options == 1) {
            return 0; // a candidate is the first of the queue, or it is not alone
        }
        if (deviates) {
            reached++;
        }
        taken++;
        if (choices != null) {
            choices.add(ChoiceKind.ORDER, options, wanted);
        }
        return position;
    }

    private boolean step(Recording run, Dependences must, int at) {
        int job = queue[at];
        int step = upcoming[job];
        if (!must.isFree(step, done)) {
            return false;
        }
        System.arraycopy(queue, at + 1, queue, at, --size - at);
        boolean last = step == run.stepCount - 1;
        if (last && (size > 0 || doneCount != step)) {
            return false;
        }
        done[step >> 6] |= 1L << step;
        doneCount++;
        upcoming[job] = must.next(step);
        enqueue(run.added, step == 0 ? 0 : run.addedEnd[step - 1], run.addedEnd[step]);
        return true;
    }
}
