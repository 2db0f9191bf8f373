package dev.weft;

import dev.weft.internal.operation.TaskGroupCore;

/** Tasks that belong to a block of code: it ends when they have all ended, and when one fails they are all cancelled. */
public final class TaskGroup extends TaskGroupCore {

    TaskGroup() {}

    /**
     * Makes a task of the group.
     *
     * @param coroutine what it runs
     * @param <U> the type of its value
     * @return the task
     * @throws IllegalStateException if the group has ended, or is shutting down
     */
    public <U> Task<U> createTask(Coroutine<U> coroutine) {
        return createTask(coroutine, TaskOptions.defaults());
    }

    /**
     * Makes a task of the group, with a name.
     *
     * @param coroutine what it runs
     * @param name the name
     * @param <U> the type of its value
     * @return the task
     * @throws IllegalStateException if the group has ended, or is shutting down
     */
    public <U> Task<U> createTask(Coroutine<U> coroutine, String name) {
        return createTask(coroutine, TaskOptions.defaults().named(name));
    }

    /**
     * Makes a task of the group of a lambda, which runs at the task's first step.
     *
     * @param body what it runs
     * @param <U> the type of its value
     * @return the task
     * @throws IllegalStateException if the group has ended, or is shutting down
     */
    public <U> Task<U> createTask(AsyncCallable<U> body) {
        return createTask(Weft.async(body));
    }

    /**
     * Makes a task of the group of a lambda, with a name.
     *
     * @param body what it runs
     * @param name the name
     * @param <U> the type of its value
     * @return the task
     * @throws IllegalStateException if the group has ended, or is shutting down
     */
    public <U> Task<U> createTask(AsyncCallable<U> body, String name) {
        return createTask(Weft.async(body), name);
    }

    /**
     * Makes a task of the group.
     *
     * @param coroutine what it runs
     * @param options its name, its context, and whether it starts at once
     * @param <U> the type of its value
     * @return the task
     * @throws IllegalStateException if the group has ended, or is shutting down
     */
    public <U> Task<U> createTask(Coroutine<U> coroutine, TaskOptions options) {
        return add(coroutine, options);
    }

    /** Ends the group early: cancels its tasks and its block. The block then ends without an error. */
    public void cancel() {
        cancelAll();
    }
}
