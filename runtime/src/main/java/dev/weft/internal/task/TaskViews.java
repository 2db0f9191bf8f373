package dev.weft.internal.task;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import dev.weft.abi.Frame;
import dev.weft.internal.coroutine.FrameReader;
import dev.weft.internal.coroutine.NeverAwaited;
import dev.weft.internal.loop.Job;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A view of the tasks of a loop, for the rooms that watch them; loop thread only. */
public final class TaskViews {

    private TaskViews() {}

    /** Returns the task whose step a job is; null if it is a callback, or the deadline of a task that sleeps. */
    public static @Nullable Task<?> stepOf(Job job) {
        return job instanceof Task<?> task && !isDue(task) ? task : null;
    }

    private static boolean isDue(TaskCore<?> task) {
        return task.isDue();
    }

    /** Returns the innermost activation of a task, at which it resumes; of one that has ended, the outermost. */
    public static Frame<?> leafOf(TaskCore<?> task) {
        return task.leaf();
    }

    /** Tells whether a task is suspended, and its next step is enqueued. */
    public static boolean isReady(TaskCore<?> task) {
        return task.isReady();
    }

    /** Returns the future that a task awaits, or null. */
    public static @Nullable Future<?> waitingFor(TaskCore<?> task) {
        return task.waitingFor();
    }

    /** Returns the operation for whose tasks a task waits, such as a task group, or null. */
    public static @Nullable String groupOf(TaskCore<?> task) {
        OpenGroup group = task.innermostGroup();
        return group == null ? null : group.operation();
    }

    /** Returns the operation through which a future waits for others, such as {@code gather}; null for a plain one. */
    public static @Nullable String operationOf(FutureCore<?> future) {
        return WaitGraph.operation(future);
    }

    /** Returns what is told that a future has ended with a value, if a job does that; else null. */
    public static @Nullable Object toldOfValue(Job job) {
        return job instanceof DoneCallback<?> told && told.future().hasValue() ? told.callback() : null;
    }

    /** Returns the futures for which one waits. */
    public static List<Future<?>> dependenciesOf(FutureCore<?> future) {
        return List.copyOf(WaitGraph.dependencies(future));
    }

    /** Tells whether a future ends with a stage of the program, which other threads may complete. */
    public static boolean isOfStage(Future<?> future) {
        return future instanceof StageFuture<?> ofStage && ofStage.isOfProgram();
    }

    /** Tells whether a task sleeps until a deadline. */
    public static boolean sleeps(TaskCore<?> task) {
        return task.sleeps();
    }

    /** Returns the deadline of a task that sleeps. */
    public static long deadlineOf(TaskCore<?> task) {
        return task.deadline();
    }

    /** Returns the exception of a failed task, which stays unseen; null for any other. */
    public static @Nullable Throwable failureOf(FutureCore<?> task) {
        return task.lookAtFailure();
    }

    /** Returns the tasks of a loop that are not done. */
    public static List<Task<?>> pending(TaskLoop loop) {
        return loop.tasks.all();
    }

    /** Numbers the tasks of a loop from 1, so that each run has the same names; before its first task. */
    public static void numberAlone(TaskLoop loop) {
        loop.tasks.numberAlone();
    }

    /** Returns the places at which calls of methods that return stages are suspended on a loop. */
    public static List<StackTraceElement> suspendedCalls(TaskLoop loop) {
        FrameReader reader = new FrameReader();
        return loop.suspendedStages.all().stream()
                .map(call -> reader.place(call))
                .toList();
    }

    /** Creates the error of a loop that nothing can wake. */
    public static Error newStall(TaskLoop loop, String message) {
        return loop.newStall(message);
    }

    /** Reports to a loop the failures that have not been seen, as when it closes. */
    public static void reportUnseenFailures(TaskLoop loop) {
        loop.unseen.reportRest();
    }

    /** Reports to a loop the coroutines that were not awaited, as when it closes. */
    public static void reportNeverAwaited(EventLoop loop) {
        NeverAwaited.reportLeft(loop);
    }
}
