package dev.weft.internal.time;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A queue of timers, ordered by deadline and FIFO among equal deadlines: a hierarchical timing wheel that has a level
 * only where timers are close together.
 *
 * <ol>
 *   <li>A level is a span of time in 64 buckets. The top level spans the whole range of a long. A bucket holds timers
 *       in the order in which they were scheduled, or a finer level that splits its span again: the hierarchy of
 *       Varghese and Lauck, "Hashed and Hierarchical Timing Wheels" (1987), scheme 7.
 *   <li>Schedule: walk down from the top to the bucket of the deadline that is not split, and append. Levels that would
 *       have one occupied bucket are left out; if the deadline lies beside a finer level, a level that has room for
 *       both is put above that one. Cancel: the same walk, then remove the timer from its position. The level of the
 *       last scheduled timer is tried before the walk, because the next one mostly goes there as well.
 *   <li>Find the earliest: from the top take the first occupied bucket by bit mask, and go down as long as it is split.
 *       If it holds few timers, compare them. If it holds many, split it and repeat: what is far away stays unsorted,
 *       as in a radix heap (Ahuja, Mehlhorn, Orlin and Tarjan 1990), and a bucket is split when it is crowded, as in a
 *       burst trie (Heinz, Zobel and Williams 2002). The result and its level are remembered for the next search.
 *   <li>Expire: while the earliest timer is due, remove it and find the next.
 * </ol>
 *
 * <p>Equal deadlines always share a bucket, and splitting keeps the order, so they stay FIFO without a number. The
 * finest buckets are 1 ns wide, so the order is exact without a tick. No bucket depends on the current time: a loop
 * that was blocked, a clock that jumps and a deadline in the past are no special cases, and an idle wheel has nothing
 * to do. Each timer moves at most 11 levels down, in practice two or three.
 *
 * <p>Times are compared by their distance from the latest time at which nothing was due. No deadline may be more than
 * 283 years before it or 292 years after it. For the loop's thread only.
 */
public final class TimerWheel {

    static final int FEW = 8; // timers: comparing so many costs less than splitting their bucket
    static final int CROWD = 64; // timers: a bucket of 9.1 years with so many is split before it is the earliest
    private static final int SPARE_LEVELS = 16; // more than are ever nested
    private static final int PAST = WheelLevel.BUCKETS / 2 - 1; // buckets of the top level that lie before the present

    private final WheelLevel top; // loop thread
    private final long[] batch = new long[WheelBucket.BATCH]; // loop thread: scratch space
    private int size; // loop thread
    private long latest; // loop thread: the latest time at which nothing was due
    private @Nullable Timer earliest; // loop thread: the first to expire; null if none waits or it is not known
    private long earliestDeadline; // loop thread: the deadline of earliest, if that is not null
    private WheelLevel front; // loop thread: the level of earliest; if that is null, one that holds it in or below
    private WheelLevel recent; // loop thread: a level in use, to which a timer was added recently
    private @Nullable WheelLevel spare; // loop thread: unused levels, linked by outer
    private int spares; // loop thread: the number of unused levels

    /** Creates an empty wheel for a clock that shows this time. */
    public TimerWheel(long nowNanos) {
        top = new WheelLevel(WheelLevel.TOP_SHIFT, nowNanos);
        front = top;
        recent = top;
        latest = nowNanos;
    }

    /** Returns the number of timers that wait. */
    public int size() {
        return size;
    }

    /** Tells whether no timer waits. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Adds a timer, which must not be in this wheel. One whose deadline has passed is due at once. */
    public void schedule(Timer timer) {
        assert !isScheduled(timer) : "this timer waits already: cancel it before it is scheduled again";
        long deadline = timer.timerDeadline();
        WheelLevel level = makeHome(deadline);
        level.add(timer, deadline);
        if (size == 0 || (earliest != null && deadline - latest < earliestDeadline - latest)) {
            earliest = timer;
            earliestDeadline = deadline;
            front = level;
        } else if (earliest == null) {
            front = top; // it may be earlier than the earliest at or below front
        }
        size++;
    }

    /** Removes a timer; false if it is not in this wheel, because it has expired or was never scheduled. */
    public boolean cancel(Timer timer) {
        long deadline = timer.timerDeadline();
        WheelLevel level = home(deadline);
        int bucket = level.bucketOf(deadline);
        WheelBucket timers = level.timersIfAny(bucket);
        if (timers == null || !timers.contains(timer)) {
            return false;
        }
        remove(timer, level, bucket);
        return true;
    }

    /** Returns the earliest deadline. The wheel must not be empty. */
    public long nextDeadline() {
        if (size == 0) {
            throw new NoSuchElementException("no timer waits, so there is no deadline: ask isEmpty() first");
        }
        findEarliest();
        return earliestDeadline;
    }

    /**
     * Removes the earliest timer if it is due, and returns it; null if none is.
     *
     * @param now the current time; a timer is due when this is not earlier than its deadline
     */
    public @Nullable Timer pollExpired(long now) {
        Timer timer = size == 0 ? null : findEarliest();
        if (timer == null || earliestDeadline - latest > now - latest) {
            latest = now; // only now: an overdue timer must not be left too far behind
            return null;
        }
        remove(timer, front, front.bucketOf(earliestDeadline));
        return timer;
    }

    private void remove(Timer timer, WheelLevel level, int bucket) {
        WheelBucket timers = level.timers(bucket);
        timers.remove(timer);
        size--;
        if (timer == earliest) {
            earliest = null; // the next is in the same level, or in the one above if this empties it, and so on
        }
        if (timers.isEmpty()) {
            level.emptied(bucket);
            dropEmpty(level);
        }
    }

