package dev.weft.internal.time;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A bucket of a {@link WheelLevel}: timers in the order in which they were scheduled, each of which knows its position.
 *
 * <p>It is an array and not a linked list, because a list of a million timers costs a cache miss for each link that is
 * followed, one after the other, where the misses of an array overlap: measured, three times as fast. Removing a timer
 * leaves a hole. Holes at the ends are dropped at once and the others when they outnumber the timers, so that each
 * operation takes amortised constant time.
 */
final class WheelBucket {

    static final int BATCH = 64; // timers whose deadlines are read together: their cache lines fit into the L1 cache

    private static final @Nullable Timer[] NOTHING = {};
    private static final int SMALLEST = 8; // timers: one cache line of references, with the array's header
    private static final int KEPT = 16; // timers: an array no larger than this stays when the bucket is empty
    private static final int HOLES = 8; // so few holes are not worth closing

    private @Nullable Timer[] timers = NOTHING; // loop thread
    private int head; // loop thread: the position of the oldest timer
    private int end; // loop thread: the position behind the newest timer
    private int size; // loop thread: timers between head and end; the rest there are holes

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Adds a timer behind all others. */
    void add(Timer timer) {
        if (end == timers.length) {
            makeRoom();
        }
        int position = end++;
        timers[position] = timer;
        timer.timerPosition(position);
        size++;
    }

    boolean contains(Timer timer) {
        int position = timer.timerPosition();
        return position < end && timers[position] == timer;
    }

    /** Removes a timer that this bucket contains. */
    void remove(Timer timer) {
        int position = timer.timerPosition();
        timers[position] = null;
        size--;
        if (size == 0) {
            clear();
            return;
        }
        if (position == head) {
            head = nextTimer(position);
        } else if (position == end - 1) {
            end = previousTimer(position) + 1;
        }
        if (end - head - size > size + HOLES) {
            close(2 * size <= timers.length / 4 ? new @Nullable Timer[2 * size] : timers);
        }
    }

    /** Returns the timer with the earliest deadline, of several the oldest. The bucket must not be empty. */
    Timer earliest() {
        Timer earliest = oldest();
        long deadline = earliest.timerDeadline();
        for (int i = head + 1; i < end; i++) {
            Timer timer = timers[i];
            if (timer != null) {
                long other = timer.timerDeadline();
                if (other - deadline < 0) {
                    earliest = timer;
                    deadline = other;
                }
            }
        }
        return earliest;
    }

    /** Returns the timer that was scheduled first. The bucket must not be empty. */
    Timer oldest() {
        Timer oldest = timers[head];
        if (oldest == null) {
            throw new AssertionError("timer bucket: nothing at " + head + ", where the oldest should be");
        }
        return oldest;
    }

    /** Returns the bits in which the deadlines differ; stops when a difference reaches as high as {@code enough}. */
    long spread(long enough) {
        long deadline = oldest().timerDeadline();
        long spread = 0;
        for (int i = head + 1; i < end && Long.compareUnsigned(spread, enough) < 0; i++) {
            Timer timer = timers[i];
            if (timer != null) {
                spread |= timer.timerDeadline() ^ deadline;
            }
        }
        return spread;
    }

    /**
     * Moves all timers, oldest first, to the buckets of a level.
     *
     * @param deadlines room for {@link #BATCH} of them. The deadlines of a batch are read in a loop that does nothing
     *     else, so that the processor waits for many cache lines at a time: moving a million takes half as long
     */
    void moveTo(WheelLevel level, long[] deadlines) {
        for (int start = head; start < end; start += BATCH) {
            int stop = Math.min(start + BATCH, end);
            for (int i = start; i < stop; i++) {
                Timer timer = timers[i];
                deadlines[i - start] = timer == null ? 0 : timer.timerDeadline();
            }
            for (int i = start; i < stop; i++) {
                Timer timer = timers[i];
                if (timer != null) {
                    level.add(timer, deadlines[i - start]);
                }
            }
        }
        clear();
    }

    private void clear() {
        if (timers.length > KEPT) {
            timers = NOTHING;
        } else {
            Arrays.fill(timers, head, end, null);
        }
        head = 0;
        end = 0;
        size = 0;
    }

    private int nextTimer(int position) {
        int next = position + 1;
        while (timers[next] == null) {
            next++;
        }
        return next;
    }

    private int previousTimer(int position) {
        int previous = position - 1;
        while (timers[previous] == null) {
            previous--;
        }
        return previous;
    }

    private void makeRoom() {
        if (size < end - end / 4) {
            close(timers);
        } else {
            timers = Arrays.copyOf(timers, Math.max(SMALLEST, 2 * end));
        }
    }

    /** Moves the timers together, to the start of the same array or of another one. */
    private void close(@Nullable Timer[] into) {
        @Nullable Timer[] from = timers;
        int position = 0;
        for (int i = head; i < end; i++) {
            Timer timer = from[i];
            if (timer != null) {
                from[i] = null;
                into[position] = timer;
                timer.timerPosition(position);
                position++;
            }
        }
        timers = into;
        head = 0;
        end = position;
    }

    /**
     * Throws if a timer does not belong here or does not know its position, or if there are too many holes; for tests.
     */
    void checkInvariants(WheelLevel level, int bucket) {
        int found = 0;
        for (int i = 0; i < timers.length; i++) {
            Timer timer = timers[i];
            if (timer != null) {
                found++;
                checkTimer(timer, i);
                if (!level.covers(timer.timerDeadline()) || level.bucketOf(timer.timerDeadline()) != bucket) {
                    throw new AssertionError("timer bucket: " + bucket + " of width 2^" + level.shift()
                            + " holds a timer of " + timer.timerDeadline());
                }
            }
        }
        boolean endsFilled = size == 0 ? head == 0 && end == 0 : timers[head] != null && timers[end - 1] != null;
        if (found != size || !endsFilled || end - head - size > size + HOLES) {
            throw new AssertionError(
                    "timer bucket: " + found + " timers found, size " + size + ", head " + head + ", end " + end);
        }
    }

    private void checkTimer(Timer timer, int position) {
        if (timer.timerPosition() != position || position < head || position >= end) {
            throw new AssertionError("timer bucket: the timer at " + position + " believes it is at "
                    + timer.timerPosition() + ", head " + head + ", end " + end);
        }
    }
}
