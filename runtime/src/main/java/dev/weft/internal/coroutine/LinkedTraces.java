package dev.weft.internal.coroutine;

import dev.weft.abi.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The traces of the causes and the suppressed exceptions of one that leaves an activation or a callback: machinery is cut
 * from them as well. Those thrown by the activation itself are continued with the ones that await it, so that the JDK prints
 * the places in common once.
 */
final class LinkedTraces {

    private static final int MOST = 32; // exceptions

    private LinkedTraces() {}

    /**
     * Cuts the traces, and continues them if they begin in an activation.
     *
     * @param thrown the exception to which the others belong
     * @param left the activation that it leaves
     * @param awaiting the one that awaits it, or null
     * @param task the element of the task that runs them, or null
     */
    static void complete(
            Throwable thrown, Frame<?> left, @Nullable Frame<?> awaiting, @Nullable StackTraceElement task) {
        for (Throwable linked : of(thrown)) {
            List<StackTraceElement> trace = LogicalTrace.cut(linked);
            if (trace != null) {
                if (beginsIn(left, trace)) {
                    LogicalTrace.addAwaiters(awaiting, task, trace);
                }
                LogicalTrace.replace(linked, trace);
            }
        }
    }

    /** Cuts the traces. */
    static void cut(Throwable thrown) {
        for (Throwable linked : of(thrown)) {
            List<StackTraceElement> trace = LogicalTrace.cut(linked);
            if (trace != null) {
                LogicalTrace.replace(linked, trace);
            }
        }
    }

    private static boolean beginsIn(Frame<?> left, List<StackTraceElement> trace) {
        StackTraceElement outermost = trace.get(trace.size() - 1);
        StackTraceElement place = FrameDescription.place(left.describe(), 0);
        return outermost.getClassName().equals(place.getClassName())
                && outermost.getMethodName().equals(place.getMethodName());
    }

    private static List<Throwable> of(Throwable thrown) {
        if (causeOf(thrown) == null && thrown.getSuppressed().length == 0) {
            return List.of();
        }
        List<Throwable> found = new ArrayList<>();
        found.add(thrown);
        for (int i = 0; i < found.size() && found.size() < MOST; i++) {
            Throwable next = found.get(i);
            add(causeOf(next), found);
            Throwable[] suppressed = next.getSuppressed();
            for (int j = 0; j < suppressed.length && j < MOST; j++) { // thousands would be looked at for each await
                add(suppressed[j], found);
            }
        }
        return found.subList(1, found.size());
    }

    private static void add(@Nullable Throwable linked, List<Throwable> found) {
        if (linked != null && found.size() < MOST && !contains(linked, found)) {
            found.add(linked);
        }
    }

    private static boolean contains(Throwable linked, List<Throwable> found) {
        for (Throwable known : found) {
            if (known == linked) {
                return true;
            }
        }
        return false;
    }

    /** Returns the cause; null if the class of the program that overrides the method throws there. */
    private static @Nullable Throwable causeOf(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (Throwable refused) {
            Fatal.rethrow(refused);
            return null;
        }
    }
}
