package dev.weft.internal.net;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which names are looked up, of all loops. They are daemons, and no loop waits for them: a name server that does
 * not answer holds up nobody. A thread ends when it has had nothing to do for a second.
 */
public final class LookUps {

    private static final int THREADS = 16;

    /** Runs look-ups. */
    public static final Executor EXECUTOR = create();

    private LookUps() {}

    private static Executor create() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new Threads());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** Daemon threads with names. */
    private static final class Threads implements ThreadFactory {
        private final AtomicInteger count = new AtomicInteger(); // any thread

        @Override
        public Thread newThread(Runnable work) {
            Thread thread = new Thread(work, "weft-lookup-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }
    }
}
