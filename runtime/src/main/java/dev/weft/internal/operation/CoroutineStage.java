package dev.weft.internal.operation;

import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.TaskOptions;
import dev.weft.internal.task.EventLoops;
import dev.weft.internal.task.SharedExecution;
import dev.weft.internal.task.TaskResult;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The stage of a coroutine that is awaited by a method which itself returns a stage. */
public final class CoroutineStage {

    private CoroutineStage() {}

    /**
     * Runs a coroutine up to its first suspension: in a task if a loop runs on this thread, else detached. A sleep outside
     * a loop needs no more than a timer.
     */
    public static <T extends @Nullable Object> CompletionStage<?> of(Coroutine<T> coroutine) {
        if (coroutine instanceof ResumeOnFrame chosen) {
            return chosen.stage();
        }
        EventLoop loop = EventLoops.runningOrNull();
        if (loop == null) {
            return coroutine instanceof SleepFrame<?> sleep ? sleep.stage() : SharedExecution.run(coroutine);
        }
        return TaskResult.of(loop.createTask(coroutine, TaskOptions.defaults().eager()));
    }
}
