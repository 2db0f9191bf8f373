package dev.weft.agent.differential;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the run of a sample ended, as text: its classes are others in each loader.
 *
 * @param end its value or its exception
 * @param notes what it did on the way
 */
record Ended(String end, List<String> notes) {
    static Ended of(Trace trace, Callable<?> run) {
        String end;
        try {
            end = "value " + Arrays.deepToString(new Object[] {run.call()});
        } catch (Throwable thrown) {
            if (thrown instanceof VerifyError
                    || thrown instanceof ClassFormatError
                    || thrown instanceof WovenSamples.Refusal) {
                throw (Error) thrown;
            }
            end = "thrown " + text(thrown);
        }
        return new Ended(end, trace.notes());
    }

    /** The JVM's own messages name locals or not, by how a class was compiled: only those of samples are compared. */
    private static String text(Throwable thrown) {
        var type = thrown.getClass();
        boolean spoken = thrown instanceof ScriptedFailure
                || type == IOException.class
                || type == IllegalStateException.class
                || type == IllegalArgumentException.class;
        var suppressed = Stream.of(thrown.getSuppressed()).map(Ended::text).collect(Collectors.joining(", "));
        return type.getSimpleName()
                + (spoken ? ": " + thrown.getMessage() : "")
                + (suppressed.isEmpty() ? "" : " suppressing [" + suppressed + "]");
    }
}
