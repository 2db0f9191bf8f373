package dev.weft.internal.task;

import dev.weft.Awaitable;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import dev.weft.internal.coroutine.Handover;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The access of the runtime's other rooms to the protected members of {@link FutureCore}. */
public final class Futures {

    private Futures() {}

    /** Returns the future itself, or a new task of the coroutine: asyncio's {@code ensure_future}. */
    public static <T extends @Nullable Object> Future<T> of(Awaitable<T> awaitable, EventLoop loop) {
        if (awaitable instanceof Coroutine<T> coroutine) {
            return loop.createTask(coroutine);
        }
        if (awaitable instanceof Future<T> future) {
            if (future.loop() != loop) {
                throw new IllegalArgumentException(future + " belongs to another event loop. Call"
                        + " toCompletableFuture() on that loop, and pass Future.from(...) of the result");
            }
            return future;
        }
        throw new NullPointerException("a coroutine, a task or a future was expected, got null");
    }

    /** Calls {@link FutureCore#value}. */
    public static <T extends @Nullable Object> T value(FutureCore<T> future) {
        return future.value();
    }

    /** Calls {@link FutureCore#hasValue}. */
    public static boolean hasValue(FutureCore<?> future) {
        return future.hasValue();
    }

    /** Lets the coroutine of a task take back its value, if there is one: nothing can receive it any more. */
    public static void takeBack(Future<?> future) {
        if (future instanceof Task<?> task && hasValue(task)) {
            Handover.takeBack(task.coroutine(), value(task));
        }
    }

    /** Calls {@link FutureCore#takeError}. */
    public static @Nullable Throwable takeError(FutureCore<?> future) {
        return future.takeError();
    }

    /** Calls {@link FutureCore#errorFor}. */
    public static @Nullable Throwable errorFor(FutureCore<?> future, FutureCore<?> receiver) {
        return future.errorFor(receiver);
    }

    /** Calls {@link FutureCore#droppedBy}. */
    public static void droppedBy(FutureCore<?> future, FutureCore<?> receiver) {
        future.droppedBy(receiver);
    }

    /** Calls {@link FutureCore#takeErrorHere}. */
    public static @Nullable Throwable takeErrorHere(FutureCore<?> future) {
        return future.takeErrorHere();
    }

    /** Calls {@link FutureCore#newCancelledError}. */
    public static CancelledError newCancelledError(FutureCore<?> future) {
        return future.newCancelledError();
    }

    /** Calls {@link FutureCore#cancelCause}. */
    public static @Nullable Throwable cancelCause(FutureCore<?> future) {
        return future.cancelCause();
    }

    /** Returns the request of which an error comes; null if that is not its cause. */
    public static @Nullable CancelRequested requestOf(CancelledError error) {
        return CancelOutcome.causeOf(error) instanceof CancelRequested request ? request : null;
    }

    /** Calls {@link FutureCore#markSeen}. */
    public static void markSeen(FutureCore<?> future) {
        future.markSeen();
    }

    /** Calls {@link FutureCore#canBeCancelled}. */
    public static boolean canBeCancelled(FutureCore<?> future) {
        return future.canBeCancelled();
    }

    /** Calls {@link FutureCore#addLink}. */
    public static <T extends @Nullable Object> void addLink(Future<T> future, Consumer<? super Future<T>> callback) {
        future.addLink(callback);
    }

    /** Calls {@link FutureCore#removeLink}. */
    public static void removeLink(FutureCore<?> future, Consumer<?> callback) {
        future.removeLink(callback);
    }

    /** Calls {@link TaskCore#seenCancelRequests}. */
    public static int seenCancelRequests(TaskCore<?> task) {
        return task.seenCancelRequests();
    }

    /** Calls {@link FutureCore#finish}. */
    public static void finish(FutureCore<?> future, @Nullable Object value) {
        future.finish(value);
    }

    /** Calls {@link FutureCore#renew}. */
    public static void renew(FutureCore<?> future) {
        future.renew();
    }

    /** Calls {@link FutureCore#fail}. */
    public static void fail(FutureCore<?> future, Throwable failure) {
        future.fail(failure);
    }
}
