package dev.weft.internal.task;

import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.internal.coroutine.Stages;
import dev.weft.internal.time.Nanos;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A thread that runs one event loop, and the tasks that other threads have spawned there.
 *
 * <p>It ends in two steps: the loop is stopped, and its owner shuts it down in order, which lets cleanup run. If that takes too long,
 * the shutdown is stopped as well, and what is left fails.
 */
public final class LoopThread {

    private static final long LAST_NANOS = 1_000_000_000; // for a shutdown that was stopped

    private final EventLoop loop; // constant after construction
    private final Runnable shutdown; // constant after construction: of the owner of the loop
    private final Thread thread; // constant after construction
    private final Set<Spawned> pending = ConcurrentHashMap.newKeySet(); // any thread
    private final AtomicInteger tasks = new AtomicInteger(); // any thread: that have not ended
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Object idle = new Object(); // notified when there is no task left
    private volatile boolean ending; // any thread
    private volatile boolean late; // any thread: the shutdown has taken too long

    /**
     * Creates a thread that does not run yet.
     *
     * @param shutdown cancels the tasks of the loop, awaits them and closes it
     */
    public LoopThread(EventLoop loop, Runnable shutdown, String name) {
        this.loop = loop;
        this.shutdown = shutdown;
        thread = new Thread(null, this::run, name, 0, false); // without the caller's inheritable thread-locals
        thread.setDaemon(true);
    }

    /** Returns a time of the system's clock, for {@link #awaitTasks} and {@link #awaitEnd}. */
    public static long deadline(Duration from) {
        return new ClockReading().getAsLong() + Nanos.of(from);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /** Returns the loop. */
    public EventLoop loop() {
        return loop;
    }

    /** Returns the number of tasks that were spawned and have not ended. */
    public int tasks() {
        return tasks.get();
    }

    private void countOneLess() {
        if (tasks.decrementAndGet() == 0 && ending) {
            synchronized (idle) {
                idle.notifyAll();
            }
        }
    }

    /** Starts a coroutine as a task of the loop, from any thread. */
    public <T extends @Nullable Object> CompletableFuture<T> spawn(Coroutine<T> coroutine) {
        if (loop.isClosed()) {
            throw new IllegalStateException("spawn: the event loop of " + thread.getName() + " is closed");
        }
        tasks.incrementAndGet();
        CompletableFuture<T> future = OutsideCall.submit(coroutine, loop);
        Spawned spawned = new Spawned(future);
        pending.add(spawned);
        Stages.whenEnded(future, spawned);
        return future;
    }

    private void run() {
        try {
            loop.runForever();
        } finally {
            shutDown();
        }
    }

    private void shutDown() {
        try {
            shutdown.run();
        } catch (IllegalStateException stopped) {
            if (!late) {
                throw stopped;
            }
        } finally {
            ended.countDown();
        }
    }

    /** Waits until there is no task left, or the deadline; returns true if this thread was interrupted. */
    public boolean awaitTasks(long deadline) {
        ending = true;
        synchronized (idle) {
            long left = deadline - new ClockReading().getAsLong();
            while (tasks.get() > 0 && left > 0 && !loop.isClosed()) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(idle, left);
                } catch (InterruptedException e) {
                    return true;
                }
                left = deadline - new ClockReading().getAsLong();
            }
        }
        return false;
    }

    /** Stops the loop: its shutdown begins. */
    public void end() {
        EventLoops.callIfOpen(loop, loop::stop);
    }

    /** Waits until the shutdown is done; at the deadline what is left fails. Returns true if this thread was interrupted. */
    public boolean awaitEnd(long deadline) {
        boolean interrupted = awaitEnd(deadline - new ClockReading().getAsLong(), false);
        if (ended.getCount() > 0) {
            late = true;
            end(); // of the shutdown
            interrupted = awaitEnd(LAST_NANOS, interrupted);
        }
        boolean stuck = ended.getCount() > 0;
        for (Spawned left : pending) {
            left.future.completeExceptionally(new CancellationException(
                    "the event loop of " + thread.getName() + " was closed before the task ended"));
        }
        if (stuck) {
            thread.interrupt(); // behind that: what the code does then comes too late
        }
        return interrupted;
    }

    private boolean awaitEnd(long nanos, boolean interruptedBefore) {
        boolean interrupted = interruptedBefore;
        long deadline = new ClockReading().getAsLong() + nanos;
        long left = nanos;
        while (left > 0) {
            try {
                if (ended.await(left, TimeUnit.NANOSECONDS)) {
                    return interrupted;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left = deadline - new ClockReading().getAsLong();
        }
        return interrupted;
    }

    @Override
    public String toString() {
        return thread.getName() + " (" + tasks + " tasks)";
    }

    /** A task that was spawned, until it has ended. */
    private final class Spawned implements BiConsumer<Object, Throwable> {
        final CompletableFuture<?> future; // constant after construction

        Spawned(CompletableFuture<?> future) {
            this.future = future;
        }

        @Override
        public void accept(@Nullable Object value, @Nullable Throwable thrown) {
            pending.remove(this);
            countOneLess();
        }
    }
}
