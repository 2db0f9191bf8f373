package dev.weft.internal.operation;

import dev.weft.Coroutine;
import dev.weft.Future;
import dev.weft.Task;
import dev.weft.TaskGroup;
import dev.weft.TaskGroupBody;
import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import dev.weft.internal.coroutine.Handover;
import dev.weft.internal.task.EventLoops;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code taskGroup}: a block of code, then the wait for the group's tasks. */
public final class TaskGroupFrame<T extends @Nullable Object> extends RuntimeFrame<T> {

    private static final int IN_BODY = 1; // suspension points
    private static final int IN_WAIT = 2;

    /** The block; once it was called, what it returned; while the tasks run, only if that hands its value over. */
    private @Nullable Object body; // the thread that runs the chain

    private final TaskGroup group; // constant after construction
    private @Nullable Object value; // the thread that runs the chain: what the block returned
    private @Nullable Throwable thrown; // the thread that runs the chain: what the block threw
    private int at; // the thread that runs the chain: the point where it is suspended

    /** Creates a coroutine of a block of code and its group. */
    public TaskGroupFrame(TaskGroup group, TaskGroupBody<T> body) {
        super("taskGroup");
        this.group = group;
        this.body = Objects.requireNonNull(body, "taskGroup(null): a block of code was expected");
    }

    @Override
    @SuppressWarnings("unchecked") // a frame starts once
    protected @Nullable Object start(Execution x, int depth) throws Throwable {
        if (x.isDetached()) {
            return startOnLoop(x);
        }
        Task<?> parent = EventLoops.currentTask();
        if (parent == null) {
            throw new IllegalStateException("a TaskGroup cancels the task that runs its block, but no task runs here:"
                    + " await it in a coroutine that was started by Weft.run or createTask");
        }
        group.enter(parent);
        TaskGroupBody<T> called = (TaskGroupBody<T>) Objects.requireNonNull(body);
        body = null;
        try {
            Coroutine<T> returned = called.call(group);
            body = returned;
            value = Await.returned(returned, x, depth, "the body of taskGroup");
        } catch (Throwable failure) {
            thrown = failure;
        }
        if (value == Frame.SUSPENDED) {
            at = IN_BODY;
            return suspend(x, at);
        }
        return blockEnded(x);
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        Throwable failure = null;
        Object taken = null;
        try {
            taken = x.take();
        } catch (Throwable failed) {
            failure = failed;
        }
        if (at == IN_BODY) {
            value = taken;
            thrown = failure;
            return blockEnded(x);
        }
        group.waited(failure);
        return awaitTasks(x);
    }

    private @Nullable Object blockEnded(Execution x) throws Throwable {
        body = thrown == null ? Handover.by(body) : null; // no other is kept while the tasks run
        group.blockEnded(thrown);
        return awaitTasks(x);
    }

    private @Nullable Object awaitTasks(Execution x) throws Throwable {
        Future<Void> running = group.stillRunning();
        if (running != null) {
            Await.await(running, x, 0);
            at = IN_WAIT;
            return suspend(x, at);
        }
        Throwable outcome = group.outcome(thrown);
        if (outcome != null) {
            takeBack(body, value);
            throw outcome;
        }
        return value;
    }

    @Override
    protected boolean handsOver() {
        return handsOver(body);
    }

    @Override
    protected void takeBack(@Nullable Object value) {
        takeBack(body, value);
    }
}
