package dev.weft;

import dev.weft.internal.loop.LoopCore;
import dev.weft.internal.operation.Gather;
import dev.weft.internal.signal.Interrupts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One loop for several runs, which is shut down in order at the end. */
public final class Runner implements AutoCloseable {

    private final EventLoop loop; // constant after construction
    private @Nullable Context context; // loop thread: of every main, a copy of that in which the first one is run
    private boolean interrupted; // loop thread: a SIGINT has cancelled main

    private Runner(Builder builder) {
        loop = EventLoop.on(builder.clock);
        if (builder.debug) {
            loop.setDebug(true);
        }
    }

    /**
     * A runner in real time, not in debug mode.
     *
     * @return a builder to change that
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Runs a coroutine to its end. An interrupt of the thread cancels it: it may clean up, and then a
     * {@link CancelledError} leaves this call, or its value if it absorbs the cancellation. The thread's interrupt is set
     * again in either case.
     *
     * @param main what to run
     * @param <T> the type of its value
     * @return its value
     */
    public <T> T run(Coroutine<T> main) {
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
     * The loop.
     *
     * @return the loop that this runner owns
     */
    public EventLoop loop() {
        return loop;
    }

    /** Cancels what still runs, waits for it, ends the loop's threads and closes the loop. */
    @Override
    public void close() {
        if (loop.isClosed()) {
            return;
        }
        try {
            cancelAllTasks();
            loop.runUntilComplete(Weft.completed()); // as asyncio for its generators: what is queued has these turns
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
        if (left.isEmpty()) {
            return;
        }
        loop.runUntilComplete(Gather.outcomes(loop, left));
        for (Task<?> task : left) {
            Throwable thrown = task.isCancelled() ? null : task.exception();
            if (thrown != null) {
                loop.callExceptionHandler(new LoopError("unhandled exception during run() shutdown: " + task, thrown));
            }
        }
    }

    /** How a runner is set up. */
    public static final class Builder {

        private boolean debug;
        private Clock clock = Clock.system();

        Builder() {}

        /**
         * Switches debug mode.
         *
         * @param on whether to look closer
         * @return this builder
         */
        public Builder debug(boolean on) {
            debug = on;
            return this;
        }

        /**
         * Sets the clock.
         *
         * @param newClock what the loop's deadlines are measured by
         * @return this builder
         */
        public Builder clock(Clock newClock) {
            clock = newClock;
            return this;
        }

        /**
         * Makes the runner and its loop.
         *
         * @return a runner that the caller closes
         */
        public Runner build() {
            return new Runner(this);
        }
    }
}
