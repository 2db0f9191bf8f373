package dev.weft.internal.loop;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;

/** Tells which executors run one piece of work at a time, in the order in which they got them. */
final class SerialExecutors {

    private static final Class<?> SINGLE = classOfSingle();

    private SerialExecutors() {}

    /** Tells whether an executor certainly does so; false for those of which it is not known. */
    static boolean contains(Executor executor) {
        if (executor instanceof ScheduledThreadPoolExecutor pool) {
            return pool.getCorePoolSize() == 1; // its queue is unbounded, so it has no more threads than that
        }
        if (executor instanceof ThreadPoolExecutor pool) {
            return pool.getMaximumPoolSize() == 1 && !(pool.getQueue() instanceof PriorityBlockingQueue);
        }
        if (executor instanceof ForkJoinPool pool) {
            return pool.getParallelism() == 1 && pool.getAsyncMode();
        }
        return executor.getClass() == SINGLE;
    }

    /** Returns the class of what {@link Executors#newSingleThreadExecutor()} returns, which is used for nothing else. */
    private static Class<?> classOfSingle() {
        ExecutorService single = Executors.newSingleThreadExecutor(); // has no thread until it gets work
        single.shutdown();
        return single.getClass();
    }
}
