package dev.weft.internal.net;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads with names, for work that no loop waits for. A thread ends when it has had nothing to do for a second. */
final class DaemonThreads implements ThreadFactory {

    private final String name; // constant after construction
    private final AtomicInteger count = new AtomicInteger(); // any thread

    private DaemonThreads(String name) {
        this.name = name;
    }

    /** Creates an executor with so many threads at most. */
    static Executor executor(String name, int threads) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                threads, threads, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new DaemonThreads(name));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(work, name + "-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
