package dev.weft.internal.task;

import dev.weft.Future;
import org.jspecify.annotations.Nullable;

/** The task from which a failure came that a future has passed on. */
final class FailedTask {

    private static final int DEEPEST = 4; // operations that pass a failure on to each other
    private static final int MANY = 1_000; // futures of one operation: the one that has failed is not looked for

    private FailedTask() {}

    /** Returns the element of the task whose failure a future has passed on; null if that is not found. */
    static @Nullable StackTraceElement elementOf(FutureCore<?> future, Throwable failure) {
        return elementOf(future, failure, DEEPEST);
    }

    private static @Nullable StackTraceElement elementOf(FutureCore<?> future, Throwable failure, int depth) {
        if (future instanceof TaskCore<?> task) {
            return future.failedWith(failure) ? task.element() : null;
        }
        WaitLink link = depth == 0 ? null : future.link();
        if (link == null) {
            return null;
        }
        int left = MANY;
        for (Future<?> each : link.dependencies()) {
            FutureCore<?> dependency = each;
            StackTraceElement found = dependency.failedWith(failure) ? elementOf(dependency, failure, depth - 1) : null;
            if (found != null || --left == 0) {
                return found;
            }
        }
        return null;
    }
}
