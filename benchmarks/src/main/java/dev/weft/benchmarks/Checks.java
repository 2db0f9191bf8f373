package dev.weft.benchmarks;

/** Refuses a result that is not the right one, so that no peer is measured doing less. */
public final class Checks {
    private Checks() {}

    /** Returns what was measured if it is what was expected. */
    public static long expect(long expected, long actual) {
        if (expected != actual) {
            throw new AssertionError("expected " + expected + ", got " + actual);
        }
        return actual;
    }
}
