package dev.weft.internal.task;

import dev.weft.Coroutine;
import dev.weft.internal.context.CurrentContext;
import dev.weft.internal.loop.LoopCore;
import dev.weft.internal.loop.OneLine;
import org.jspecify.annotations.Nullable;

/** The failure of a task, which a report calls by the name that the task has then. */
final class TaskFailure extends Failure {

    private final TaskBlock block; // constant after construction
    private final byte slot; // constant after construction: where the task stood in its block
    private final Coroutine<?> coroutine; // constant after construction: what it ran
    private final @Nullable Object context; // constant after construction: that in which it ran

    TaskFailure(
            TaskCore<?> task,
            Throwable exception,
            UnseenFailures all,
            TaskBlock block,
            byte slot,
            Coroutine<?> coroutine) {
        super(task, exception, all, "Task", 0);
        this.block = block;
        this.slot = slot;
        this.coroutine = coroutine;
        this.context = LoopCore.contextOf(task);
    }

    /** Reports this failure in the context of the task, as asyncio does: the handler sees what the task had set. */
    @Override
    void reportTo(LoopAccess loop) {
        Object outer = CurrentContext.exchange(context);
        try {
            super.reportTo(loop);
        } finally {
            CurrentContext.enter(outer);
        }
    }

    @Override
    String message() {
        return "Task exception was never retrieved: " + OneLine.of(block.name(slot)) + " (" + coroutine.name()
                + ") failed";
    }
}
