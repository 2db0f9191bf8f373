package dev.weft.internal.time;

import org.jspecify.annotations.Nullable;

/**
 * A level of a {@link TimerWheel}: a span of time in 64 equal buckets.
 *
 * <p>The bits of a deadline above the level's span are those of its sample; the six bits below them number the bucket.
 * A bucket is empty, or holds timers, or one finer level that splits its span again; two bit masks say which. Within a
 * level the lowest occupied bucket is the earliest, so it is found by one instruction.
 */
final class WheelLevel {

    static final int BUCKET_BITS = 6; // 64 buckets: one for each bit of a mask
    static final int TOP_SHIFT = Long.SIZE - BUCKET_BITS; // 64 buckets of 2^58 ns, 9.1 years: the whole range of a long
    static final int BUCKETS = 1 << BUCKET_BITS;

    private int shift; // loop thread: a bucket is 2^shift ns wide
    private long sample; // loop thread: any time within the level's span
    private int reach; // loop thread: low bits in which times in its span and in the bucket that it splits may differ
    private @Nullable WheelLevel outer; // loop thread: the level whose bucket this one splits; null for the top
    private long occupied; // loop thread: bit b is set if bucket b holds timers or a finer level
    private long split; // loop thread: bit b is set if bucket b holds a finer level
    private final @Nullable WheelBucket[] buckets = new @Nullable WheelBucket[BUCKETS]; // loop thread
    private final @Nullable WheelLevel[] finer = new @Nullable WheelLevel[BUCKETS]; // loop thread

    WheelLevel(int shift, long sample) {
        this.shift = shift;
        this.sample = sample;
    }

    /** Prepares an empty level for another span of time. */
    void reuse(int newShift, long newSample) {
        shift = newShift;
        sample = newSample;
        outer = null;
    }

    /** Returns the finest shift at which deadlines that differ in these bits still lie in one level. */
    static int shiftFor(long differingBits) {
        return Math.max(0, TOP_SHIFT - Long.numberOfLeadingZeros(differingBits));
    }

    int shift() {
        return shift;
    }

    long sample() {
        return sample;
    }

    @Nullable
    WheelLevel outer() {
        return outer;
    }

    /** Sets the link of the list of unused levels. */
    void outer(@Nullable WheelLevel level) {
        outer = level;
    }

    boolean isEmpty() {
        return occupied == 0;
    }

    boolean covers(long deadline) {
        return (deadline ^ sample) >>> shift >>> BUCKET_BITS == 0; // two shifts, because one by 64 is a no-op
    }

    /** Tells whether a timer with this deadline would be in a bucket of this level, which is not the top. */
    boolean isHomeOf(long deadline) {
        return (deadline ^ sample) >>> reach == 0 && !isSplit(bucketOf(deadline));
    }

    int bucketOf(long deadline) {
        return (int) (deadline >>> shift) & (BUCKETS - 1);
    }

    boolean isSplit(int bucket) {
        return (split >>> bucket & 1) != 0;
    }

    /** Returns the earliest bucket that is not empty, if time begins with bucket {@code start} and wraps around. */
    int earliestFrom(int start) {
        return (Long.numberOfTrailingZeros(Long.rotateRight(occupied, start)) + start) & (BUCKETS - 1);
    }

    /** Returns the timers of a bucket that is neither split nor unused. */
    WheelBucket timers(int bucket) {
        WheelBucket timers = buckets[bucket];
        if (timers == null) {
            throw new AssertionError("timer wheel: bucket " + bucket + " of width 2^" + shift + " was never used");
        }
        return timers;
    }

    /** Returns the timers of a bucket; null if it was never used. */
    @Nullable
    WheelBucket timersIfAny(int bucket) {
        return buckets[bucket];
    }

    /** Returns the level that splits a bucket. */
    WheelLevel finer(int bucket) {
        WheelLevel level = finer[bucket];
        if (level == null) {
            throw new AssertionError("timer wheel: bucket " + bucket + " of width 2^" + shift + " is not split");
        }
        return level;
    }

    /** Adds a timer to the bucket of its deadline, which is not split. */
    void add(Timer timer, long deadline) {
        int bucket = bucketOf(deadline);
        WheelBucket timers = buckets[bucket];
        if (timers == null) {
            timers = new WheelBucket();
            buckets[bucket] = timers;
        }
        timers.add(timer);
        occupied |= 1L << bucket;
    }

    /** Lets a finer level split the bucket in which it lies, in place of the level that did so before. */
    void splitBy(WheelLevel level) {
        int bucket = bucketOf(level.sample);
        finer[bucket] = level;
        level.outer = this;
        level.reach = Math.min(level.shift + BUCKET_BITS, shift);
        occupied |= 1L << bucket;
        split |= 1L << bucket;
    }

    /** Notes that a bucket is now empty: of timers, or because the level that split it is. */
    void emptied(int bucket) {
        occupied &= ~(1L << bucket);
        if (isSplit(bucket)) {
            split &= ~(1L << bucket);
            finer[bucket] = null;
        }
    }

    /**
     * Throws if the masks do not match the buckets, and returns the number of timers in this level and below; for
     * tests.
     */
    int checkInvariants() {
        int size = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            WheelBucket timers = buckets[bucket];
            WheelLevel level = finer[bucket];
            boolean hasTimers = timers != null && !timers.isEmpty();
            if (isSplit(bucket) != (level != null)
                    || (occupied >>> bucket & 1) != 0 != (hasTimers || level != null)
                    || (hasTimers && level != null)) {
                throw new AssertionError("timer wheel: bucket " + bucket + " of width 2^" + shift + ": split "
                        + isSplit(bucket) + ", timers " + (timers == null ? 0 : timers.size()) + ", finer level "
                        + (level != null));
            }
            if (level != null) {
                size += checkFiner(bucket, level);
            }
            if (timers != null && hasTimers) {
                timers.checkInvariants(this, bucket);
                size += timers.size();
            }
        }
        return size;
    }

    private int checkFiner(int bucket, WheelLevel level) {
        if (level.outer != this
                || level.shift >= shift
                || level.isEmpty()
                || bucketOf(level.sample) != bucket
                || !covers(level.sample)) {
            throw new AssertionError("timer wheel: bucket " + bucket + " of width 2^" + shift
                    + " is split by a level that does not belong there, of width 2^" + level.shift);
        }
        return level.checkInvariants();
    }
}
