package dev.weft.internal.probe;

import java.util.Arrays;

/**
 * What one step has touched, as far as that is known: variables, by the numbers that the race detector gives them. Loop
 * thread only.
 *
 * <p>Of a step that is opaque nothing is known: it may have touched anything. Once a footprint is lost, no step of the run is
 * known any more.
 */
public final class Footprint {

    /** The variable that stands for all of Weft's own state which has no variable of its own. */
    public static final int RUNTIME = 0;

    static final int FIRST = 1; // variable of the program

    private int[] accesses = new int[32]; // variable << 1, and 1 for a write
    private int count;
    private boolean opaque;
    private boolean lost;

    /** Creates the footprint of a run that has not begun. */
    public Footprint() {}

    /** Begins another step. */
    public void clear() {
        count = 0;
        opaque = false;
    }

    /** Notes that the step may have touched anything. */
    public void blur() {
        opaque = true;
    }

    /** Notes that from now on any step may touch anything. */
    public void lose() {
        lost = true;
    }

    /** Notes that the step reads a variable. */
    public void read(int variable) {
        add(variable << 1);
    }

    /** Notes that the step writes a variable. */
    public void write(int variable) {
        add(variable << 1 | 1);
    }

    private void add(int access) {
        if (count > 0 && accesses[count - 1] == access) {
            return;
        }
        if (count == accesses.length) {
            accesses = Arrays.copyOf(accesses, 2 * count);
        }
        accesses[count++] = access;
    }

    /** Tells whether the step may have touched anything. */
    public boolean isOpaque() {
        return opaque;
    }

    /** Tells whether nothing is known of the run any more. */
    public boolean isLost() {
        return lost;
    }

    /** Returns the number of accesses of the step. */
    public int count() {
        return count;
    }

    /** Copies the accesses of the step: each the number of a variable times 2, and 1 more for a write. */
    public void copyTo(int[] target, int at) {
        System.arraycopy(accesses, 0, target, at, count);
    }
}
