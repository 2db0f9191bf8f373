package dev.weft.internal.loop;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A FIFO queue of the jobs that a loop runs next: a ring that only the loop's own thread touches, and so without
 * atomics.
 *
 * <p>The ring doubles when it is full; after a burst {@link #trim()} releases the memory. A slot is nulled as its job
 * is taken: the ring keeps nothing alive that has run.
 */
final class ReadyQueue extends Ring {

    static final int SMALLEST = 1 << 6; // a loop with a few tasks: 256 bytes
    static final int KEPT = 1 << 13; // 32 KB: a ring no larger than this never shrinks
    static final int LARGEST = 1 << 30; // the largest array whose length is a power of two

    long after1, after2, after3, after4, after5, after6, after7, after8;
    long after9, after10, after11, after12, after13, after14, after15;

    /** Enqueues a job behind all others. */
    void add(Job job) {
        if (job == null) {
            throw new NullPointerException("job: a null cannot be queued, it would read as the end of the queue");
        }
        if (tail - head == slots.length) {
            grow();
        }
        slots[tail & (slots.length - 1)] = job;
        tail++;
    }

    /** Takes the oldest job; null if there is none. */
    @Nullable
    Job poll() {
        @Nullable Job[] ring = slots;
        int at = head & (ring.length - 1);
        Job job = ring[at];
        if (job != null) {
            ring[at] = null;
            head++;
        }
        return job;
    }

    /** Returns the job at a distance from the oldest, which is at 0; it must be there. */
    Job get(int index) {
        Job job = slots[(head + index) & (slots.length - 1)];
        if (job == null) {
            throw new IndexOutOfBoundsException("job " + index + " of " + size());
        }
        return job;
    }

    /** Takes a job that is not the oldest; those before it move up. For steered loops, whose queues are short. */
    Job remove(int index) {
        Job job = get(index);
        int mask = slots.length - 1;
        for (int i = head + index; i != head; i--) {
            slots[i & mask] = slots[(i - 1) & mask];
        }
        slots[head & mask] = null;
        head++;
        return job;
    }

    int size() {
        return tail - head;
    }

    boolean isEmpty() {
        return tail == head;
    }

    int capacity() {
        return slots.length;
    }

    /**
     * Releases memory that is not needed now: half of a ring that is less than an eighth full, nearly all of an empty
     * one. The loop calls it once a turn, and before it sleeps.
     */
    void trim() {
        int capacity = slots.length;
        if (capacity > KEPT && size() < capacity >> 3) {
            move(isEmpty() ? KEPT : capacity >> 1);
        }
    }

    private void grow() {
        if (slots.length == LARGEST) {
            throw new OutOfMemoryError("ready queue: " + LARGEST
                    + " jobs are waiting to run and more are being added. Some code schedules without end.");
        }
        move(slots.length << 1);
    }

    /** Moves the jobs, oldest first, to the start of a ring of another size. */
    private void move(int capacity) {
        @Nullable Job[] moved = new @Nullable Job[capacity];
        int size = size();
        int from = head & (slots.length - 1);
        int untilEnd = Math.min(size, slots.length - from);
        System.arraycopy(slots, from, moved, 0, untilEnd);
        System.arraycopy(slots, 0, moved, untilEnd, size - untilEnd);
        slots = moved;
        head = 0;
        tail = size;
    }

    /** Throws if the filled slots are not exactly those between head and tail; for tests. */
    void checkInvariants() {
        long filled = Arrays.stream(slots).filter(job -> job != null).count();
        if (Integer.bitCount(slots.length) != 1 || size() < 0 || size() > slots.length || filled != size()) {
            throw new AssertionError("ready queue: head " + head + ", tail " + tail + ", " + filled + " filled of "
                    + slots.length + " slots");
        }
        for (int i = head; i != tail; i++) {
            if (slots[i & (slots.length - 1)] == null) {
                throw new AssertionError("ready queue: a hole at " + i + " between " + head + " and " + tail);
            }
        }
    }
}

/** The fields of a ready queue, alone on their cache line, because they are written for each job. */
abstract class Ring extends LinesBefore {
    @Nullable
    Job[] slots = new @Nullable Job[ReadyQueue.SMALLEST]; // loop thread

    int head; // loop thread: the next to take; it counts past the array's end and wraps around
    int tail; // loop thread: the next to fill; tail - head jobs are queued, also when the two have wrapped
}
