package dev.weft.internal.explore;

import java.util.HashSet;
import java.util.Set;

/** The choices of the runs that have passed, by a hash of 64 bits: the same choices cannot fail in a later run. */
final class PassedRuns {

    private static final long MULTIPLIER = 0x9e3779b97f4a7c15L; // odd, and so without loss

    private final Set<Long> hashes = new HashSet<>(); // the thread of the exploration

    void add(int[] choices) {
        hashes.add(hash(choices));
    }

    boolean contains(int[] choices) {
        return hashes.contains(hash(choices));
    }

    private static long hash(int[] choices) {
        int length = choices.length; // without the zeros at the end: how many there are depends on how the run goes on
        while (length > 0 && choices[length - 1] == 0) {
            length--;
        }
        long hash = length;
        for (int i = 0; i < length; i++) {
            hash = (hash + choices[i]) * MULTIPLIER;
            hash ^= hash >>> 29;
        }
        return hash;
    }
}
