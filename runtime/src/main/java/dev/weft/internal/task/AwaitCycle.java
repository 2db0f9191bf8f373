package dev.weft.internal.task;

import dev.weft.Future;

/** The check that tasks do not await each other in a cycle, in which none could ever end. */
final class AwaitCycle {

    private AwaitCycle() {}

    /**
     * Throws if the task would wait for itself by awaiting another one.
     *
     * <p>Only a task that has waiters can close a cycle. So building a chain of tasks costs no walk along it, whichever
     * end it is built from.
     */
    static void check(TaskCore<?> awaited, TaskCore<?> awaiting) {
        if (awaited == awaiting) {
            throw new IllegalStateException(awaiting.nameOrNumber() + " cannot await itself: it could never end");
        }
        if (!awaiting.hasWaiters()) {
            return;
        }
        for (Future<?> at = awaited; at instanceof TaskCore<?> task; at = task.waitingFor()) {
            if (task == awaiting) {
                throw new IllegalStateException(describe(awaited, awaiting));
            }
        }
    }

    private static String describe(TaskCore<?> awaited, TaskCore<?> awaiting) {
        StringBuilder circle =
                new StringBuilder(awaiting.nameOrNumber()).append(" awaits ").append(awaited.nameOrNumber());
        TaskCore<?> at = awaited;
        while (at != awaiting && at.waitingFor() instanceof TaskCore<?> next) {
            circle.append(", which awaits ").append(next.nameOrNumber());
            at = next;
        }
        return circle.append(": a cycle, in which no task can ever end").toString();
    }
}
