package dev.weft.internal.loop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The text of an object of the program, for a report: a {@code toString} that throws must not cost the report. */
public final class ForeignText {

    private ForeignText() {}

    /** Returns what an object says of itself, or its class if it throws. */
    public static String of(@Nullable Object object) {
        try {
            return String.valueOf(object);
        } catch (Throwable thrown) {
            rethrowFatal(thrown);
            return Objects.requireNonNull(object).getClass().getName() + " (whose toString throws "
                    + thrown.getClass().getName() + ")";
        }
    }

    /** Returns the message of an exception; if it throws, a note of that. */
    public static @Nullable String messageOf(Throwable exception) {
        try {
            return exception.getMessage();
        } catch (Throwable thrown) {
            rethrowFatal(thrown);
            return exception.getClass().getName() + " (whose getMessage throws "
                    + thrown.getClass().getName() + ")";
        }
    }

    /** Rethrows an error that the JVM does not survive. */
    public static void rethrowFatal(Throwable thrown) {
        if (thrown instanceof VirtualMachineError error && !(error instanceof StackOverflowError)) {
            throw error;
        }
    }
}
