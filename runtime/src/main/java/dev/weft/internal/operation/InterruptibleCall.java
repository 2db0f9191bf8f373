package dev.weft.internal.operation;

import dev.weft.EventLoop;
import dev.weft.Future;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A piece of blocking code whose thread is interrupted when it is cancelled: while it runs, and not after, when the
 * thread belongs to other code.
 */
public final class InterruptibleCall<T extends @Nullable Object> extends ExecutorCall<T> {

    private @Nullable Thread thread; // any thread, holding this: while the code runs
    private boolean cancelled; // any thread, holding this
    private boolean interrupted; // any thread, holding this

    private InterruptibleCall(EventLoop loop, Executor executor, Callable<T> blocking, Outcome<T> outcome) {
        super(loop, executor, blocking, outcome);
    }

    /** Passes the code to the executor; returns the future of its value. */
    public static <T extends @Nullable Object> Future<T> submitInterruptible(
            EventLoop loop, Executor executor, Callable<T> blocking) {
        Outcome<T> outcome = new Outcome<>();
        InterruptibleCall<T> call = new InterruptibleCall<>(loop, executor, blocking, outcome);
        outcome.call = call;
        return call.submit();
    }

    @Override
    synchronized boolean begin() {
        if (!cancelled) {
            thread = Thread.currentThread();
        }
        return !cancelled;
    }

    @Override
    synchronized void end() {
        thread = null;
        if (interrupted) {
            Thread.interrupted(); // the interrupt was for this code only
        }
    }

    /** A no-op: most likely it was the interrupt that made the code throw. */
    @Override
    void failedInVain(Throwable thrown) {}

    private synchronized void cancel() {
        cancelled = true;
        Thread running = thread;
        if (running != null) {
            interrupted = true;
            running.interrupt();
        }
    }

    /** The stage of the call's outcome. */
    private static final class Outcome<T extends @Nullable Object> extends CompletableFuture<T> {

        private @Nullable InterruptibleCall<T> call; // constant after the call is submitted

        @Override
        public boolean cancel(boolean mayInterrupt) {
            boolean done = super.cancel(mayInterrupt);
            InterruptibleCall<T> running = call;
            if (done && running != null) {
                running.cancel();
            }
            return done;
        }
    }
}
