package dev.weft;

import dev.weft.internal.operation.TaskGroupCore;
import org.jspecify.annotations.Nullable;

/**
 * A set of tasks that belong to a block of code: the block ends when all of them have ended, and a failure of one
 * cancels the others. {@link Weft#taskGroup} creates a group, runs its block and says how it ends.
 *
 * <p>Tasks can be added as long as the block runs or other tasks of the group do, also by those tasks. None can be
 * added once the group is shutting down because of a failure or a cancellation.
 */
public final class TaskGroup extends TaskGroupCore {

    TaskGroup() {}

    /**
     * Starts a coroutine as a task of this group.
     *
     * @param coroutine a coroutine that has not been used; it is closed if the group refuses it
     * @param <U> the type of its value
     * @return the task
     * @throws IllegalStateException if the group has ended or is shutting down
     */
    public <U extends @Nullable Object> Task<U> createTask(Coroutine<U> coroutine) {
        return createTask(coroutine, TaskOptions.defaults());
    }

    /**
     * Starts a coroutine as a named task of this group.
     *
     * @param coroutine a coroutine that has not been used; it is closed if the group refuses it
     * @param name the name of the task
     * @param <U> the type of its value
     * @return the task
     * @throws IllegalStateException if the group has ended or is shutting down
     */
    public <U extends @Nullable Object> Task<U> createTask(Coroutine<U> coroutine, String name) {
        return createTask(coroutine, TaskOptions.defaults().named(name));
    }

    /**
     * Starts a lambda as a task of this group. The lambda is called in the task's first step.
     *
     * @param body the lambda, which may await
     * @param <U> the type of its value
     * @return the task
     * @throws IllegalStateException if the group has ended or is shutting down
     */
    public <U extends @Nullable Object> Task<U> createTask(AsyncCallable<U> body) {
        return createTask(Weft.async(body));
    }

    /**
     * Starts a lambda as a named task of this group. The lambda is called in the task's first step.
     *
     * @param body the lambda, which may await
     * @param name the name of the task
     * @param <U> the type of its value
     * @return the task
     * @throws IllegalStateException if the group has ended or is shutting down
     */
    public <U extends @Nullable Object> Task<U> createTask(AsyncCallable<U> body, String name) {
        return createTask(Weft.async(body), name);
    }

    /**
     * Starts a coroutine as a task of this group, with options.
     *
     * @param coroutine a coroutine that has not been used; it is closed if the group refuses it
     * @param options the name, the context, and the kind of start
     * @param <U> the type of its value
     * @return the task
     * @throws IllegalStateException if the group has ended or is shutting down
     */
    public <U extends @Nullable Object> Task<U> createTask(Coroutine<U> coroutine, TaskOptions options) {
        EventLoop loop = parent().loop();
        checkJoining(coroutine);
        Task<U> task = loop.newTask(coroutine, options);
        add(task);
        loop.begin(task, options);
        return task;
    }

    /**
     * Ends the group early: cancels its tasks and its block. When they have ended, the group ends without an exception,
     * unless one of them failed. As {@code TaskGroup.cancel} in CPython 3.15.
     */
    public void cancel() {
        cancelAll();
    }
}
