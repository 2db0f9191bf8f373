package dev.weft;

/**
 * A block of code with tasks that end with it.
 *
 * @param <T> the type of its value
 */
@FunctionalInterface
public interface TaskGroupBody<T> {

    /**
     * Runs the code.
     *
     * @param group where it makes its tasks
     * @return its coroutine, completed or to be awaited
     * @throws Exception what the code throws
     */
    Coroutine<T> call(TaskGroup group) throws Exception;
}
