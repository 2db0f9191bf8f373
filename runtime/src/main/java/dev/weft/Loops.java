package dev.weft;

import dev.weft.internal.task.EventLoops;
import dev.weft.internal.task.LoopThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Event loops on threads of their own. A task is placed on one of them when it is spawned, and never moves: between two awaits
 * nothing else of its loop interleaves with it.
 *
 * <pre>{@code
 * class Squares {
 *     @Async
 *     static Coroutine<Integer> square(int number) {
 *         await(sleep(Duration.ofMillis(1)));
 *         return completed(number * number);
 *     }
 *
 *     public static void main(String[] args) {
 *         try (Loops loops = Loops.of(2)) {
 *             CompletableFuture<Integer> nine = loops.spawn(() -> square(3));
 *             CompletableFuture<Integer> sixteen = loops.spawn(() -> square(4));
 *             System.out.println(nine.join() + sixteen.join()); // 25
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>Any thread may spawn, also a task of one of the loops, which awaits the future like any stage. What one thread spawns on a
 * loop starts in the order of the calls. The task has the context variables of the code that has spawned it. Its failure fails the
 * future, and a cancel of the future cancels the task.
 *
 * <p>Locks, queues and whatever else tasks share belong to one loop, and refuse the tasks of another. {@link dev.weft.sync.SharedChannel} is
 * for tasks of several loops, and {@code ServerOptions.loops} spreads the connections of a server over loops.
 *
 * <p>The threads are daemons: a program that has nothing else to do joins its futures. All methods may be called from any thread.
 */
public final class Loops implements AutoCloseable {

    private static final Duration CLEANUP = Duration.ofSeconds(10); // for what is cancelled; then it fails
    private static final AtomicInteger GROUPS = new AtomicInteger(); // any thread

    private final List<LoopThread> threads; // constant after construction
    private final List<EventLoop> loops; // constant after construction
    private final AtomicInteger turn = new AtomicInteger(); // any thread: where the next look for a loop begins
    private final Duration cleanup; // constant after construction
    private volatile boolean closed; // any thread

    /** Starts loops whose cancelled tasks have so much time to clean up. */
    Loops(int count, Duration cleanup) {
        this.cleanup = cleanup;
        int group = GROUPS.incrementAndGet();
        List<LoopThread> started = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Runner runner = Runner.builder().build();
            started.add(new LoopThread(runner.loop(), runner::close, "weft-loops-" + group + "-" + (i + 1)));
        }
        threads = List.copyOf(started);
        loops = threads.stream().map(LoopThread::loop).toList();
        threads.forEach(LoopThread::start);
    }

    /**
     * Starts as many loops as there are processors.
     *
     * @return the loops, to be closed by the caller
     */
    public static Loops perCore() {
        return new Loops(Runtime.getRuntime().availableProcessors(), CLEANUP);
    }

    /**
     * Starts loops.
     *
     * @param loops their number, 1 or more
     * @return the loops, to be closed by the caller
     */
    public static Loops of(int loops) {
        if (loops < 1) {
            throw new IllegalArgumentException("of(" + loops + "): a number of loops, 1 or more, was expected");
        }
        return new Loops(loops, CLEANUP);
    }

    /**
     * Starts a task on the loop on which the fewest of those are that were spawned here and have not ended.
     *
     * @param body the code of the task, which is called on that loop
     * @param <T> the type of its value
     * @return the future of its value. If these loops close before the task has ended, it fails with a
     *     {@link java.util.concurrent.CancellationException}
     * @throws IllegalStateException if these loops are shut down
     */
    public <T extends @Nullable Object> CompletableFuture<T> spawn(AsyncCallable<T> body) {
        checkOpen("spawn");
        return fewest().spawn(Weft.async(body));
    }

    /**
     * Starts a task on the loop that belongs to a key: the tasks of equal keys are on the same loop, and begin in the order in which
     * they were spawned. They do not wait for each other.
     *
     * @param key the key
     * @param body the code of the task, which is called on that loop
     * @param <T> the type of its value
     * @return the future of its value, as with {@link #spawn(AsyncCallable)}
     * @throws IllegalStateException if these loops are shut down
     */
    public <T extends @Nullable Object> CompletableFuture<T> spawn(Object key, AsyncCallable<T> body) {
        Objects.requireNonNull(key, "spawn: a key was expected, got null");
        checkOpen("spawn");
        int mixed = key.hashCode() * 0x9E3779B9; // Fibonacci hashing: also the keys 0, 2, 4 use all loops
        return threads.get(Math.floorMod(mixed ^ (mixed >>> 16), threads.size()))
                .spawn(Weft.async(body));
    }

    /**
     * Starts a task on each loop.
     *
     * @param bodies the code of each task, by the number of its loop from 0; asked for on the calling thread
     * @param <T> the type of their values
     * @return the futures of their values, in the order of {@link #loops()}, as with {@link #spawn(AsyncCallable)}
     * @throws IllegalStateException if these loops are shut down
     */
    public <T extends @Nullable Object> List<CompletableFuture<T>> onEach(IntFunction<AsyncCallable<T>> bodies) {
        checkOpen("onEach");
        List<AsyncCallable<T>> asked = new ArrayList<>(threads.size());
        for (int i = 0; i < threads.size(); i++) {
            asked.add(Objects.requireNonNull(bodies.apply(i), "onEach: the code of a task was expected, got null"));
        }
        List<CompletableFuture<T>> futures = new ArrayList<>(threads.size());
        for (int i = 0; i < threads.size(); i++) {
            futures.add(threads.get(i).spawn(Weft.async(asked.get(i))));
        }
        return List.copyOf(futures);
    }

    /**
     * Returns the loops.
     *
     * @return the loops, in the same order each time
     */
    public List<EventLoop> loops() {
        return loops;
    }

    /** Returns the loop with the fewest tasks; of several the next one in turn. */
    private LoopThread fewest() {
        int count = threads.size();
        int start = Math.floorMod(turn.getAndIncrement(), count);
        LoopThread best = threads.get(start);
        for (int i = 1; i < count; i++) {
            LoopThread other = threads.get((start + i) % count);
            if (other.tasks() < best.tasks()) {
                best = other;
            }
        }
        return best;
    }

    private void checkOpen(String call) {
        if (closed) {
            throw new IllegalStateException(call + " on loops that are shut down: create new ones with Loops.of(..)");
        }
    }

    /**
     * Ends the loops, and waits for that.
     *
     * <ol>
     *   <li>From now on {@code spawn} is refused.
     *   <li>The tasks that were spawned have the grace to end. An interrupt of the calling thread ends it.
     *   <li>What is left is cancelled, as at the end of {@link Weft#run}, and may clean up.
     *   <li>What has not ended 10 s later fails: its future is completed with a
     *       {@link java.util.concurrent.CancellationException}, and its thread is interrupted.
     * </ol>
     *
     * <p>A no-op on loops that are closed.
     *
     * @param grace the time for tasks to end by themselves; zero or less to cancel them at once
     * @throws IllegalStateException on one of the loops, which would wait for itself
     */
    public void shutdown(Duration grace) {
        Objects.requireNonNull(grace, "shutdown: a time was expected, got null");
        checkOutside();
        closed = true;
        boolean interrupted = false;
        long deadline = LoopThread.deadline(grace);
        for (LoopThread each : threads) {
            interrupted = interrupted || each.awaitTasks(deadline);
        }
        threads.forEach(LoopThread::end);
        long last = LoopThread.deadline(cleanup);
        for (LoopThread each : threads) {
            interrupted |= each.awaitEnd(last);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void checkOutside() {
        EventLoop running = EventLoops.runningOrNull();
        if (running != null && loops.contains(running)) {
            throw new IllegalStateException(
                    "loops cannot be closed by a task of their own, for which they would wait: close them on the thread that"
                            + " has created them");
        }
    }

    /** Ends the loops without grace: see {@link #shutdown}. Tasks are cancelled and may clean up. */
    @Override
    public void close() {
        shutdown(Duration.ZERO);
    }

    @Override
    public String toString() {
        return "Loops " + threads + (closed ? ", shut down" : "");
    }
}
