package dev.weft.internal.explore;

import dev.weft.internal.probe.Footprint;
import java.util.Arrays;

/**
 * Which steps of a recorded run must come before which: of two that touch a variable, and one writes it, the earlier one. A
 * step of which nothing is known depends on all before it, and all behind it depend on it.
 *
 * <p>Those between which others stand are left out: if each step comes behind its nearest ones, it comes behind all.
 */
final class Dependences {

    private static final int WORD = 6; // bits of the number of a bit
    private static final int NONE = -1;

    private final int words; // constant after construction: of each set
    private final long[] before; // by step: the set of the steps that must come before
    private final int[] next; // by step: the next step of the same job, or -1
    private final int[] first; // by job: its first step, or -1

    private final int[] writers; // by variable: the step that wrote it last
    private final int[] readers; // by variable: the latest read, as an index into the two lists
    private int[] readSteps = new int[32];
    private int[] readsBefore = new int[32];
    private int readCount;

    Dependences(Recording run) {
        words = (run.stepCount + 63) >> WORD;
        before = new long[words * run.stepCount];
        next = filled(run.stepCount);
        first = filled(run.jobCount);
        int variables = variables(run) + 1; // one more: that of the timers
        writers = filled(variables);
        readers = filled(variables);
        link(run);
        int barrier = NONE;
        for (int step = 0; step < run.stepCount; step++) {
            if (run.opaque[step]) {
                for (int earlier = Math.max(0, barrier); earlier < step; earlier++) {
                    add(step, earlier);
                }
                barrier = step;
            } else if (barrier >= 0) {
                add(step, barrier);
            }
            touch(run, step, variables - 1);
        }
    }

    private void link(Recording run) {
        int[] latest = filled(run.jobCount);
        for (int step = 0; step < run.stepCount; step++) {
            int job = run.job(step);
            if (latest[job] == NONE) {
                first[job] = step;
            } else {
                next[latest[job]] = step;
            }
            latest[job] = step;
        }
    }

    private static int variables(Recording run) {
        int most = Footprint.RUNTIME;
        int end = run.accessesEnd[run.stepCount - 1];
        for (int i = 0; i < end; i++) {
            most = Math.max(most, run.accesses[i] >> 1);
        }
        return most + 1;
    }

    private void touch(Recording run, int step, int timers) {
        int begin = step == 0 ? 0 : run.accessesEnd[step - 1];
        for (int i = begin; i < run.accessesEnd[step]; i++) {
            int access = run.accesses[i];
            if ((access & 1) == 0) {
                read(step, access >> 1);
            } else {
                write(step, access >> 1);
            }
        }
        if (run.timed[step]) {
            write(step, timers);
        }
    }

    private void read(int step, int variable) {
        add(step, writers[variable]);
        if (readCount == readSteps.length) {
            readSteps = Arrays.copyOf(readSteps, 2 * readCount);
            readsBefore = Arrays.copyOf(readsBefore, 2 * readCount);
        }
        readSteps[readCount] = step;
        readsBefore[readCount] = readers[variable];
        readers[variable] = readCount++;
    }

    private void write(int step, int variable) {
        add(step, writers[variable]);
        for (int i = readers[variable]; i != NONE; i = readsBefore[i]) {
            add(step, readSteps[i]);
        }
        readers[variable] = NONE;
        writers[variable] = step;
    }

    private void add(int step, int earlier) {
        if (earlier != NONE && earlier != step) {
            before[step * words + (earlier >> WORD)] |= 1L << earlier;
        }
    }

    private static int[] filled(int length) {
        int[] array = new int[length];
        Arrays.fill(array, NONE);
        return array;
    }

    int words() {
        return words;
    }

    /** Returns the first step of a job, or -1. */
    int first(int job) {
        return first[job];
    }

    /** Returns the next step of the same job, or -1. */
    int next(int step) {
        return next[step];
    }

    /** Tells whether a step can come now, as all have come that must come before it. */
    boolean isFree(int step, long[] done) {
        for (int i = 0, at = step * words; i < words; i++, at++) {
            if ((before[at] & ~done[i]) != 0) {
                return false;
            }
        }
        return true;
    }
}
