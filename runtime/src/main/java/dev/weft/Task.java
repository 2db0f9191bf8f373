package dev.weft;

import dev.weft.abi.Frame;
import dev.weft.internal.task.TaskBlock;
import dev.weft.internal.task.TaskCore;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine that an event loop runs, step by step, concurrently with other tasks, and the future of its value; the
 * counterpart of {@code asyncio.Task}. {@link Weft#createTask(Coroutine)} and {@link TaskGroup} create tasks.
 *
 * <pre>{@code
 * Task<Void> task = createTask(() -> {
 *     try {
 *         await(sleep(Duration.ofHours(1)));
 *     } finally {
 *         System.out.println("cleaning up"); // cleaning up
 *     }
 *     return completed();
 * });
 * await(yieldNow()); // the task begins to sleep
 * task.cancel("no longer needed");
 * try {
 *     await(task);
 * } catch (CancelledError e) {
 *     System.out.println(e.getMessage() + ", " + task.isCancelled()); // no longer needed, true
 * }
 * }</pre>
 *
 * @param <T> the type of the value
 */
public final class Task<T extends @Nullable Object> extends TaskCore<T> {

    private Task(TaskBlock block, Frame<T> frame, @Nullable String name, @Nullable Object context) {
        super(block, frame, name, context);
    }

    /** Creates a task whose first step is not enqueued yet; without a name it is named by the next number. */
    static <T extends @Nullable Object> Task<T> of(
            EventLoop loop, Coroutine<T> coroutine, @Nullable String name, @Nullable Object context) {
        if (!(coroutine instanceof Frame<T> frame)) {
            throw notRunnable(coroutine);
        }
        return new Task<>(loop.blockFor(frame, name != null), frame, name, context);
    }

    private static RuntimeException notRunnable(@Nullable Coroutine<?> coroutine) {
        if (coroutine == null) {
            return new NullPointerException("a coroutine was expected, got null");
        }
        return new IllegalArgumentException(coroutine.getClass().getName()
                + " is a Coroutine that no @Async method made. Only @Async methods and dev.weft itself create"
                + " coroutines.");
    }

    /** Runs the first step inside {@code createTask}. */
    void start() {
        startEagerly();
    }

    /**
     * Requests the cancellation of this task. What it awaits is cancelled at once, and so on along the chain of awaited
     * tasks; a {@link CancelledError} is thrown in it at its next step. A task that has not started never runs its
     * body.
     *
     * <p>The task may clean up first, and may await meanwhile. {@link #isCancelled()} becomes true when it has ended
     * with the error. A task that swallows the error is not cancelled; a second request during the cleanup interrupts
     * the cleanup.
     *
     * @param message the message of the error, or null
     * @return false if this task was done before
     */
    @Override
    public boolean cancel(@Nullable String message) {
        return requestCancel(message);
    }

    /**
     * Returns the number of requests to cancel that were not taken back.
     *
     * @return the calls of {@code cancel} less those of {@link #uncancel}
     */
    public int cancelling() {
        return cancelRequests();
    }

    /**
     * Takes one request to cancel back, for code that cancelled the task itself and has caught the error, as a timeout
     * does. With the last one, a {@link CancelledError} that is still to be thrown is withdrawn.
     *
     * @return the number of requests that are left
     */
    public int uncancel() {
        return takeBackCancel();
    }

    /**
     * Throws: the value of a task is that of its coroutine.
     *
     * @param value ignored
     * @throws IllegalStateException always
     */
    @Override
    public void setResult(T value) {
        throw new IllegalStateException("setResult on " + name() + ": a task's result is what its coroutine returns");
    }

    /**
     * Throws: the failure of a task is that of its coroutine.
     *
     * @param failure ignored
     * @throws IllegalStateException always
     */
    @Override
    public void setException(Throwable failure) {
        throw new IllegalStateException("setException on " + name() + ": a task fails with what its coroutine throws");
    }

    /**
     * Returns the name of this task: {@code Task-1} and so on, unless it was given one.
     *
     * @return the name
     */
    public String name() {
        return nameOrNumber();
    }

    /**
     * Renames this task.
     *
     * @param name the new name
     */
    public void setName(String name) {
        rename(Objects.requireNonNull(name, "name"));
    }

    /**
     * Returns the coroutine that this task runs.
     *
     * @return the coroutine from which it was created
     */
    public Coroutine<T> coroutine() {
        return root();
    }

    /**
     * Returns the context in which this task runs.
     *
     * @return the context itself, not a copy
     */
    public Context context() {
        if (context instanceof Context given) {
            return given;
        }
        Context made = new Context(context);
        context = made;
        return made;
    }

    /**
     * Returns the logical stack of this task: the calls of {@link Async} methods that it is in, with the lines at which
     * they are suspended.
     *
     * @return the innermost call first, and in debug mode an element {@code (task)} with the place where this task was
     *     created at the end; an empty list if this task is done
     */
    public List<StackTraceElement> stack() {
        return places();
    }
}