    /** Takes away a level that is empty, and those above that are empty without it. */
    private void dropEmpty(WheelLevel emptied) {
        WheelLevel level = emptied;
        WheelLevel outer = level.outer();
        while (level.isEmpty() && outer != null) {
            outer.emptied(outer.bucketOf(level.sample()));
            if (front == level) {
                front = outer;
            }
            if (recent == level) {
                recent = outer;
            }
            giveBack(level);
            level = outer;
            outer = level.outer();
        }
    }

    private Timer findEarliest() {
        Timer known = earliest;
        return known != null ? known : searchEarliest();
    }

    private Timer searchEarliest() {
        WheelLevel level = front;
        for (; ; ) {
            int bucket = level.earliestFrom(level == top ? top.bucketOf(latest) - PAST : 0);
            if (level.isSplit(bucket)) {
                level = level.finer(bucket);
            } else {
                WheelBucket timers = level.timers(bucket);
                if (timers.size() <= FEW || level.shift() == 0) {
                    return foundEarliest(level, level.shift() == 0 ? timers.oldest() : timers.earliest());
                }
                level = split(level, timers);
            }
        }
    }

    private Timer foundEarliest(WheelLevel level, Timer timer) {
        front = level;
        earliest = timer;
        earliestDeadline = timer.timerDeadline();
        return timer;
    }

    /** Distributes the timers of one bucket over a finer level. */
    private WheelLevel split(WheelLevel level, WheelBucket timers) {
        long differingBits = timers.spread(1L << (level.shift() - 1));
        WheelLevel finer =
                take(WheelLevel.shiftFor(differingBits), timers.oldest().timerDeadline());
        timers.moveTo(finer, batch);
        level.splitBy(finer);
        return finer;
    }

    /** Returns the level whose bucket a timer with this deadline would be in. */
    private WheelLevel home(long deadline) {
        if (recent != top && recent.isHomeOf(deadline)) {
            return recent; // most timers go where the last ones went: measured, an eighth of schedule and cancel
        }
        WheelLevel level = top;
        int bucket = level.bucketOf(deadline);
        while (level.isSplit(bucket)) {
            WheelLevel finer = level.finer(bucket);
            if (!finer.covers(deadline)) {
                return level;
            }
            level = finer;
            bucket = level.bucketOf(deadline);
        }
        return level;
    }

    /** Returns the level to whose bucket a timer with this deadline can be added; creates it if need be. */
    private WheelLevel makeHome(long deadline) {
        if (recent != top && recent.isHomeOf(deadline)) {
            return recent;
        }
        WheelLevel level = top;
        int bucket = level.bucketOf(deadline);
        while (level.isSplit(bucket)) {
            WheelLevel finer = level.finer(bucket);
            level = finer.covers(deadline) ? finer : insertBetween(level, finer, deadline);
            bucket = level.bucketOf(deadline);
        }
        recent = level;
        return level == top ? relieved(bucket, deadline) : level;
    }

    /** Inserts a level between two that has room for the finer one and for the deadline, in different buckets. */
    private WheelLevel insertBetween(WheelLevel level, WheelLevel finer, long deadline) {
        int shift = WheelLevel.shiftFor(deadline ^ finer.sample());
        WheelLevel between = take(Math.max(shift, finer.shift() + WheelLevel.BUCKET_BITS), deadline);
        level.splitBy(between);
        between.splitBy(finer);
        return between;
    }

    /**
     * Splits a bucket of the top level once it is crowded, even if it may never become the earliest: most timers would
     * otherwise begin there, all in the same bucket, and move once more than needed.
     */
    private WheelLevel relieved(int bucket, long deadline) {
        WheelBucket timers = top.timersIfAny(bucket);
        if (timers == null || timers.size() < CROWD) {
            return top;
        }
        split(top, timers);
        if (earliest != null) {
            front = home(earliestDeadline);
        }
        return makeHome(deadline);
    }

    private WheelLevel take(int shift, long sample) {
        WheelLevel level = spare;
        if (level == null) {
            return new WheelLevel(shift, sample);
        }
        spare = level.outer();
        spares--;
        level.reuse(shift, sample);
        return level;
    }

    private void giveBack(WheelLevel level) {
        if (spares < SPARE_LEVELS) {
            level.outer(spare);
            spare = level;
            spares++;
        } else {
            level.outer(null);
        }
    }

    boolean isScheduled(Timer timer) {
        long deadline = timer.timerDeadline();
        WheelLevel level = home(deadline);
        WheelBucket timers = level.timersIfAny(level.bucketOf(deadline));
        return timers != null && timers.contains(timer);
    }

    /** Throws if a timer is not where its deadline says, or what is remembered is wrong; for tests. */
    void checkInvariants() {
        int found = top.checkInvariants();
        if (found != size) {
            throw new AssertionError("timer wheel: " + found + " timers in the levels, size " + size);
        }
        Timer timer = earliest;
        if (timer != null) {
            WheelBucket timers = front.timersIfAny(front.bucketOf(earliestDeadline));
            if (timer.timerDeadline() != earliestDeadline || timers == null || !timers.contains(timer)) {
                throw new AssertionError("timer wheel: the earliest is not in the front level");
            }
        }
        WheelLevel outermost = recent;
        for (WheelLevel outer = outermost.outer(); outer != null; outer = outermost.outer()) {
            outermost = outer;
        }
        if (outermost != top) {
            throw new AssertionError("timer wheel: the recent level is not in use");
        }
        int unused = 0;
        for (WheelLevel level = spare; level != null; level = level.outer()) {
            unused++;
            if (!level.isEmpty()) {
                throw new AssertionError("timer wheel: an unused level is not empty");
            }
        }
        if (unused != spares || (front.outer() == null) != (front == top)) {
            throw new AssertionError("timer wheel: " + unused + " unused levels, counted " + spares);
        }
    }
}
