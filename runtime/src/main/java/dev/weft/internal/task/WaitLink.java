package dev.weft.internal.task;

import dev.weft.Future;
import java.util.Collection;

/**
 * A bond that ends some futures when others have ended: a gather, a task group, a wait for several futures. Through such
 * bonds, too, tasks can wait for each other in a cycle.
 */
public interface WaitLink {

    /** Returns the futures that are waited for. */
    Collection<? extends Future<?>> dependencies();

    /** Returns the futures that end with them, or the task that waits for them. */
    Collection<? extends Future<?>> dependents();

    /** Tells whether the wait is for all of them: otherwise it is over when one has ended. */
    default boolean needsAll() {
        return true;
    }

    /** Notes that a callback depends on its future, which must not become garbage before. */
    default void keep() {}

    /** Returns the name of the operation, for messages. */
    String operation();

    /** Returns the operation and what is left of it, for dumps. */
    default String progress() {
        return operation();
    }

    /** Returns the words for what is left of so many futures. */
    static String progress(String operation, int left, int all) {
        return operation + ", " + left + " of " + all + " left";
    }
}
