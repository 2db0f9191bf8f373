package dev.weft;

import org.jspecify.annotations.Nullable;

/** How a task starts: immutable, built by chaining. */
public final class TaskOptions {

    private static final TaskOptions DEFAULTS = new TaskOptions(null, null, false);

    final @Nullable String name; // constant after construction
    final @Nullable Context context; // constant after construction
    final boolean eager; // constant after construction

    private TaskOptions(@Nullable String name, @Nullable Context context, boolean eager) {
        this.name = name;
        this.context = context;
        this.eager = eager;
    }

    /**
     * No name, a copy of the current context, first step in the next turn.
     *
     * @return the options to begin with
     */
    public static TaskOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Names the task.
     *
     * @param taskName its name
     * @return these options with that name
     */
    public TaskOptions named(String taskName) {
        return new TaskOptions(taskName, context, eager);
    }

    /**
     * Runs the task in a given context instead of a copy of the current one.
     *
     * @param taskContext the context, which keeps what the task sets
     * @return these options with that context
     */
    public TaskOptions inContext(Context taskContext) {
        return new TaskOptions(name, taskContext, eager);
    }

    /**
     * Runs the task inside {@code createTask}, up to its first real suspension.
     *
     * @return these options, eager
     */
    public TaskOptions eager() {
        return new TaskOptions(name, context, true);
    }
}
