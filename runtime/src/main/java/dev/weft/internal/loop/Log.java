package dev.weft.internal.loop;

import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * The log of the runtime. Logger, handlers and the exceptions that they print are foreign code: what they throw ends
 * here, and the report goes to the standard error stream instead.
 */
public final class Log {

    private static final String NAME = "dev.weft";

    private Log() {}

    /** Logs a failure. */
    public static void error(String message, @Nullable Throwable exception) {
        write(System.Logger.Level.ERROR, message, exception);
    }

    /** Logs what may be a fault of the program. */
    public static void warning(String message) {
        write(System.Logger.Level.WARNING, message, null);
    }

    private static void write(System.Logger.Level level, String message, @Nullable Throwable exception) {
        Throwable printable = exception == null || prints(exception) ? exception : new Unprintable(exception);
        try {
            System.getLogger(NAME).log(level, message, printable);
        } catch (Throwable thrown) {
            ForeignText.rethrowFatal(thrown);
            System.err.println(
                    level + ": " + message + " (not logged, because the logger throws " + ForeignText.of(thrown) + ")");
            if (printable != null) {
                printable.printStackTrace();
            }
        }
    }

    /** Tells whether an exception can be printed: java.util.logging drops the record of one that cannot. */
    private static boolean prints(Throwable exception) {
        try (PrintWriter nowhere = new PrintWriter(Writer.nullWriter())) {
            nowhere.println(exception.getMessage());
            exception.printStackTrace(nowhere);
            return true;
        } catch (Throwable thrown) {
            ForeignText.rethrowFatal(thrown);
            return false;
        }
    }

    private static StackTraceElement[] placesOf(Throwable exception) {
        try {
            return exception.getStackTrace();
        } catch (Throwable thrown) {
            ForeignText.rethrowFatal(thrown);
            return new StackTraceElement[0];
        }
    }

    /** The substitute for an exception that throws while it is printed. */
    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unprintable(Throwable exception) {
            super(exception.getClass().getName() + " (which throws when it is printed)", null, false, true);
            setStackTrace(placesOf(exception));
        }
    }
}
