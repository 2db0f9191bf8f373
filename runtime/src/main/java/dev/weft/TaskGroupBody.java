package dev.weft;

import org.jspecify.annotations.Nullable;

/**
 * A block of code that starts tasks in a {@link TaskGroup}, for {@link Weft#taskGroup}.
 *
 * @param <T> the type of its value
 */
@FunctionalInterface
public interface TaskGroupBody<T extends @Nullable Object> {

    /**
     * Runs the block.
     *
     * @param group the group in which it starts tasks
     * @return a coroutine of the value; one that is not {@code completed(...)} is awaited
     * @throws Exception any exception: it cancels the tasks, and is part of the group's failure
     */
    Coroutine<T> call(TaskGroup group) throws Exception;
}
