package dev.weft;

import dev.weft.abi.Frame;
import dev.weft.internal.context.Snapshot;
import dev.weft.internal.task.TaskBlock;
import dev.weft.internal.task.TaskCore;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine that the loop runs, step by step, and the future of its value.
 *
 * @param <T> the type of the value
 */
public final class Task<T> extends TaskCore<T> {

    private Task(TaskBlock block, Frame<T> frame, @Nullable String name, @Nullable Object context) {
        super(block, frame, name, context);
    }

    /** A task whose first step is not queued yet; without a name it takes the loop's next number for one. */
    static <T> Task<T> of(EventLoop loop, Coroutine<T> coroutine, @Nullable String name, @Nullable Object context) {
        if (!(coroutine instanceof Frame<T> frame)) {
            throw notRunnable(coroutine);
        }
        return new Task<>(loop.blockFor(frame, name != null), frame, name, context);
    }

    private static RuntimeException notRunnable(@Nullable Coroutine<?> coroutine) {
        if (coroutine == null) {
            return new NullPointerException("a coroutine was expected, got null");
        }
        return new IllegalArgumentException(
                coroutine.getClass().getName()
                        + " is a Coroutine that no @Async method made. Only @Async methods and dev.weft itself make coroutines.");
    }

    /** Does the first step inside {@code createTask}. */
    void start() {
        startEagerly();
    }

    /**
     * Asks the task to cancel: what it awaits is cancelled at once, and a {@link CancelledError} is thrown in it at its
     * next step. It may clean up, and it may refuse.
     *
     * @param message the message of that error
     * @return false if it was done already
     */
    @Override
    public boolean cancel(@Nullable String message) {
        return requestCancel(message);
    }

    /**
     * Counts the requests to cancel that were not taken back.
     *
     * @return calls of {@code cancel} less those of {@link #uncancel}
     */
    public int cancelling() {
        return cancelRequests();
    }

    /**
     * Takes one request to cancel back. When the last one is taken back, a CancelledError that has not been thrown yet
     * is withdrawn.
     *
     * @return how many requests are left
     */
    public int uncancel() {
        return takeBackCancel();
    }

    /**
     * Refused: a task's result is what its coroutine returns.
     *
     * @param value ignored
     * @throws IllegalStateException always
     */
    @Override
    public void setResult(T value) {
        throw new IllegalStateException("setResult on " + name() + ": a task's result is what its coroutine returns");
    }

    /**
     * Refused: a task fails with what its coroutine throws.
     *
     * @param failure ignored
     * @throws IllegalStateException always
     */
    @Override
    public void setException(Throwable failure) {
        throw new IllegalStateException("setException on " + name() + ": a task fails with what its coroutine throws");
    }

    /**
     * Returns its name: {@code Task-1} and so on unless it was given one.
     *
     * @return the name
     */
    public String name() {
        return nameOrNumber();
    }

    /**
     * Names it.
     *
     * @param name the new name
     */
    public void setName(String name) {
        rename(Objects.requireNonNull(name, "name"));
    }

    /**
     * Returns the coroutine that it runs.
     *
     * @return the coroutine that it was made of
     */
    public Coroutine<T> coroutine() {
        return root();
    }

    /**
     * Returns the context in which it runs.
     *
     * @return the context itself, not a copy
     */
    public Context context() {
        if (context instanceof Context given) {
            return given;
        }
        Context made = new Context(Snapshot.of(context));
        context = made;
        return made;
    }

    /**
     * Returns its logical stack: the activations of its coroutines, the innermost await first.
     *
     * @return one line for each; none if it is done
     */
    public List<StackTraceElement> stack() {
        return places();
    }
}
