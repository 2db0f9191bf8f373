package dev.weft.benchmarks;

/** A check of results, so that no peer is measured doing less work than another. */
public final class Checks {
    private Checks() {}

    /** Returns the actual value if it equals the expected one, and fails otherwise. */
    public static long expect(long expected, long actual) {
        if (expected != actual) {
            throw new AssertionError("expected " + expected + ", got " + actual);
        }
        return actual;
    }
}
