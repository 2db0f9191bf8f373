package dev.weft.internal.net;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads with numbered names, for work that no loop waits for. */
final class DaemonThreads implements ThreadFactory {

    private final String name; // constant after construction
    private final long stackBytes; // constant after construction: 0 for the usual size
    private final AtomicInteger count = new AtomicInteger(); // any thread

    DaemonThreads(String name, long stackBytes) {
        this.name = name;
        this.stackBytes = stackBytes;
    }

    /** Creates an executor with so many threads at most, each of which ends when it has had nothing to do for a second. */
    static Executor executor(String name, int threads) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                threads, threads, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new DaemonThreads(name, 0));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(null, work, name + count.incrementAndGet(), stackBytes);
        thread.setDaemon(true);
        return thread;
    }
}
