package dev.weft.internal.task;

import dev.weft.Future;
import dev.weft.Task;
import dev.weft.abi.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The place at which a task stands, for dumps.
 *
 * @param id the number of the task, which no other one of its loop has; those created later have larger ones
 * @param name its name
 * @param leaf its innermost activation
 * @param phase its phase
 * @param awaited the future that it awaits, or null
 * @param deadline the end of its sleep, on the scale of the loop's clock
 * @param cancelling the number of requests to cancel it
 * @param createdAt the place where it was created; null unless in debug mode
 */
public record TaskPosition(
        long id,
        String name,
        Frame<?> leaf,
        Phase phase,
        @Nullable Future<?> awaited,
        long deadline,
        int cancelling,
        @Nullable StackTraceElement createdAt) {

    /** The phases of a task, as far as dumps tell them apart. */
    public enum Phase {
        /** A step of it runs. */
        RUNNING,
        /** It is in the queue of the loop, or about to get there. */
        READY,
        /** It awaits a future. */
        WAITING,
        /** It waits for a deadline. */
        SLEEPING,
        /** It is done. */
        ENDED
    }

    /** Returns the place at which a task stands now. */
    public static TaskPosition of(Task<?> task) {
        return ((TaskCore<?>) task).standing();
    }
}
