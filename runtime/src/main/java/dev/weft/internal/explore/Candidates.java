package dev.weft.internal.explore;

import dev.weft.internal.loop.SteeredLoop;
import dev.weft.internal.task.TaskViews;

/**
 * The jobs of which a loop may run any next: the tasks that are ready, and of the callbacks the first one, because those
 * stay FIFO among themselves.
 */
final class Candidates {

    private static final int FIRST = 16;

    private int[] positions = new int[FIRST]; // loop thread: in the ready queue
    private int count; // loop thread

    /** Looks at the queue; returns the number of candidates. */
    int find(SteeredLoop loop) {
        int size = loop.readyCount();
        if (positions.length < size) {
            positions = new int[2 * size];
        }
        count = 0;
        boolean callback = false;
        for (int i = 0; i < size; i++) {
            boolean step = TaskViews.stepOf(loop.ready(i)) != null;
            if (step || !callback) {
                positions[count++] = i;
                callback |= !step;
            }
        }
        return count;
    }

    /** Returns the position of a candidate in the ready queue. */
    int position(int candidate) {
        return positions[candidate];
    }
}
