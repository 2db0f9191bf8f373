package dev.weft.internal.task;

import dev.weft.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A group whose owner, a task, cannot end before the tasks of the group have ended. */
public abstract class OpenGroup implements WaitLink {

    private @Nullable TaskCore<?> owner; // loop thread: null until it enters
    private @Nullable OpenGroup outer; // loop thread: the group of the owner in which this one is nested

    /** Creates a group that has no owner. */
    protected OpenGroup() {}

    /** Notes that the block of the group begins in a task. */
    protected final void enter(TaskCore<?> task) {
        owner = task;
        TaskNotes notes = task.notes();
        outer = notes.innermostGroup;
        notes.innermostGroup = this;
    }

    /** Notes that the block and the tasks of the group have ended. */
    protected final void exit() {
        TaskCore<?> task = owner;
        if (task != null) {
            task.notes().innermostGroup = outer;
        }
    }

    final @Nullable OpenGroup outer() {
        return outer;
    }

    @Override
    public final List<Future<?>> dependents() {
        return owner == null ? List.of() : List.of(owner);
    }
}
