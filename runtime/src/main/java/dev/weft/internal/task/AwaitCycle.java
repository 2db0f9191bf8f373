package dev.weft.internal.task;

import dev.weft.Future;

/**
 * The check that tasks do not await each other in a cycle, in which none could ever end; directly, or through a
 * {@link WaitLink}.
 *
 * <ol>
 *   <li>Only a task for which something waits can close a cycle, and only by awaiting something that waits itself. So a
 *       chain of tasks costs no walk along it, whichever end it is built from.
 *   <li>Most of what is awaited leads to its end within a few steps.
 *   <li>Otherwise {@link WaitSearch} looks for a path, from both ends.
 *   <li>If there is one, {@link WaitDeadlock} tells whether nothing else can end the wait.
 * </ol>
 */
final class AwaitCycle {

    private static final int NEAR = 8; // steps, and futures of a link: no search for less

    private AwaitCycle() {}

    /** Throws if the task, which is itself or has waiters, would wait for itself by awaiting the future. */
    static void check(Future<?> awaited, TaskCore<?> awaiting) {
        if (awaited == awaiting) {
            throw new IllegalStateException(awaiting.shownName() + " cannot await itself: it could never end");
        }
        if (mayLead(awaited, awaiting) && WaitSearch.leads(awaited, awaiting)) {
            WaitDeadlock deadlock = new WaitDeadlock(awaited, awaiting);
            if (deadlock.isCertain()) {
                ((FutureCore<?>) awaited).refuse();
                throw new IllegalStateException(deadlock.toString());
            }
        }
    }

    /** Follows the only way ahead; false if it ends before the task. */
    private static boolean mayLead(Future<?> awaited, TaskCore<?> awaiting) {
        FutureCore<?> at = awaited;
        for (int step = 0; step < NEAR; step++) {
            if (at == awaiting) {
                return true;
            }
            if (!WaitGraph.waits(at)) {
                return false;
            }
            FutureCore<?> next =
                    at instanceof TaskCore<?> task && task.innermostGroup() == null ? task.waitingFor() : null;
            if (next == null) {
                return forks(at, awaiting);
            }
            at = next;
        }
        return true;
    }

    private static boolean forks(FutureCore<?> fork, TaskCore<?> awaiting) {
        int count = 0;
        for (Future<?> end : WaitGraph.dependencies(fork)) {
            if (++count > NEAR || end == awaiting || WaitGraph.waits(end)) {
                return true;
            }
        }
        return false;
    }
}
