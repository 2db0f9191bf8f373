package dev.weft.internal.operation;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.LoopError;
import dev.weft.Waitable;
import dev.weft.internal.coroutine.Fatal;
import dev.weft.internal.coroutine.LostFailure;
import dev.weft.internal.task.EventLoops;
import dev.weft.internal.task.StageFuture;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A piece of blocking code on its way to another thread. If it is cancelled before it begins, it does not run. If it is
 * cancelled later, what it returns is closed, on another thread as well, and what it throws is reported.
 */
public class ExecutorCall<T extends @Nullable Object> implements Runnable, Consumer<@Nullable Object>, Waitable {

    private final EventLoop loop; // constant after construction
    private final Callable<T> blocking; // constant after construction
    private final Executor executor; // constant after construction
    private final CompletableFuture<T> outcome; // any thread
    private @Nullable Thread worker; // the thread that runs the code; dumps read it from any other, perhaps too late

    /** Creates a call that was not passed to an executor yet. */
    ExecutorCall(EventLoop loop, Executor executor, Callable<T> blocking, CompletableFuture<T> outcome) {
        this.loop = loop;
        this.executor = executor;
        this.blocking = Objects.requireNonNull(blocking, "the code to run");
        this.outcome = outcome;
    }

    /** Passes the code to the executor; returns the future of its value. */
    public static <T extends @Nullable Object> Future<T> submit(
            EventLoop loop, Executor executor, Callable<T> blocking) {
        return new ExecutorCall<>(loop, executor, blocking, new CompletableFuture<>()).submit();
    }

    /** Passes the code to the executor; returns the future of its value. A clock that jumps stands still meanwhile. */
    final Future<T> submit() {
        Future<T> future = StageFuture.of(outcome, loop, this);
        try {
            executor.execute(EventLoops.onThread(loop, executor, future, this));
        } catch (Throwable thrown) {
            Fatal.rethrow(thrown);
            if (!outcome.isDone()) {
                future.cancel();
                throw thrown;
            }
            loop.callExceptionHandler(new LoopError(
                    "Exception in execute of " + executor.getClass().getName() + ", which has run the code", thrown));
        }
        if (EventLoops.holdTime(loop)) {
            future.addDoneCallback(done -> EventLoops.releaseTime(loop));
        }
        return future;
    }

    @Override
    public final void run() {
        if (outcome.isDone() || !begin()) {
            return;
        }
        worker = Thread.currentThread();
        T value;
        try {
            value = blocking.call();
        } catch (Throwable thrown) {
            ended();
            if (!outcome.completeExceptionally(thrown)) {
                failedInVain(thrown);
            }
            return;
        }
        ended();
        if (!outcome.complete(value)) {
            close(value, loop);
        }
    }

    private void ended() {
        worker = null;
        end();
    }

    @Override
    public final String describeWait() {
        Thread running = worker;
        return running == null ? "code that no thread has begun" : "code on thread " + running.getName();
    }

    /** The code has thrown after its awaiter was cancelled. */
    void failedInVain(Throwable thrown) {
        report(thrown, loop);
    }

    /** Reports what such code has thrown. */
    static void report(Throwable thrown, EventLoop loop) {
        EventLoops.report(loop, "Exception in code on another thread, whose awaiter had been cancelled", thrown);
    }

    /** Closes a value that came to the loop too late. */
    @Override
    public final void accept(@Nullable Object value) {
        if (!(value instanceof AutoCloseable)) {
            return;
        }
        try {
            executor.execute(() -> close(value, loop)); // it may block, and the loop must not
        } catch (RejectedExecutionException shutDown) {
            close(value, loop);
        }
    }

    /** Closes a value, which nothing can receive, on this thread. What that throws is reported. */
    static void close(@Nullable Object value, EventLoop loop) {
        if (value instanceof AutoCloseable resource) {
            try {
                resource.close();
            } catch (Throwable thrown) {
                Fatal.rethrow(thrown);
                EventLoops.report(loop, LostFailure.IN_CLOSE, thrown);
            }
        }
    }

    /** The code is about to begin on this thread; false if it must not. */
    boolean begin() {
        return true;
    }

    /** The code has ended on this thread. */
    void end() {}
}
