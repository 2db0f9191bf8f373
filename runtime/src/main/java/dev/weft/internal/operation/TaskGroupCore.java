package dev.weft.internal.operation;

import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.ExceptionGroup;
import dev.weft.Future;
import dev.weft.LoopError;
import dev.weft.Task;
import dev.weft.TaskGroup;
import dev.weft.internal.coroutine.Fatal;
import dev.weft.internal.task.CancelRequested;
import dev.weft.internal.task.CancelSource;
import dev.weft.internal.task.EventLoops;
import dev.weft.internal.task.Futures;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of a {@link TaskGroup}: its tasks, their failures, and the way in which it ends. */
public abstract class TaskGroupCore {

    private final GroupTasks tasks = new GroupTasks(this); // constant after construction
    private final List<Throwable> errors = new ArrayList<>(); // loop thread: in the order in which they happened
    private @Nullable Task<?> parent; // loop thread: the task that runs the block; null until it begins
    private int requestsBefore; // loop thread: its cancelling() when the block began
    private @Nullable Throwable fatal; // loop thread
    private @Nullable Throwable cancelled; // loop thread: a cancellation to throw at the end
    private @Nullable Future<Void> allEnded; // loop thread: awaited at the end of the block
    private boolean exiting; // loop thread
    private boolean aborting; // loop thread
    private boolean parentCancelRequested; // loop thread: by this group, which has to take it back

    /** Creates a group that has not begun. */
    protected TaskGroupCore() {}

    /** Notes that the block begins. */
    protected final void enter(Task<?> task) {
        parent = task;
        requestsBefore = Futures.seenCancelRequests(task);
        tasks.begin(task);
    }

    /** Returns the task that runs the block. */
    protected final Task<?> parent() {
        Task<?> entered = parent;
        if (entered == null) {
            throw new IllegalStateException("this TaskGroup has not been entered: its block has not begun");
        }
        return entered;
    }

    /** Throws, and closes the coroutine, if no task can join the group any more. */
    protected final void checkJoining(Coroutine<?> coroutine) {
        if (exiting && tasks.isEmpty()) {
            coroutine.close();
            throw new IllegalStateException("createTask: this TaskGroup is finished");
        }
        if (aborting) {
            coroutine.close();
            throw new IllegalStateException("createTask: this TaskGroup is shutting down, so no task can join it");
        }
    }

    /** Adds a task, which has not begun. */
    protected final void add(Task<?> task) {
        tasks.add(task);
    }

    /** Cancels the tasks and the block. */
    protected final void cancelAll() {
        if (!(exiting && tasks.isEmpty())) {
            abortWithParent(GroupRequest.ofCall(parent()));
        }
    }

    /** Takes note of a task that has ended. */
    final void taskDone(Future<?> task) {
        Future<Void> waiting = allEnded;
        if (waiting != null && tasks.isEmpty() && !waiting.isDone()) {
            Futures.finish(waiting, null);
        }
        Throwable thrown = task.isCancelled() ? null : Futures.takeError(task);
        if (thrown == null) {
            return;
        }
        errors.add(thrown);
        noteFatal(thrown);
        if (parent().isDone()) {
            parent().loop()
                    .callExceptionHandler(new LoopError(
                            task + " has failed, but the task of its group, " + parent() + ", has ended", thrown));
        } else if (!aborting) {
            abortWithParent(GroupRequest.ofFailure(parent(), task, thrown));
        }
    }

    private void abortWithParent(@Nullable CancelRequested why) {
        if (!aborting && !parentCancelRequested) {
            abort(why);
            parentCancelRequested = true;
            EventLoops.cancel(parent(), EventLoops.cancelledBy(parent().loop(), CancelSource.GROUP), why);
        }
    }

    private void abort(@Nullable CancelRequested why) {
        aborting = true;
        tasks.cancelAll(why);
    }

    private void noteFatal(Throwable thrown) {
        if (fatal == null && Fatal.is(thrown)) {
            fatal = thrown;
        }
    }

    /** Notes that the block has ended, with what it threw or null. */
    protected final void blockEnded(@Nullable Throwable thrown) {
        exiting = true;
        if (thrown == null) {
            return;
        }
        noteFatal(thrown);
        if (thrown instanceof CancelledError) {
            cancelled = thrown;
        }
        if (!aborting) {
            abort(GroupRequest.ofBlock(parent(), thrown));
        }
    }

    /** Returns a future for the end of the tasks; null if none is left. */
    protected final @Nullable Future<Void> stillRunning() {
        if (tasks.isEmpty()) {
            return null;
        }
        Future<Void> waiting = parent().loop().createFuture(tasks);
        allEnded = waiting;
        return waiting;
    }

    /** The wait for the tasks is over, or was cancelled; by this group or from outside, {@link #outcome} tells. */
    protected final void waited(@Nullable Throwable thrown) {
        allEnded = null;
        if (thrown == null) {
            return;
        }
        if (!aborting) {
            cancelled = thrown;
            abort(GroupRequest.ofBlock(parent(), thrown));
        } else if (parentCancelRequested) {
            cancelled = thrown; // the one before came from this group
        }
    }

    /** Returns what the group throws in the end, given what the block threw; null for nothing. */
    protected final @Nullable Throwable outcome(@Nullable Throwable thrown) {
        tasks.end();
        if (fatal != null) {
            return fatal;
        }
        if (parentCancelRequested && parent().uncancel() <= requestsBefore) {
            cancelled = null; // all that was cancelled is the block itself, by this group
        }
        if (cancelled != null && errors.isEmpty()) {
            return cancelled;
        }
        if (thrown != null && !(thrown instanceof CancelledError)) {
            errors.add(thrown);
        }
        if (errors.isEmpty()) {
            return null;
        }
        if (parent().cancelling() > 0) {
            parent().uncancel();
            EventLoops.cancel(parent(), null, GroupRequest.repeated(parent(), cancelled));
        }
        return new ExceptionGroup("unhandled errors in a TaskGroup", errors);
    }
}
