package dev.weft.internal.explore;

import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.internal.task.TaskViews;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The places at which tasks are suspended, as text. */
final class Places {

    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.+)\\$\\d+");

    private Places() {}

    /** Returns the innermost place in code of the program, such as {@code transfer:31}. */
    static String of(Task<?> task) {
        if (task.isDone()) {
            return end(task);
        }
        List<StackTraceElement> stack = task.stack();
        if (task.coroutine().state() == Coroutine.State.CREATED || stack.isEmpty()) {
            return "starts";
        }
        for (StackTraceElement place : stack) {
            if (isOfTheProgram(place)) {
                return method(place) + line(place);
            }
        }
        return qualified(stack.get(stack.size() - 1));
    }

    private static boolean isOfTheProgram(StackTraceElement place) {
        return place.getLineNumber() >= 0;
    }

    private static String end(Task<?> task) {
        if (task.isCancelled()) {
            return "is cancelled";
        }
        Throwable thrown = TaskViews.failureOf(task);
        return thrown == null ? "ends" : "throws " + thrown.getClass().getSimpleName();
    }

    /** Returns all places, innermost first, such as {@code Lock.acquire < Bank.transfer:31}. */
    static String chain(Task<?> task) {
        return task.stack().stream().map(Places::qualified).collect(Collectors.joining(" < "));
    }

    /** Returns the places of several tasks, in an order that does not depend on that of the tasks. */
    static String of(List<Task<?>> tasks) {
        return tasks.stream().map(Places::chain).sorted().collect(Collectors.joining("; "));
    }

    /** Returns a place with its class, such as {@code Bank.transfer:31}. */
    static String qualified(StackTraceElement place) {
        String type = place.getClassName();
        String simple = type.substring(type.lastIndexOf('.') + 1).replace('$', '.');
        return simple + "." + method(place) + line(place);
    }

    private static String method(StackTraceElement place) {
        Matcher lambda = LAMBDA.matcher(place.getMethodName());
        return lambda.matches() ? lambda.group(1) : place.getMethodName();
    }

    private static String line(StackTraceElement place) {
        return place.getLineNumber() < 0 ? "" : ":" + place.getLineNumber();
    }
}
