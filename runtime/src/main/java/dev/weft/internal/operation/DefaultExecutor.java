package dev.weft.internal.operation;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.LoopError;
import dev.weft.internal.task.EventLoops;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The threads on which one loop runs blocking code. There are none until some is run. */
public final class DefaultExecutor {

    private static final int LARGEST = 32; // threads at most, as in CPython
    private static final long KEPT_SECONDS = 30; // an idle thread ends after that
    private static final long PATIENCE_MINUTES = 5; // the longest wait for them at the end of run, as in CPython
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private @Nullable ThreadPoolExecutor threads; // loop thread
    private boolean shutDown; // loop thread

    /** Creates an executor without threads. */
    public DefaultExecutor() {}

    /** Returns the executor, whose threads start when they are needed. */
    public Executor get() {
        if (shutDown) {
            throw new IllegalStateException("the loop's executor has been shut down, because run is ending: start"
                    + " blocking code before that, or use an executor of your own");
        }
        ThreadPoolExecutor started = threads;
        if (started == null) {
            int size = Math.min(LARGEST, Runtime.getRuntime().availableProcessors() + 4);
            started = new ThreadPoolExecutor(
                    size, size, KEPT_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), DefaultExecutor::thread);
            started.allowCoreThreadTimeOut(true);
            threads = started;
        }
        return started;
    }

    private static Thread thread(Runnable work) {
        Thread made = new Thread(work, "weft-worker-" + NUMBERS.incrementAndGet());
        made.setDaemon(true);
        return made;
    }

    /** Ends the threads after their current work, while the loop keeps running. */
    public void shutdown(EventLoop loop) {
        shutDown = true;
        ThreadPoolExecutor started = threads;
        if (started == null) {
            loop.runUntilComplete(new CompletedFrame<>(null)); // asyncio needs as many turns to find nothing to end
            return;
        }
        threads = null;
        Future<Boolean> ended = loop.createFuture();
        Thread waiter = thread(() -> awaitEnd(started, ended));
        waiter.start();
        if (!loop.runUntilComplete(ended)) {
            loop.callExceptionHandler(new LoopError(
                    "the executor did not end its threads within " + PATIENCE_MINUTES
                            + " minutes: blocking code is still running and is left behind",
                    null));
            started.shutdownNow();
        }
    }

    private static void awaitEnd(ThreadPoolExecutor started, Future<Boolean> ended) {
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
