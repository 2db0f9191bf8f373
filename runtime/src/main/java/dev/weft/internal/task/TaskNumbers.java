package dev.weft.internal.task;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The numbers of one loop's tasks, for their names. No number is given out by two loops, except those that count alone.
 *
 * <p>They are taken from a common counter: one by one at first, so that loops side by side count together as long as
 * they have few tasks; then in runs, because an atomic operation costs a fifth of what a task does.
 */
final class TaskNumbers {

    private static final AtomicInteger TAKEN = new AtomicInteger();
    private static final int SHARE = 8; // a run is an eighth of what the loop has used

    private AtomicInteger taken = TAKEN; // loop thread: the counter
    private int last; // loop thread: the last that was given out
    private int runEnd; // loop thread: the last that was taken
    private int used; // loop thread: the count of those that were given out

    /** Counts from 1, whatever other loops have given out; before the first number. */
    void countAlone() {
        taken = new AtomicInteger();
    }

    /** Makes sure that there is a number to take. */
    void provide() {
        if (last == runEnd) {
            int size = 1 + used / SHARE;
            runEnd = taken.addAndGet(size);
            last = runEnd - size;
        }
    }

    /** Returns the last number that was given out; the next is one more, unless numbers have to be provided first. */
    int last() {
        return last;
    }

    /**
     * Gives out the next numbers, as many as are provided.
     *
     * @param most the largest number of them
     * @return the number of them
     */
    int take(int most) {
        int count = Math.min(most, runEnd - last);
        last += count;
        used += count;
        return count;
    }

    /** Takes back the numbers that were given out last and have not been used. */
    void untake(int count) {
        last -= count;
        used -= count;
    }

    /**
     * Returns what is left of the run to the counter, unless a loop has taken a run since: the next loop counts on from
     * here.
     */
    void giveBack() {
        if (taken.compareAndSet(runEnd, last)) {
            runEnd = last;
        }
    }
}
