package dev.weft;

/** Code of a test that never suspends, and ends when its thread is interrupted. */
public final class EndlessCode {
    private EndlessCode() {}

    /** Spins until the thread is interrupted. */
    public static Object spin() {
        while (!Thread.interrupted()) {
            Thread.onSpinWait();
        }
        throw new IllegalStateException("interrupted");
    }
}
