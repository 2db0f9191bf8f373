package dev.weft.internal.task;

import dev.weft.Future;
import dev.weft.Task;
import dev.weft.internal.coroutine.LogicalTrace;
import dev.weft.internal.coroutine.TracedStage;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The path of a failure from the task in which it was thrown to those that await it: see {@link LogicalTrace}. */
final class FailurePath {

    private static final int DEEPEST = 4; // operations that pass a failure on to each other
    private static final int MANY = 1_000; // futures of one operation: the one that has failed is not looked for

    private FailurePath() {}

    /** Continues the trace of a failure in a suspended task, which is about to get it from a future. */
    static void pass(Throwable thrown, FutureCore<?> from, TaskCore<?> to) {
        StackTraceElement[] known = LogicalTrace.known(thrown);
        if (known != null) {
            LogicalTrace.pass(thrown, known, source(from, thrown), to.leaf(), to.element());
        }
    }

    /** Continues the trace of a failure in the running task, whose code takes it from a future that is done. */
    static void passHere(Throwable thrown, FutureCore<?> from) {
        StackTraceElement[] known = LogicalTrace.known(thrown);
        TaskCore<?> to = known == null ? null : running();
        if (known != null && to != null && to != from) {
            LogicalTrace.passHere(thrown, known, source(from, thrown), to.leaf(), to.element());
        }
    }

    /** Continues the trace of a failure in the running task, whose code takes it from a stage that has ended. */
    static void passHere(Throwable thrown, CompletionStage<?> from) {
        StackTraceElement[] known = LogicalTrace.known(thrown);
        TaskCore<?> to = known == null ? null : running();
        if (known != null && to != null) {
            LogicalTrace.passHere(thrown, known, source(from), to.leaf(), to.element());
        }
    }

    private static @Nullable TaskCore<?> running() {
        Task<?> task = EventLoops.currentTask();
        return task != null && ((TaskCore<?>) task).isRunning() ? task : null;
    }

    private static LogicalTrace.Source source(FutureCore<?> future, Throwable failure) {
        return future instanceof StageFuture<?> stage
                ? source(stage.stage())
                : new LogicalTrace.Source(failedTask(future, failure), null);
    }

    private static LogicalTrace.Source source(CompletionStage<?> stage) {
        return stage instanceof OutsideView<?> view && view.failedTask() != null
                ? new LogicalTrace.Source(view.failedTask(), null)
                : new LogicalTrace.Source(null, stage instanceof TracedStage traced ? traced : null);
    }

    /** Returns the element of the task whose failure a future has passed on; null if that is not found. */
    static @Nullable StackTraceElement failedTask(FutureCore<?> future, Throwable failure) {
        return failedTask(future, failure, DEEPEST);
    }

    private static @Nullable StackTraceElement failedTask(FutureCore<?> future, Throwable failure, int depth) {
        if (future instanceof TaskCore<?> task) {
            return future.failedWith(failure) ? task.element() : null;
        }
        if (future instanceof StageFuture<?> stage && stage.stage() instanceof OutsideView<?> view) {
            return view.failedTask();
        }
        WaitLink link = depth == 0 ? null : future.link();
        if (link == null) {
            return null;
        }
        int left = MANY;
        for (Future<?> each : link.dependencies()) {
            FutureCore<?> dependency = each;
            StackTraceElement found =
                    dependency.failedWith(failure) ? failedTask(dependency, failure, depth - 1) : null;
            if (found != null || --left == 0) {
                return found;
            }
        }
        return null;
    }
}
