package dev.weft;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The numbers of one loop's tasks, for their names. No two loops give the same.
 *
 * <p>They are taken from a common counter, one by one at first, so that loops side by side count together as long as they
 * have few tasks; then by blocks, because an atomic operation costs a fifth of what a task does.
 */
final class TaskNumbers {

    private static final AtomicInteger TAKEN = new AtomicInteger();
    private static final int SHARE = 8; // a block is an eighth of what the loop has used

    private int last; // loop thread: the last that was given out
    private int blockEnd; // loop thread: the last that was taken
    private int used; // loop thread: how many were given out

    int next() {
        if (last == blockEnd) {
            takeBlock();
        }
        used++;
        return ++last;
    }

    private void takeBlock() {
        int size = 1 + used / SHARE;
        blockEnd = TAKEN.addAndGet(size);
        last = blockEnd - size;
    }

    /** Gives back what is left of the block if no loop has taken one since: the next loop counts on from here. */
    void giveBack() {
        if (TAKEN.compareAndSet(blockEnd, last)) {
            blockEnd = last;
        }
    }
}
