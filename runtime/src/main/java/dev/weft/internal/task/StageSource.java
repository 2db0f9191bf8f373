package dev.weft.internal.task;

import dev.weft.Future;
import dev.weft.Task;
import dev.weft.internal.loop.OneLine;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The timer, the task or the future of a loop that completes a stage, for dumps.
 *
 * @param future the task or future, which is pending; null for a timer
 * @param nanosLeft the time that a timer has left, 0 or more
 */
public record StageSource(@Nullable Future<?> future, long nanosLeft) {

    /** Returns the source of a stage; null if none is known, or not any more. Any thread. */
    public static @Nullable StageSource of(CompletionStage<?> stage) {
        Long left = SharedTimer.nanosLeft(stage);
        if (left != null) {
            return new StageSource(null, left);
        }
        Future<?> future = future(stage);
        return future == null || future.isDone() ? null : new StageSource(future, 0);
    }

    /** Tells whether nothing but the task or future, which is of this loop, can complete a stage whose source this is. */
    public boolean isOnlyWay(CompletionStage<?> stage, TaskLoop loop) {
        return future != null
                && future.loop() == loop
                && (!(stage instanceof OutsideView<?> view) || view.onlyWay(LoopView.eventLoop(loop)) != null);
    }

    private static @Nullable Future<?> future(CompletionStage<?> stage) {
        if (stage instanceof TaskResult result) {
            return result.task();
        }
        return stage instanceof OutsideView<?> view ? view.inner() : SharedCall.taskOf(stage);
    }

    /** Returns words for the task or future that name its loop as well. */
    public String elsewhere() {
        Future<?> source = Objects.requireNonNull(future);
        String name = source instanceof Task<?> task ? ((TaskCore<?>) task).shownName() : Awaited.identity(source);
        return name + " of " + OneLine.of(source.loop().name());
    }
}
