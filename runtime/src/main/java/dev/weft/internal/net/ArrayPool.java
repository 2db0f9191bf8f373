package dev.weft.internal.net;

import org.jspecify.annotations.Nullable;

/** Arrays of one loop's connections that are used again, by size: powers of two from 1 KiB to 256 KiB. */
public final class ArrayPool {

    private static final int LEAST_BITS = 10;
    private static final int MOST_BITS = 18;
    private static final int KEPT_BYTES = 1 << 20; // of each size: so much is kept, the rest is garbage

    private final Stack[] stacks = new Stack[MOST_BITS - LEAST_BITS + 1]; // loop thread
    private int out; // loop thread: arrays that are in use, of the sizes that are kept

    ArrayPool() {
        for (int i = 0; i < stacks.length; i++) {
            stacks[i] = new Stack();
        }
    }

    /** Returns an array of at least so many bytes, with whatever in it. */
    public byte[] take(int bytes) {
        int bits = bitsFor(bytes);
        if (bits > MOST_BITS) {
            return new byte[bits < 31 ? 1 << bits : bytes];
        }
        out++;
        byte[] kept = stacks[bits - LEAST_BITS].pop();
        return kept == null ? new byte[1 << bits] : kept;
    }

    /** Takes an array back, which the caller must not use again. */
    public void give(byte[] array) {
        int bits = bitsFor(array.length);
        if (bits <= MOST_BITS) {
            out--;
            stacks[bits - LEAST_BITS].push(array, KEPT_BYTES >> bits);
        }
    }

    /** Returns the number of arrays that are in use. */
    public int out() {
        return out;
    }

    /** Tells whether arrays of a size are used again. */
    static boolean keeps(int size) {
        return bitsFor(size) <= MOST_BITS;
    }

    private static int bitsFor(int bytes) {
        return Math.max(LEAST_BITS, 32 - Integer.numberOfLeadingZeros(Math.max(bytes, 1) - 1));
    }

    /** The arrays of one size. */
    private static final class Stack {
        private byte[] @Nullable [] arrays = new byte[4][]; // loop thread
        private int size; // loop thread

        byte @Nullable [] pop() {
            if (size == 0) {
                return null;
            }
            byte[] top = arrays[--size];
            arrays[size] = null;
            return top;
        }

        void push(byte[] array, int most) {
            if (size == most) {
                return;
            }
            if (size == arrays.length) {
                arrays = java.util.Arrays.copyOf(arrays, 2 * size);
            }
            arrays[size++] = array;
        }
    }
}
