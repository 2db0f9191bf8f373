package dev.weft;

import dev.weft.internal.context.CurrentContext;
import dev.weft.internal.coroutine.Fatal;
import dev.weft.internal.task.DoneCallback;
import dev.weft.internal.task.FutureCore;
import dev.weft.internal.task.OutsideFuture;
import dev.weft.internal.task.StageFuture;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A value that will be there later: it is set once, by anybody on the loop's thread, and may be awaited often.
 *
 * <p>It belongs to one event loop, and all its methods are for that loop's thread. Callbacks and waiting tasks never run
 * inside the call that completes it, but in the next turn of the loop, in the order in which they were added.
 *
 * @param <T> the type of the value
 */
public non-sealed class Future<T> extends FutureCore<T> implements Awaitable<T> {

    /**
     * Makes a pending future, for a subclass.
     *
     * @param loop the loop to which it belongs
     */
    protected Future(EventLoop loop) {
        super(loop);
    }

    /**
     * The future of a stage: it is completed, on the running loop, when the stage is. Cancelling it cancels the stage.
     *
     * @param stage a stage that any thread may complete
     * @param <T> the type of the value
     * @return a future of the running loop
     * @throws IllegalStateException if no loop runs on this thread
     */
    public static <T> Future<T> from(CompletionStage<T> stage) {
        return StageFuture.of(stage, EventLoop.running());
    }

    /**
     * Whether it has a result, has failed or was cancelled.
     *
     * @return true once it is complete
     */
    public final boolean isDone() {
        return ended();
    }

    /**
     * Whether it was cancelled.
     *
     * @return true if it ended with a {@link CancelledError}
     */
    public final boolean isCancelled() {
        return wasCancelled();
    }

    /**
     * Its value.
     *
     * @return the value
     * @throws InvalidStateException if it is not done
     * @throws CancelledError if it was cancelled
     */
    public T result() {
        checkDone("result()");
        Throwable thrown = takeError();
        if (thrown != null) {
            throw Fatal.sneak(thrown);
        }
        return value();
    }

    /**
     * What it failed with.
     *
     * @return the exception, null if it has a result
     * @throws InvalidStateException if it is not done
     * @throws CancelledError if it was cancelled
     */
    public @Nullable Throwable exception() {
        checkDone("exception()");
        Throwable thrown = takeError();
        if (isCancelled() && thrown != null) {
            throw Fatal.sneak(thrown);
        }
        return thrown;
    }

    /**
     * Completes it with a value.
     *
     * @param value the value
     * @throws InvalidStateException if it is done
     */
    public void setResult(T value) {
        checkThread("setResult");
        checkPending("setResult");
        finish(value);
    }

    /**
     * Completes it with a failure.
     *
     * @param failure what every await of it will throw
     * @throws InvalidStateException if it is done
     */
    public void setException(Throwable failure) {
        checkThread("setException");
        checkPending("setException");
        if (failure == null) {
            throw new NullPointerException("setException(null): a future fails with a Throwable");
        }
        fail(failure);
    }

    /**
     * Cancels it without a message.
     *
     * @return false if it was done already
     */
    public final boolean cancel() {
        return cancel(null);
    }

    /**
     * Cancels it: who awaits it gets a {@link CancelledError}.
     *
     * @param message the message of that error
     * @return false if it was done already
     */
    public boolean cancel(@Nullable String message) {
        checkThread("cancel");
        if (isDone()) {
            markSeen();
            return false;
        }
        endCancelled(message);
        return true;
    }

    /**
     * Adds a callback that runs in the turn after this is done; in the next turn if it is done already.
     *
     * @param callback is given this future
     */
    public void addDoneCallback(Consumer<? super Future<T>> callback) {
        checkThread("addDoneCallback");
        addWaiter(new DoneCallback<>(this, callback, CurrentContext.captured()));
    }

    /**
     * Removes a callback.
     *
     * @param callback what was added
     * @return how often it was there
     */
    public int removeDoneCallback(Consumer<? super Future<T>> callback) {
        checkThread("removeDoneCallback");
        return removeCallback(callback);
    }

    /**
     * This future for code that knows only the JDK. It is completed on the loop's thread; cancelling either cancels the
     * other.
     *
     * @return a future that any thread may use
     */
    public CompletableFuture<T> toCompletableFuture() {
        checkThread("toCompletableFuture");
        return OutsideFuture.of(this);
    }

    /**
     * The loop it belongs to.
     *
     * @return its loop
     */
    public final EventLoop loop() {
        return eventLoop();
    }

    @Override
    public String toString() {
        return kind() + "@" + Integer.toHexString(System.identityHashCode(this)) + " " + stateName();
    }
}
