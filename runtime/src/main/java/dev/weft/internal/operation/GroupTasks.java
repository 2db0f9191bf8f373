package dev.weft.internal.operation;

import dev.weft.Future;
import dev.weft.Task;
import dev.weft.Waitable;
import dev.weft.internal.task.CancelRequested;
import dev.weft.internal.task.CancelSource;
import dev.weft.internal.task.EventLoops;
import dev.weft.internal.task.OpenGroup;
import dev.weft.internal.task.WaitLink;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The tasks of a group that have not ended, and the receiver of those that have. */
final class GroupTasks extends OpenGroup implements Consumer<Future<Object>>, Waitable {

    private static final int FEW = 16; // ended ones among the tasks that are left there

    private final TaskGroupCore group; // constant after construction
    private final FutureChunks tasks = new FutureChunks(); // loop thread: in order, some ended ones among them
    private int running; // loop thread: tasks whose end the group has not received
    private int added; // loop thread: tasks that have joined the group

    GroupTasks(TaskGroupCore group) {
        this.group = group;
    }

    /** Notes that the block begins in a task. */
    void begin(Task<?> owner) {
        enter(owner);
    }

    /** Notes that the group has ended. */
    void end() {
        exit();
    }

    boolean isEmpty() {
        return running == 0;
    }

    @SuppressWarnings("unchecked")
    void add(Task<?> task) {
        running++;
        added++;
        tasks.add(task);
        ((Task<Object>) task).addDoneCallback(this);
    }

    /** Receives a task that has ended. */
    @Override
    public void accept(Future<Object> task) {
        running--;
        if (tasks.size() > FEW + 2 * running) { // so a removal costs constant time, on average
            tasks.removeDone();
        }
        group.taskDone(task);
    }

    /** Cancels all, in order; in debug mode by the given request. */
    void cancelAll(@Nullable CancelRequested why) {
        for (Future<?> task : tasks.copy()) {
            EventLoops.cancel(task, EventLoops.cancelledBy(task.loop(), CancelSource.GROUP), why);
        }
    }

    @Override
    public List<Future<?>> dependencies() {
        return tasks.copy();
    }

    @Override
    public String operation() {
        return "taskGroup";
    }

    @Override
    public String progress() {
        return WaitLink.progress(operation(), running, added);
    }

    @Override
    public String describeWait() {
        return progress();
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // only tasks are added
    public Collection<Task<?>> holders() {
        return (Collection) tasks.copy();
    }
}
