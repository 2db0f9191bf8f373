package dev.weft.internal.operation;

import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.TaskOptions;
import dev.weft.internal.coroutine.DetachedExecution;
import dev.weft.internal.task.EventLoops;
import dev.weft.internal.task.TaskResult;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The stage of a coroutine that is awaited by a method which itself returns a stage. */
public final class CoroutineStage {

    private CoroutineStage() {}

    /** Runs a coroutine up to its first suspension: in a task if a loop runs on this thread, else detached. */
    public static <T extends @Nullable Object> CompletionStage<?> of(Coroutine<T> coroutine) {
        EventLoop loop = EventLoops.runningOrNull();
        if (loop == null) {
            return DetachedExecution.run(coroutine);
        }
        return TaskResult.of(loop.createTask(coroutine, TaskOptions.defaults().eager()));
    }
}
