package dev.weft.benchmarks.program;

import org.jspecify.annotations.Nullable;

/**
 * A sleeping task of two objects with the fewest possible fields: no context, no name, no number, nothing to await but
 * a timer, and no local variables to keep.
 *
 * @param leaf the frame that resumes first
 * @param loop the loop that resumes it
 * @param waiter its awaiter
 * @param deadline the time at which it wakes up
 * @param place its index in the timers
 * @param state its state
 */
record MinimalTask(Frame leaf, Object loop, @Nullable Object waiter, long deadline, int place, int state) {
    /**
     * The frame of its coroutine.
     *
     * @param point the point where it is suspended
     * @param awaiter the frame that awaits this one
     */
    record Frame(int point, @Nullable Frame awaiter) {}

    static MinimalTask sleeping(Object loop, long deadline, int place) {
        return new MinimalTask(new Frame(1, null), loop, null, deadline, place, 0);
    }
}
