package dev.weft.internal.explore;

import dev.weft.EventLoop;
import dev.weft.Task;
import dev.weft.internal.task.TaskViews;
import dev.weft.testing.ScheduleFailure.Kind;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rest that is on a loop when the body of a test has ended: tasks, and calls of methods that return stages. */
final class Leftovers {

    private Leftovers() {}

    /** Returns the failure that something is left, or null; the lines describe the tasks. */
    static @Nullable Finding of(EventLoop loop, List<Task<?>> tasks, String lines) {
        List<StackTraceElement> calls = TaskViews.suspendedCalls(loop);
        if (tasks.isEmpty() && calls.isEmpty()) {
            return null;
        }
        String text = counted(tasks.size(), "task")
                + (tasks.isEmpty() || calls.isEmpty() ? "" : " and ")
                + counted(calls.size(), "call of a method that returns a stage", "calls of methods that return stages")
                + (tasks.size() + calls.size() == 1 ? " is" : " are")
                + " left when the body has ended:";
        String places = Places.of(tasks);
        String ofCalls = calls.stream().map(Places::qualified).sorted().collect(Collectors.joining("; "));
        return new Finding(
                Kind.LEAKED,
                text + lines + linesOf(calls),
                null,
                places.isEmpty() || ofCalls.isEmpty() ? places + ofCalls : places + "; " + ofCalls);
    }

    private static String counted(int number, String one) {
        return counted(number, one, one + "s");
    }

    private static String counted(int number, String one, String several) {
        return number == 0 ? "" : number + " " + (number == 1 ? one : several);
    }

    /** Returns a line for each call, after a line break. */
    static String linesOf(List<StackTraceElement> calls) {
        StringBuilder text = new StringBuilder();
        for (StackTraceElement call : calls) {
            text.append("\n    a call, suspended at ").append(Places.qualified(call));
        }
        return text.toString();
    }
}
