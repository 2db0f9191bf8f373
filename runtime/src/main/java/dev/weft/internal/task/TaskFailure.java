package dev.weft.internal.task;

import dev.weft.Coroutine;

/** The failure of a task, which a report calls by the name that the task has then. */
final class TaskFailure extends Failure {

    private final TaskBlock block; // constant after construction
    private final byte slot; // constant after construction: where the task stood in its block
    private final Coroutine<?> coroutine; // constant after construction: what it ran

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
    }

    @Override
    String message() {
        return "Task exception was never retrieved: " + block.name(slot) + " (" + coroutine.name() + ") failed";
    }
}
