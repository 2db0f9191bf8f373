package dev.weft.internal.explore;

import java.util.Arrays;

/** The choices of one run, in order: what was taken, of how many. Taking 0 is what a loop does by itself. */
final class Choices {

    private static final int FIRST = 16;

    private int[] taken = new int[FIRST]; // the thread of the run
    private int[] options = new int[FIRST]; // the thread of the run
    private ChoiceKind[] kinds = new ChoiceKind[FIRST]; // the thread of the run
    private int count; // the thread of the run

    void add(ChoiceKind kind, int ofOptions, int choice) {
        if (count == taken.length) {
            taken = Arrays.copyOf(taken, 2 * count);
            options = Arrays.copyOf(options, 2 * count);
            kinds = Arrays.copyOf(kinds, 2 * count);
        }
        taken[count] = choice;
        options[count] = ofOptions;
        kinds[count] = kind;
        count++;
    }

    int count() {
        return count;
    }

    int taken(int position) {
        return taken[position];
    }

    int options(int position) {
        return options[position];
    }

    ChoiceKind kind(int position) {
        return kinds[position];
    }

    /** Returns those of the order of steps: they are the same in a run that chooses nothing else. */
    Choices ofOrder() {
        Choices ofOrder = new Choices();
        for (int i = 0; i < count; i++) {
            if (kinds[i] == ChoiceKind.ORDER) {
                ofOrder.add(kinds[i], options[i], taken[i]);
            }
        }
        return ofOrder;
    }

    int[] toArray() {
        return Arrays.copyOf(taken, count);
    }

    boolean isSame(Choices other) {
        return count == other.count
                && Arrays.equals(taken, 0, count, other.taken, 0, count)
                && Arrays.equals(options, 0, count, other.options, 0, count)
                && Arrays.equals(kinds, 0, count, other.kinds, 0, count);
    }

    int count(ChoiceKind kind) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            if (kinds[i] == kind) {
                found++;
            }
        }
        return found;
    }
}
