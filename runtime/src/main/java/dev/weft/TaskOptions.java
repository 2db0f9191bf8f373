package dev.weft;

import org.jspecify.annotations.Nullable;

/** The options of a new task: immutable, and built by chaining. */
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
     * Returns the default options: a numbered name, a copy of the current context, the first step in the next turn.
     *
     * @return the options to start from
     */
    public static TaskOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Sets the name of the task.
     *
     * @param taskName the name
     * @return new options with that name
     */
    public TaskOptions named(String taskName) {
        return new TaskOptions(taskName, context, eager);
    }

    /**
     * Runs the task in a given context instead of a copy of the current one.
     *
     * @param taskContext the context, in which the values that the task sets stay
     * @return new options with that context
     */
    public TaskOptions inContext(Context taskContext) {
        return new TaskOptions(name, taskContext, eager);
    }

    /**
     * Runs the task inside of {@code createTask}, up to its first await of something pending; the counterpart of
     * {@code eager_start} in CPython 3.12.
     *
     * @return new options with an eager start
     */
    public TaskOptions eager() {
        return new TaskOptions(name, context, true);
    }
}
