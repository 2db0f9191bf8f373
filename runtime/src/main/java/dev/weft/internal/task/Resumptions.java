package dev.weft.internal.task;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where code goes on that has waited for the {@link SharedLoop}, whose thread is for the loop: in the executor that the JDK
 * chooses for stages.
 *
 * <p>Before JDK 24 that is a new thread each time where the common pool has one thread only, which a program could block.
 * Daemon threads that are used again do as well, and a few are enough for 1,000 sleeps in turn.
 */
final class Resumptions {

    static final Executor EXECUTOR = orThreads(new CompletableFuture<>().defaultExecutor());

    private static final int IDLE_SECONDS = 10;

    private Resumptions() {}

    private static Executor orThreads(Executor ofTheJdk) {
        return ofTheJdk instanceof ForkJoinPool
                ? ofTheJdk
                : new ThreadPoolExecutor(
                        0,
                        Integer.MAX_VALUE,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        Resumptions::newThread);
    }

    private static Thread newThread(Runnable work) {
        Thread thread = new Thread(null, work, "weft-resumption", 0, false); // as that of the shared loop
        thread.setDaemon(true);
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        return thread;
    }
}
