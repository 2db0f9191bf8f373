package dev.weft.internal.operation;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.LoopError;
import dev.weft.internal.task.EventLoops;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The executor of one loop's blocking code: the one that the program has set, or else threads of the loop's own. There
 * are none until some code is run.
 */
public final class DefaultExecutor {

    private static final long PATIENCE_MINUTES = 5; // the longest wait for them at the end of run, as in CPython

    private @Nullable Executor ofProgram; // loop thread
    private @Nullable ExecutorService threads; // loop thread
    private boolean shutDown; // loop thread

    /** Creates an executor without threads. */
    public DefaultExecutor() {}

    /** Sets an executor, which its owner shuts down; null for the loop's own threads. */
    public void set(@Nullable Executor newExecutor) {
        ofProgram = newExecutor;
    }

    /** Returns the executor, whose threads start when they are needed. */
    public Executor get() {
        if (shutDown) {
            throw new IllegalStateException("the loop's executor has been shut down, because run is ending: start"
                    + " blocking code before that, or use an executor of your own");
        }
        if (ofProgram != null) {
            return ofProgram;
        }
        ExecutorService started = threads;
        if (started == null) {
            started = WorkerThreads.start();
            threads = started;
        }
        return started;
    }

    /** Ends the threads after their current work, while the loop keeps running. */
    public void shutdown(EventLoop loop) {
        shutDown = true;
        ExecutorService started = threads;
        if (started == null) {
            loop.runUntilComplete(new CompletedFrame<>(null)); // asyncio needs as many turns to find nothing to end
            return;
        }
        threads = null;
        Future<Boolean> ended = loop.createFuture();
        EventLoops.holdTime(loop);
        WorkerThreads.daemon(() -> awaitEnd(started, ended)).start();
        boolean inTime;
        try {
            inTime = loop.runUntilComplete(ended);
        } finally {
            EventLoops.releaseTime(loop);
        }
        if (!inTime) {
            loop.callExceptionHandler(new LoopError(
                    "the executor did not end its threads within " + PATIENCE_MINUTES
                            + " minutes: blocking code is still running and is left behind",
                    null));
            started.shutdownNow();
        }
    }

    private static void awaitEnd(ExecutorService started, Future<Boolean> ended) {
        started.shutdown();
        boolean done;
        try {
            done = started.awaitTermination(PATIENCE_MINUTES, TimeUnit.MINUTES);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            done = false;
        }
        boolean result = done;
        EventLoops.callIfOpen(ended.loop(), () -> ended.setResult(result));
    }

    /** Ends the threads without waiting for them. */
    public void abandon() {
        shutDown = true;
        if (threads != null) {
            threads.shutdown();
        }
    }
}
