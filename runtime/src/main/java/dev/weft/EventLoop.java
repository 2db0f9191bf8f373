package dev.weft;

import dev.weft.abi.Frame;
import dev.weft.internal.context.CurrentContext;
import dev.weft.internal.coroutine.NeverAwaited;
import dev.weft.internal.io.JumpingClock;
import dev.weft.internal.io.JumpingPoller;
import dev.weft.internal.io.Poller;
import dev.weft.internal.loop.LoopCore;
import dev.weft.internal.loop.SlowJobs;
import dev.weft.internal.operation.DefaultExecutor;
import dev.weft.internal.operation.ExecutorCall;
import dev.weft.internal.signal.SignalHandlers;
import dev.weft.internal.task.ClockReading;
import dev.weft.internal.task.ErrorReports;
import dev.weft.internal.task.EventLoops;
import dev.weft.internal.task.RunUntilComplete;
import dev.weft.internal.task.TaskBlock;
import dev.weft.internal.task.TaskLoop;
import dev.weft.internal.time.Nanos;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The loop that runs tasks and callbacks, one after the other, on the thread that calls it.
 *
 * <p>All its methods are for that thread, except {@link #callSoonThreadsafe}. Before it runs, any one thread may
 * schedule on it.
 */
public final class EventLoop extends TaskLoop implements AutoCloseable {

    private final ErrorReports reports = new ErrorReports(this); // loop thread
    private final DefaultExecutor executor = new DefaultExecutor(); // loop thread
    private boolean stopping; // loop thread
    private @Nullable Task<?> interruptible; // loop thread: the task that an interrupt of the thread cancels
    private boolean interrupted; // loop thread: whether one has
    private @Nullable SlowJobs slowJobs; // loop thread: null unless in debug mode
    private final SignalHandlers signals = new SignalHandlers(); // loop thread

    private EventLoop(Clock clock, Poller poller) {
        super(new ClockReading(clock), poller);
    }

    /**
     * The loop that runs on this thread.
     *
     * @return the loop
     * @throws IllegalStateException if none does
     */
    public static EventLoop running() {
        EventLoop loop = EventLoops.runningOrNull();
        if (loop == null) {
            throw new IllegalStateException("no running event loop: call this from a coroutine or a callback, or start"
                    + " with Weft.run(...)");
        }
        return loop;
    }

    /**
     * A new loop, in real time, that nobody runs yet.
     *
     * @return a loop that the caller closes
     */
    public static EventLoop create() {
        return on(Clock.system());
    }

    /** A new loop that measures time by the given clock. */
    static EventLoop on(Clock clock) {
        return new EventLoop(
                clock, clock instanceof JumpingClock jumping ? new JumpingPoller(jumping) : Poller.system());
    }

    /**
     * Runs a callback in the next turn, behind all that is ready.
     *
     * @param callback what to run
     * @return what cancels it
     */
    public Handle callSoon(Runnable callback) {
        checkScheduling("callSoon");
        Handle handle = new Handle(core, callback, CurrentContext.captured(core));
        core.add(handle);
        return handle;
    }

    /**
     * Runs a callback after a delay, never early.
     *
     * @param delay how long; one too long to count is for ever
     * @param callback what to run
     * @return what cancels it
     */
    public TimerHandle callLater(Duration delay, Runnable callback) {
        checkScheduling("callLater");
        return schedule(core.time() + Nanos.of(delay), callback);
    }

    /**
     * Runs a callback at a time, never early.
     *
     * @param nanos when, on the scale of {@link #time()}; over 255 years ahead is for ever
     * @param callback what to run
     * @return what cancels it
     */
    public TimerHandle callAt(long nanos, Runnable callback) {
        checkScheduling("callAt");
        return schedule(Nanos.deadline(nanos, core.time()), callback);
    }

    private TimerHandle schedule(long nanos, Runnable callback) {
        TimerHandle handle = new TimerHandle(core, nanos, callback);
        core.schedule(handle);
        return handle;
    }

    /**
     * Runs a callback in the next turn; wakes the loop if it sleeps. The only scheduling call for other threads.
     *
     * @param callback what to run
     * @return what cancels it
     * @throws IllegalStateException if the loop is closed
     */
    public Handle callSoonThreadsafe(Runnable callback) {
        checkOpen("callSoonThreadsafe");
        Handle handle = new ThreadsafeHandle(core, callback);
        core.enqueue(handle);
        return handle;
    }

    /**
     * The loop's time.
     *
     * @return monotonic nanoseconds, which may wrap around
     */
    public long time() {
        return core.time();
    }

    /**
     * A future of this loop that is not done.
     *
     * @param <T> the type of its value
     * @return a new future
     */
    public <T> Future<T> createFuture() {
        return new Future<>(this);
    }

    /**
     * Makes a task of a coroutine; its first step is in the next turn.
     *
     * @param coroutine what it runs
     * @param <T> the type of its value
     * @return the task
     */
    public <T> Task<T> createTask(Coroutine<T> coroutine) {
        checkScheduling("createTask");
        Task<T> task = Task.of(this, coroutine, null, CurrentContext.captured(core));
        core.add(task);
        return task;
    }

    /**
     * Makes a task of a coroutine.
     *
     * @param coroutine what it runs
     * @param options its name, its context, and whether it starts at once
     * @param <T> the type of its value
     * @return the task
     */
    public <T> Task<T> createTask(Coroutine<T> coroutine, TaskOptions options) {
        checkScheduling("createTask");
        Object context = options.context == null ? CurrentContext.captured(core) : options.context;
        Task<T> task = Task.of(this, coroutine, options.name, context);
        if (options.eager && isRunning()) {
            task.start();
        } else {
            core.add(task);
        }
        return task;
    }

    /** Runs turns until {@link #stop()}. */
    public void runForever() {
        checkNotRunning();
        core.enter();
        try {
            do {
                turn();
            } while (!stopping);
        } finally {
            stopping = false;
            core.leave();
        }
    }

    /** Runs one turn: waits for the next deadline if nothing is ready, and does nothing if nothing is scheduled. */
    public void runOnce() {
        checkNotRunning();
        core.enter();
        try {
            if (!core.isEmpty()) {
                turn();
            }
        } finally {
            stopping = false;
            core.leave();
        }
    }

    private void turn() {
        core.turn(!stopping);
        unseen.reportUnreachable();
        Task<?> main = interruptible;
        if (main != null && core.takeInterrupt()) {
            interrupted = true;
            main.cancel("the thread that runs the event loop was interrupted");
        }
    }

    /** Runs turns until a task is done; an interrupt of the thread cancels it, and is set again when it is done. */
    <T> T runInterruptibly(Task<T> main) {
        interruptible = main;
        try {
            return runUntilComplete(main);
        } finally {
            interruptible = null;
            if (interrupted) {
                interrupted = false;
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Runs turns until something is done.
     *
     * @param awaitable a future of this loop, or a coroutine, of which a task is made
     * @param <T> the type of its value
     * @return its value
     * @throws IllegalStateException if {@link #stop()} came first
     */
    public <T> T runUntilComplete(Awaitable<T> awaitable) {
        checkNotRunning();
        return new RunUntilComplete<>(this, awaitable).run();
    }

    /** Ends {@link #runForever()} after the current turn. */
    public void stop() {
        core.checkThread("stop");
        stopping = true;
    }

    /** Closes the loop: what is scheduled will not run, and every scheduling call is refused. */
    @Override
    public void close() {
        if (isRunning()) {
            throw new IllegalStateException("a running event loop cannot be closed: stop() it first");
        }
        if (!core.isClosed()) {
            executor.abandon();
            signals.removeAll();
            if (slowJobs != null) {
                slowJobs.stop();
            }
            unseen.reportRest();
            NeverAwaited.reportLeft(this);
            tasks.close();
            core.close();
            outside.failAll();
        }
    }

    /**
     * Whether somebody runs it.
     *
     * @return true inside of {@link #runForever()} and {@link #runUntilComplete}
     */
    public boolean isRunning() {
        return core.thread() != null;
    }

    /**
     * Whether it is closed.
     *
     * @return true after {@link #close()}
     */
    public boolean isClosed() {
        return core.isClosed();
    }

    /**
     * Runs blocking code on another thread.
     *
     * @param on where to run it; null for the loop's own executor, whose threads end with the loop
     * @param blocking the code
     * @param <T> the type of its value
     * @return the future of its value
     */
    public <T> Future<T> runInExecutor(@Nullable Executor on, Callable<T> blocking) {
        checkScheduling("runInExecutor");
        return ExecutorCall.submit(this, on == null ? executor.get() : on, blocking);
    }

    /**
     * Sets who receives the failures that no awaiting code can receive.
     *
     * @param handler the receiver; null for the default one, which logs them
     */
    public void setExceptionHandler(@Nullable ExceptionHandler handler) {
        reports.setHandler(handler);
    }

    /**
     * Reports a failure to the exception handler.
     *
     * @param error what happened
     */
    public void callExceptionHandler(LoopError error) {
        reports.report(error);
    }

    /**
     * Switches debug mode, in which a callback that takes over 100 ms is logged with its stack.
     *
     * @param on whether to look closer
     */
    public void setDebug(boolean on) {
        unstarted.noteOrigins(on);
        SlowJobs before = slowJobs;
        if (before != null) {
            before.stop();
        }
        slowJobs = on ? SlowJobs.start(new ClockReading(Clock.system())) : null;
        core.watch(slowJobs);
    }

    /**
     * Calls a handler on the loop for each signal of a kind, instead of what the JVM does with it.
     *
     * @param signal its name, such as {@code SIGTERM}
     * @param handler what to run
     * @throws IllegalArgumentException if the JVM lets nobody handle this signal
     */
    public void addSignalHandler(String signal, Runnable handler) {
        checkScheduling("addSignalHandler");
        signals.add(signal, () -> EventLoops.callIfOpen(this, handler));
    }

    /**
     * Gives a signal back to the JVM.
     *
     * @param signal its name
     * @return false if this loop did not handle it
     */
    public boolean removeSignalHandler(String signal) {
        core.checkThread("removeSignalHandler");
        return signals.remove(signal);
    }

    List<Task<?>> allTasks() {
        return tasks.all();
    }

    /** The block of the next task, whose coroutine has an owner from now on. */
    TaskBlock blockFor(Frame<?> coroutine, boolean hasName) {
        unstarted.taken(coroutine);
        return tasks.blockForNext(hasName);
    }

    /** Cancels all tasks that are not done, each once, in creation order. */
    List<Task<?>> cancelAllTasks() {
        List<Task<?>> left = tasks.all();
        cancelWalk.cancelAll(left);
        return left;
    }

    /** Waits for what still runs on the loop's own threads, and ends them. */
    void shutdownExecutor() {
        executor.shutdown(this);
    }

    private void checkScheduling(String call) {
        checkOpen(call);
        core.checkThread(call);
    }

    void checkOpen(String call) {
        if (core.isClosed()) {
            throw new IllegalStateException(call + ": the event loop is closed. Use the loop that runs, or a new one");
        }
    }

    private void checkNotRunning() {
        checkOpen("run");
        if (isRunning()) {
            throw new IllegalStateException("this event loop is running already");
        }
        if (LoopCore.current() != null) {
            throw new IllegalStateException("an event loop runs on this thread already: await the coroutine, or make it"
                    + " a task, instead of running another loop");
        }
    }

    @Override
    public String toString() {
        String state = isClosed() ? "closed" : isRunning() ? "running" : "not running";
        return "EventLoop@" + Integer.toHexString(System.identityHashCode(this)) + " " + state;
    }
}
