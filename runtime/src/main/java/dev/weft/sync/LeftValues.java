package dev.weft.sync;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The end of values that were left in a closed channel: those that are resources are closed. */
final class LeftValues {

    private LeftValues() {}

    /** Closes a value that nobody can receive any more. A failure to do so is reported, and does not keep others open. */
    static void discard(@Nullable Object value, String label, BiConsumer<String, Throwable> reports) {
        if (!(value instanceof AutoCloseable resource)) {
            return;
        }
        try {
            resource.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception | LinkageError | AssertionError | StackOverflowError failure) {
            reports.accept("a value that was left in " + label + " failed to close", failure);
        }
    }
}
