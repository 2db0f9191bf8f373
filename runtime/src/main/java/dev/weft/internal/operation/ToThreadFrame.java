package dev.weft.internal.operation;

import dev.weft.CancelledError;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import dev.weft.internal.context.CurrentContext;
import dev.weft.internal.task.Futures;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code toThread}: blocking code on one of the loop's own threads, in the caller's context. */
public final class ToThreadFrame<T extends @Nullable Object> extends RuntimeFrame<T> {

    private final Callable<T> blocking; // constant after construction
    private @Nullable Future<T> called; // the thread that runs the chain: null until the code was passed on
    private final boolean interruptible; // constant after construction: by a cancel, while the code runs

    /** Creates a coroutine of blocking code that has not run. */
    public ToThreadFrame(Callable<T> blocking, boolean interruptible) {
        super(interruptible ? "toThreadInterruptibly" : "toThread");
        this.blocking = Objects.requireNonNull(blocking, "the code to run");
        this.interruptible = interruptible;
    }

    @Override
    protected @Nullable Object start(Execution x, int depth) throws Throwable {
        if (x.isDetached()) {
            return startOnLoop(x);
        }
        Object context = CurrentContext.captured();
        EventLoop loop = EventLoop.running();
        Callable<T> inContext = () -> callIn(context);
        Future<T> future =
                interruptible ? loop.runInExecutorInterruptibly(null, inContext) : loop.runInExecutor(null, inContext);
        called = future;
        Object outcome = Await.await(future, x, depth);
        return outcome == Frame.SUSPENDED ? suspend(x, 1) : outcome;
    }

    private T callIn(@Nullable Object context) throws Exception {
        CurrentContext.enter(context);
        try {
            return blocking.call();
        } finally {
            CurrentContext.enter(null);
        }
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        try {
            return x.take();
        } catch (CancelledError cancelled) {
            lose(Objects.requireNonNull(called));
            throw cancelled;
        }
    }

    /** Deals with an outcome that had come when the awaiter was cancelled: only this coroutine knows the future. */
    private static void lose(Future<?> future) {
        if (!future.isDone() || future.isCancelled()) {
            return; // the outcome is still to come, and the call deals with it
        }
        EventLoop loop = future.loop();
        Throwable thrown = Futures.takeError(future);
        if (thrown != null) {
            ExecutorCall.report(thrown, loop);
        } else {
            close(Futures.value(future), loop);
        }
    }

    /** Nothing else has what the code returned, unless the code itself shares it. */
    @Override
    protected boolean handsOver() {
        return true;
    }

    @Override
    protected void takeBack(@Nullable Object value) {
        close(value, Objects.requireNonNull(called).loop());
    }

    /** Closes a value on another thread, because that may block. */
    private static void close(@Nullable Object value, EventLoop loop) {
        if (value instanceof AutoCloseable) {
            loop.runInExecutor(null, () -> closeHere(value, loop));
        }
    }

    private static @Nullable Void closeHere(Object value, EventLoop loop) {
        ExecutorCall.close(value, loop);
        return null;
    }
}
