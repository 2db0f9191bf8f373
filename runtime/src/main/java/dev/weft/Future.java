package dev.weft;

import dev.weft.internal.coroutine.Fatal;
import dev.weft.internal.operation.Gather;
import dev.weft.internal.task.FutureCore;
import dev.weft.internal.task.LinkedFuture;
import dev.weft.internal.task.OutsideFuture;
import dev.weft.internal.task.StageFuture;
import dev.weft.internal.task.TaskCore;
import dev.weft.internal.task.WaitableFuture;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A value that is not there yet: one piece of code sets it, at most once, and any number may await it. The counterpart
 * of {@code asyncio.Future}.
 *
 * <pre>{@code
 * Future<String> answer = EventLoop.running().createFuture();
 * EventLoop.running().callLater(Duration.ofMillis(10), () -> answer.setResult("yes"));
 * System.out.println(await(answer)); // yes
 * }</pre>
 *
 * <p>A future belongs to one event loop, and is for the thread that runs that loop: on another thread the methods that
 * change it throw an {@link IllegalStateException}. {@link #toCompletableFuture()} gives a view for other threads.
 *
 * <p>Completing a future runs nothing: awaiting tasks resume and callbacks run in the next turn of the loop, in the
 * order in which they came. Cancelling a task that awaits a future cancels the future; {@link Weft#shield} prevents
 * that.
 *
 * <p>A failure that nothing awaits, or asks for with {@link #result()} or {@link #exception()}, is reported to the
 * loop's exception handler once, when the future is garbage collected or the loop closes.
 *
 * @param <T> the type of the value
 */
public sealed class Future<T extends @Nullable Object> extends FutureCore<T> implements Awaitable<T>
        permits TaskCore, StageFuture, WaitableFuture, LinkedFuture, Gather {

    /**
     * Creates a pending future, for the runtime's own subclasses: there are no others.
     *
     * @param loop the loop that it belongs to
     */
    protected Future(EventLoop loop) {
        super(loop);
    }

    /**
     * Creates a future that follows a stage: it is completed on the running loop after the stage has completed.
     * Cancelling the future cancels the stage. A {@link java.util.concurrent.CompletionException} is removed, and a
     * cancelled stage cancels the future.
     *
     * @param stage a stage, which any thread may complete
     * @param <T> the type of the value
     * @return a future of the running loop
     * @throws IllegalStateException if no event loop runs on this thread
     */
    public static <T extends @Nullable Object> Future<T> from(CompletionStage<T> stage) {
        return StageFuture.from(stage, EventLoop.running());
    }

    /**
     * Tells whether this future has a value, has failed or was cancelled.
     *
     * @return true unless it is pending
     */
    public final boolean isDone() {
        return ended();
    }

    /**
     * Tells whether this future was cancelled.
     *
     * @return true if it ended with a {@link CancelledError}
     */
    public final boolean isCancelled() {
        return wasCancelled();
    }

    /**
     * Returns the value, or throws the failure, without waiting.
     *
     * @return the value. A failed future throws its exception: the same object, even a checked one
     * @throws InvalidStateException if this future is pending
     * @throws CancelledError if it was cancelled
     */
    public T result() {
        checkDone("result()");
        Throwable thrown = takeErrorHere();
        if (thrown != null) {
            throw Fatal.sneak(thrown);
        }
        return value();
    }

    /**
     * Returns the failure, without waiting.
     *
     * @return the exception, or null if there is a value
     * @throws InvalidStateException if this future is pending
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
     * Completes this future with a value. Nothing runs inside this call: waiting code follows in the next turn of the
     * loop.
     *
     * @param value the value
     * @throws InvalidStateException if this future is done
     */
    public void setResult(T value) {
        checkThread("setResult");
        checkPending("setResult");
        finish(value);
    }

    /**
     * Fails this future. Nothing runs inside this call: waiting code follows in the next turn of the loop.
     *
     * @param failure the exception that every await throws, as the same object
     * @throws InvalidStateException if this future is done
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
     * Cancels this future without a message. See {@link #cancel(String)}.
     *
     * @return false if this future was done before
     */
    public final boolean cancel() {
        return cancel(null);
    }

    /**
     * Cancels this future: every await of it throws a {@link CancelledError}.
     *
     * @param message the message of that error, or null
     * @return false if this future was done before
     */
    public boolean cancel(@Nullable String message) {
        checkThread("cancel");
        if (isDone()) {
            markSeen();
            return false;
        }
        endRequested(message);
        return true;
    }

    /**
     * Adds a callback. It runs in the turn after this future is done, or in the next turn if it is done already, in a
     * copy of the context that is current now. The same callback added twice runs twice. What it throws is reported to
     * the exception handler.
     *
     * @param callback a function of this future
     */
    public void addDoneCallback(Consumer<? super Future<T>> callback) {
        checkThread("addDoneCallback");
        addLink(callback);
        callbackAdded();
    }

    /**
     * Removes a callback from a pending future. A no-op if the future is done.
     *
     * @param callback the function that was added; it is found by {@code equals}
     * @return the number of times it was there
     */
    public int removeDoneCallback(Consumer<? super Future<T>> callback) {
        checkThread("removeDoneCallback");
        return removeCallback(callback);
    }

    /**
     * Returns a view of this future for other threads and for code that knows only the JDK. It is completed on the
     * loop's thread. Cancelling one of the two cancels the other. A loop that is closed cancels the views of its pending
     * futures.
     *
     * @return a new future, which any thread may use; a cancellation shows as a
     *     {@link java.util.concurrent.CancellationException}
     */
    public CompletableFuture<T> toCompletableFuture() {
        checkThread("toCompletableFuture");
        return OutsideFuture.of(this);
    }

    /**
     * Returns the event loop to which this future belongs.
     *
     * @return the loop
     */
    public final EventLoop loop() {
        return eventLoop();
    }

    @Override
    public String toString() {
        return kind() + "@" + Integer.toHexString(System.identityHashCode(this)) + " " + stateName();
    }
}
