package dev.weft.internal.insight;

import dev.weft.insight.Snapshot;
import dev.weft.insight.Snapshot.Kind;
import dev.weft.insight.Snapshot.Wait;
import dev.weft.internal.coroutine.LogicalTrace;
import dev.weft.internal.loop.OneLine;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The places of activations as texts show them. */
final class Places {

    private Places() {}

    /** Returns the frames of a task that are the program's own; all of them if none is. */
    static List<Snapshot.Frame> visible(Snapshot.Task task) {
        List<Snapshot.Frame> own =
                task.frames().stream().filter(frame -> !isWeft(frame.place())).toList();
        boolean hasOwn = own.stream().anyMatch(frame -> !LogicalTrace.isTask(frame.place()));
        return hasOwn ? own : task.frames();
    }

    /** Tells whether a place is in Weft itself: such frames have no lines. */
    static boolean isWeft(StackTraceElement place) {
        return place.getLineNumber() < 0 && place.getClassName().startsWith("dev.weft.");
    }

    /** Returns the class with its package, the method and the line; of the task itself, where it was created. */
    static String full(StackTraceElement place) {
        if (LogicalTrace.isTask(place)) {
            return OneLine.escaped(String.valueOf(place.getFileName()));
        }
        return OneLine.escaped(place.getClassName() + "." + place.getMethodName()) + line(place);
    }

    /** Returns the class without its package, the method and the line. */
    static String brief(StackTraceElement place) {
        return OneLine.escaped(method(place)) + line(place);
    }

    /** Returns the class without its package, and the method. */
    static String method(StackTraceElement place) {
        String type = place.getClassName();
        return type.substring(type.lastIndexOf('.') + 1).replace('$', '.') + "." + place.getMethodName();
    }

    private static String line(StackTraceElement place) {
        return place.getLineNumber() < 0 ? "" : ":" + place.getLineNumber();
    }

    /** Returns the innermost place that is the program's own: the line that holds the loop up. */
    static StackTraceElement guilty(List<StackTraceElement> stack) {
        List<StackTraceElement> own = LogicalTrace.ownCalls(stack);
        for (StackTraceElement place : own) {
            String type = place.getClassName();
            if (!type.startsWith("java.")
                    && !type.startsWith("jdk.")
                    && !type.startsWith("sun.")
                    && !type.startsWith("dev.weft.")) {
                return place;
            }
        }
        return own.isEmpty() ? new StackTraceElement("unknown", "place", null, -1) : own.get(0);
    }

    /** Returns what a task waits for without what makes it one of many: identities, addresses, threads. */
    static String anonymous(Wait wait) {
        return wait.kind() == Kind.CHANNEL || wait.kind() == Kind.THREAD
                ? ""
                : wait.what().replaceAll("@[0-9a-f]+", "@...");
    }

    /** Returns a number with its noun. */
    static String count(long number, String noun) {
        return number(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** Returns a number in groups of three digits. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Returns the places of a task in brief, the innermost first. */
    static Stream<String> brief(Snapshot.Task task) {
        return visible(task).stream()
                .map(Snapshot.Frame::place)
                .filter(place -> !LogicalTrace.isTask(place))
                .map(Places::brief);
    }
}
