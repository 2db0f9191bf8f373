package dev.weft.benchmarks.program;

import org.jspecify.annotations.Nullable;

/**
 * A sleeping task of two objects, with the fewest fields that one can do with: no context, no name, no number, nothing
 * that it could await but a timer, no variable that it would have to keep.
 *
 * @param leaf where it goes on
 * @param loop which resumes it
 * @param waiter who awaits it
 * @param deadline when it wakes up
 * @param place where the timers have it
 * @param state how far it has come
 */
record MinimalTask(Frame leaf, Object loop, @Nullable Object waiter, long deadline, int place, int state) {
    /**
     * The frame of its coroutine.
     *
     * @param point where it waits
     * @param awaiter the frame that awaits this one
     */
    record Frame(int point, @Nullable Frame awaiter) {}

    static MinimalTask sleeping(Object loop, long deadline, int place) {
        return new MinimalTask(new Frame(1, null), loop, null, deadline, place, 0);
    }
}
