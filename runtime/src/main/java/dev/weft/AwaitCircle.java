package dev.weft;

/** The check that tasks which await each other do not form a circle, in which none could ever end. */
final class AwaitCircle {

    private AwaitCircle() {}

    /**
     * Throws if the task would wait for itself by awaiting another.
     *
     * <p>Only a task that somebody waits for can close a circle. So building a chain of tasks costs no walk along it,
     * whichever end it is built from.
     */
    static void check(Task<?> awaited, Task<?> awaiting) {
        if (awaited == awaiting) {
            throw new IllegalStateException(awaiting.name() + " cannot await itself: it could never end");
        }
        if (!awaiting.hasWaiters()) {
            return;
        }
        for (Future<?> at = awaited; at instanceof Task<?> task; at = task.waitingFor()) {
            if (task == awaiting) {
                throw new IllegalStateException(describe(awaited, awaiting));
            }
        }
    }

    private static String describe(Task<?> awaited, Task<?> awaiting) {
        StringBuilder circle =
                new StringBuilder(awaiting.name()).append(" awaits ").append(awaited.name());
        Task<?> at = awaited;
        while (at != awaiting && at.waitingFor() instanceof Task<?> next) {
            circle.append(", which awaits ").append(next.name());
            at = next;
        }
        return circle.append(": a circle, in which none can ever end").toString();
    }
}
