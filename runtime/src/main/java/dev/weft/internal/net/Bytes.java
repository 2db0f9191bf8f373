package dev.weft.internal.net;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes of one connection that have arrived and were not read yet, in one run. It holds an array only while there are
 * bytes.
 */
public final class Bytes {

    private static final byte[] NONE = new byte[0];

    private final ArrayPool arrays; // constant after construction
    private byte[] array = NONE; // loop thread: pooled, or NONE
    private boolean pooled = true; // loop thread: false once the connection is closed
    private int from; // loop thread: the first byte
    private int to; // loop thread: behind the last

    /** Creates an empty run. */
    public Bytes(ArrayPool arrays) {
        this.arrays = arrays;
    }

    /** Returns the number of bytes. */
    public int size() {
        return to - from;
    }

    /** Adds all bytes of a buffer. */
    public void add(ByteBuffer bytes) {
        int count = bytes.remaining();
        makeRoom(count);
        bytes.get(array, to, count);
        to += count;
    }

    private void makeRoom(int count) {
        if (array.length - to >= count) {
            return;
        }
        int size = size();
        int needed = Math.addExact(size, count);
        if (needed > array.length || size > array.length / 2) { // else each byte is moved again and again
            byte[] larger = arrays.take(Math.max(needed, Math.min(2 * size, Integer.MAX_VALUE - 8)));
            System.arraycopy(array, from, larger, 0, size);
            release();
            array = larger;
        } else {
            System.arraycopy(array, from, array, 0, size);
        }
        from = 0;
        to = size;
    }

    /** Takes the first bytes: as many as there are, but at most a limit. */
    public byte[] take(int most) {
        int count = Math.min(most, size());
        byte[] taken = Arrays.copyOfRange(array, from, from + count);
        drop(count);
        return taken;
    }

    /** Adds bytes in front of all others, which had been taken. */
    public void putBack(byte[] taken) {
        int size = size();
        int needed = Math.addExact(taken.length, size);
        byte[] larger = pooled ? arrays.take(needed) : new byte[needed];
        System.arraycopy(taken, 0, larger, 0, taken.length);
        System.arraycopy(array, from, larger, taken.length, size);
        release();
        array = larger;
        from = 0;
        to = needed;
    }

    /** Takes the first bytes, as many as there are and the buffer has room for; returns their number. */
    public int take(ByteBuffer into) {
        int count = Math.min(into.remaining(), size());
        into.put(array, from, count);
        drop(count);
        return count;
    }

    /** Writes all bytes to a wire, and drops them; returns their number. */
    public int passTo(Wire wire) {
        int count = size();
        wire.write(array, from, count);
        drop(count);
        return count;
    }

    /** Drops the first bytes. */
    public void drop(int count) {
        from += count;
        if (from == to) {
            release();
            array = NONE;
            from = 0;
            to = 0;
        }
    }

    /** Returns a run that has taken over all bytes of this one. */
    public Bytes moved() {
        Bytes other = new Bytes(arrays);
        other.array = array;
        other.from = from;
        other.to = to;
        array = NONE;
        from = 0;
        to = 0;
        return other;
    }

    /** Drops all bytes. */
    public void clear() {
        drop(size());
    }

    private void release() {
        if (array != NONE && pooled) {
            arrays.give(array);
        }
    }

    /** Keeps what is left in an array of its own, because nothing will be added, and it may never be read. */
    public void leavePool() {
        if (pooled) {
            if (ArrayPool.keeps(array.length)) { // else it is this run's own already
                byte[] rest = size() == 0 ? NONE : Arrays.copyOfRange(array, from, to);
                release();
                array = rest;
                to -= from;
                from = 0;
            }
            pooled = false;
        }
    }

    /** Tells whether a separator begins at a place. */
    public boolean has(byte[] separator, int place) {
        int start = from + place;
        return start + separator.length <= to
                && Arrays.equals(array, start, start + separator.length, separator, 0, separator.length);
    }

    /** Returns the first place at or behind another at which a separator begins; -1 if there is none. */
    public int find(byte[] separator, int place) {
        byte first = separator[0];
        int last = to - separator.length;
        for (int i = from + place; i <= last; i++) {
            if (array[i] == first && (separator.length == 1 || has(separator, i - from))) {
                return i - from;
            }
        }
        return -1;
    }
}
