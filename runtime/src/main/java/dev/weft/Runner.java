package dev.weft;

import dev.weft.internal.coroutine.DebugMode;
import dev.weft.internal.coroutine.DepthLimit;
import dev.weft.internal.loop.LoopCore;
import dev.weft.internal.operation.Gather;
import dev.weft.internal.signal.Interrupts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An owner of one event loop, for several runs and an orderly shutdown; the counterpart of {@code asyncio.Runner}.
 * Where one run is enough, {@link Weft#run} is shorter.
 *
 * <pre>{@code
 * class TwoRuns {
 *     public static void main(String[] args) {
 *         try (Runner runner = Runner.builder().build()) {
 *             int half = runner.run(sleep(Duration.ofMillis(10), 21));
 *             System.out.println(runner.run(sleep(Duration.ofMillis(10), 2 * half))); // 42
 *         }
 *     }
 * }
 * }</pre>
 */
public final class Runner implements AutoCloseable {

    private final EventLoop loop; // constant after construction
    private @Nullable Context context; // loop thread: of every main, a copy of that in which the first one is run
    private boolean interrupted; // loop thread: a SIGINT has cancelled main

    private Runner(Builder builder) {
        Interrupts.prepare();
        Boolean debug = builder.debug;
        loop = EventLoop.on(
                builder.clock, debug == null ? DebugMode.byDefault() : debug, builder.maxDepth, builder.stallDetection);
    }

    /**
     * Returns a builder of a runner in real time, in debug mode only if the environment asks for it.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Runs a coroutine on the loop until it has ended. Tasks that it leaves behind continue in the next run, or end
     * with {@link #close()}. SIGINT is handled as {@link Weft#run(Coroutine)} describes.
     *
     * <p>An interrupt of the thread cancels the coroutine as well. It may clean up; then a {@link CancelledError} leaves
     * this call, or the value of a coroutine that absorbs the cancellation, and the thread's interrupt is set again.
     *
     * @param main a coroutine that has not been used
     * @param <T> the type of its value
     * @return its value. What the coroutine throws leaves this call as the same object, even a checked exception
     * @throws IllegalStateException if an event loop is running on this thread, or this runner is closed
     */
    public <T extends @Nullable Object> T run(Coroutine<T> main) {
        checkOutsideLoop();
        Context shared = context == null ? Context.copyCurrent() : context;
        context = shared;
        Task<T> task = loop.createTask(main, TaskOptions.defaults().inContext(shared));
        Interrupts interrupts = Interrupts.watch(task);
        if (interrupts == null) {
            return loop.runInterruptibly(task);
        }
        try {
            return loop.runInterruptibly(task);
        } finally {
            interrupted = interrupts.end() && task.isCancelled() && task.uncancel() == 0;
        }
    }

    static void checkOutsideLoop() {
        if (LoopCore.current() != null) {
            throw new IllegalStateException("run() cannot be called from a running event loop: await the coroutine, or"
                    + " make it a task with createTask");
        }
    }

    /**
     * Returns the event loop, for instance to schedule on it between two runs.
     *
     * @return the loop, which this runner closes
     */
    public EventLoop loop() {
        return loop;
    }

    /**
     * Shuts the loop down in order: cancels the tasks that are not done, in the order of their creation, and then the
     * suspended calls of methods that return stages, and waits for them; reports their failures; closes the generators
     * that are half-used; waits up to five minutes for the loop's worker threads; closes the loop. A no-op on a closed
     * runner.
     */
    @Override
    public void close() {
        if (loop.isClosed()) {
            return;
        }
        try {
            cancelAllTasks();
            closeIterators();
            loop.shutdownExecutor();
        } finally {
            loop.close();
        }
        if (interrupted) {
            Interrupts.endProcessIfUncaught();
        }
    }

    private void cancelAllTasks() {
        List<Task<?>> left = loop.cancelAllTasks();
        Future<?> stages = loop.cancelSuspendedStages();
        if (!left.isEmpty()) {
            loop.runUntilComplete(Gather.outcomes(loop, left));
        }
        if (stages != null) {
            loop.runUntilComplete(stages);
        }
        for (Task<?> task : left) {
            Throwable thrown = task.isCancelled() ? null : task.exception();
            if (thrown != null) {
                LoopError error = new LoopError("unhandled exception during run() shutdown: " + task, thrown);
                task.context().run(() -> loop.callExceptionHandler(error));
            }
        }
    }

    /** Closes the generators that are half-used, all at once, in the order in which they started. */
    private void closeIterators() {
        List<AsyncIterator<?>> left = loop.openIterators();
        if (left.isEmpty()) {
            loop.runUntilComplete(Weft.completed()); // queued callbacks run in the turns that closing would take
            return;
        }
        List<Task<?>> closing = new ArrayList<>(left.size());
        for (AsyncIterator<?> iterator : left) {
            closing.add(loop.createTask(iterator.close()));
        }
        loop.runUntilComplete(Gather.outcomes(loop, closing));
        for (int i = 0; i < left.size(); i++) {
            Task<?> task = closing.get(i);
            Throwable thrown = task.isCancelled() ? null : task.exception();
            if (thrown != null) {
                loop.callExceptionHandler(new LoopError("an error occurred during closing of " + left.get(i), thrown));
            }
        }
    }

    /** A builder of runners. */
    public static final class Builder {

        private @Nullable Boolean debug; // null: as the property or the environment says
        private Clock clock = Clock.system();
        private int maxDepth = DepthLimit.DEFAULT;
        private boolean stallDetection = true;

        Builder() {}

        /**
         * Switches debug mode on or off, whatever the system property {@code weft.debug} and the environment variable
         * {@code WEFT_DEBUG} say. See {@link EventLoop#setDebug}.
         *
         * @param on true to switch it on
         * @return this builder
         */
        public Builder debug(boolean on) {
            debug = on;
            return this;
        }

        /**
         * Sets the clock by which the loop measures its deadlines.
         *
         * @param newClock the clock
         * @return this builder
         */
        public Builder clock(Clock newClock) {
            clock = newClock;
            return this;
        }

        /**
         * Sets the number of calls of {@link Async} methods that may await each other: a longer chain ends with a
         * {@link StackOverflowError}, which the last call throws and the program may catch. Without this an endless
         * recursion would fill the heap. A chain that is too long is noticed within some 2,000 calls, and one of fewer
         * than 1,000 calls never is. A task that awaits another task begins a new chain.
         *
         * @param calls the limit, 1 or more; the default is 100,000 or the system property {@code weft.maxDepth}
         * @return this builder
         * @throws IllegalArgumentException if the limit is less than 1
         */
        public Builder maxDepth(int calls) {
            if (calls < 1) {
                throw new IllegalArgumentException(
                        "maxDepth(" + calls + "): a number of calls, 1 or more, was expected");
            }
            maxDepth = calls;
            return this;
        }

        /**
         * Switches the detection of standstills on or off: see {@link StallError}. It is on by default. A loop that is idle
         * costs nothing more by it.
         *
         * @param on false for a loop whose tasks wait for what threads do that Weft cannot see
         * @return this builder
         */
        public Builder stallDetection(boolean on) {
            stallDetection = on;
            return this;
        }

        /**
         * Creates the runner and its loop.
         *
         * @return a new runner, to be closed by the caller
         */
        public Runner build() {
            return new Runner(this);
        }
    }
}
