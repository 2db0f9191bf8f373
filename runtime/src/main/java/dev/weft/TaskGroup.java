package dev.weft;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tasks that belong to a block of code: it ends when they have all ended, and when one fails they are all cancelled. */
public final class TaskGroup {

    private final EventLoop loop; // constant after construction
    private final Task<?> parent; // constant after construction: who runs the block
    private final Set<Future<?>> tasks = new LinkedHashSet<>(); // loop thread: those that are not done
    private final List<Throwable> errors = new ArrayList<>(); // loop thread: in the order in which they happened
    private @Nullable Throwable fatal; // loop thread
    private @Nullable Throwable cancelled; // loop thread: a cancellation that is to go on outwards
    private @Nullable Future<Void> allEnded; // loop thread: what the block's end waits for
    private boolean exiting; // loop thread
    private boolean aborting; // loop thread
    private boolean parentCancelRequested; // loop thread: by this group, which must take it back

    TaskGroup(Task<?> parent) {
        this.loop = parent.loop();
        this.parent = parent;
    }

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

    private <U> Task<U> createTask(Coroutine<U> coroutine, TaskOptions options) {
        if (exiting && tasks.isEmpty()) {
            coroutine.close();
            throw new IllegalStateException("createTask: this TaskGroup is finished");
        }
        if (aborting) {
            coroutine.close();
            throw new IllegalStateException("createTask: this TaskGroup is shutting down, no task can join it");
        }
        Task<U> task = loop.createTask(coroutine, options);
        tasks.add(task);
        task.addDoneCallback(this::taskDone);
        return task;
    }

    /** Ends the group early: cancels its tasks and its block. The block then ends without an error. */
    public void cancel() {
        if (!(exiting && tasks.isEmpty())) {
            abortWithParent();
        }
    }

    private void taskDone(Future<?> task) {
        tasks.remove(task);
        Future<Void> waiting = allEnded;
        if (waiting != null && tasks.isEmpty() && !waiting.isDone()) {
            waiting.finish(null);
        }
        Throwable thrown = task.isCancelled() ? null : task.takeError();
        if (thrown == null) {
            return;
        }
        errors.add(thrown);
        noteFatal(thrown);
        if (parent.isDone()) {
            loop.callExceptionHandler(
                    new LoopError(task + " has failed, but the task of its group, " + parent + ", has ended", thrown));
        } else {
            abortWithParent();
        }
    }

    private void abortWithParent() {
        if (!aborting && !parentCancelRequested) {
            abort();
            parentCancelRequested = true;
            parent.cancel();
        }
    }

    private void abort() {
        aborting = true;
        for (Future<?> task : List.copyOf(tasks)) {
            task.cancel();
        }
    }

    private void noteFatal(Throwable thrown) {
        if (fatal == null && Fatal.is(thrown)) {
            fatal = thrown;
        }
    }

    /** The block has ended; with what it threw, or null. */
    void blockEnded(@Nullable Throwable thrown) {
        exiting = true;
        if (thrown == null) {
            return;
        }
        noteFatal(thrown);
        if (thrown instanceof CancelledError) {
            cancelled = thrown;
        }
        if (!aborting) {
            abort();
        }
    }

    /** What the end of the block has to wait for; null if no task is left. */
    @Nullable
    Future<Void> stillRunning() {
        if (tasks.isEmpty()) {
            return null;
        }
        Future<Void> waiting = loop.createFuture();
        allEnded = waiting;
        return waiting;
    }

    /** The wait for the tasks is over, or was cancelled. */
    void waited(@Nullable Throwable thrown) {
        allEnded = null;
        if (thrown != null && !aborting) {
            cancelled = thrown;
            abort();
        }
    }

    /** What the block throws in the end, given what its own code threw; null if nothing. */
    @Nullable
    Throwable outcome(@Nullable Throwable thrown) {
        if (fatal != null) {
            return fatal;
        }
        if (parentCancelRequested && parent.uncancel() == 0) {
            cancelled = null;
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
        if (parent.cancelling() > 0) {
            parent.uncancel();
            parent.cancel();
        }
        return new ExceptionGroup("unhandled errors in a TaskGroup", errors);
    }
}
