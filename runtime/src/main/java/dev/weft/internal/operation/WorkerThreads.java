package dev.weft.internal.operation;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which loops run blocking code: a virtual one for each call where these do not pin their carriers
 * inside {@code synchronized}, that is from JDK 24 on (JEP 491); elsewhere a pool as large as CPython's.
 */
final class WorkerThreads {

    private static final String NAME = "weft-worker-";
    private static final int WITHOUT_PINNING = 24; // the version of the JDK
    private static final int LARGEST = 32; // threads of a pool at most, as in CPython
    private static final long KEPT_SECONDS = 30; // an idle thread ends after that
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private WorkerThreads() {}

    /** Creates an executor, whose threads start when they are needed. */
    static ExecutorService start() {
        return Runtime.version().feature() < WITHOUT_PINNING ? pool() : virtualThreads();
    }

    private static ExecutorService pool() {
        int size = Math.min(LARGEST, Runtime.getRuntime().availableProcessors() + 4);
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                size, size, KEPT_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), WorkerThreads::daemon);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Calls what is not in the JDK that Weft is compiled for. */
    private static ExecutorService virtualThreads() {
        try {
            Class<?> builderType = Class.forName("java.lang.Thread$Builder");
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            builder = builderType.getMethod("name", String.class, long.class).invoke(builder, NAME, 1L);
            ThreadFactory factory =
                    (ThreadFactory) builderType.getMethod("factory").invoke(builder);
            return (ExecutorService) Executors.class
                    .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                    .invoke(null, factory);
        } catch (ReflectiveOperationException e) {
            Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
            throw new IllegalStateException(
                    "this JDK, " + Runtime.version() + ", has no virtual threads: set an executor with"
                            + " EventLoop.setDefaultExecutor",
                    cause);
        }
    }

    /** Creates a thread that does not keep the JVM alive. */
    static Thread daemon(Runnable work) {
        Thread made = new Thread(work, NAME + NUMBERS.incrementAndGet());
        made.setDaemon(true);
        return made;
    }
}
