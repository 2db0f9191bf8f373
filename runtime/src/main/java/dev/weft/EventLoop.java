package dev.weft;

import dev.weft.abi.Frame;
import dev.weft.insight.Snapshot;
import dev.weft.internal.context.CurrentContext;
import dev.weft.internal.coroutine.DebugMode;
import dev.weft.internal.coroutine.NeverAwaited;
import dev.weft.internal.coroutine.StageAwaiter;
import dev.weft.internal.flight.Flight;
import dev.weft.internal.insight.Snapshots;
import dev.weft.internal.io.JumpingClock;
import dev.weft.internal.io.JumpingPoller;
import dev.weft.internal.io.Poller;
import dev.weft.internal.loop.LoopCore;
import dev.weft.internal.loop.SlowJobs;
import dev.weft.internal.operation.AcceptFrame;
import dev.weft.internal.operation.ConnectFrame;
import dev.weft.internal.operation.DefaultExecutor;
import dev.weft.internal.operation.ExecutorCall;
import dev.weft.internal.operation.InterruptibleCall;
import dev.weft.internal.operation.ReceiveFrame;
import dev.weft.internal.operation.ReceiveFromFrame;
import dev.weft.internal.operation.ReceiveIntoFrame;
import dev.weft.internal.operation.SendAllFrame;
import dev.weft.internal.operation.SendFileFrame;
import dev.weft.internal.operation.SendToFrame;
import dev.weft.internal.signal.SignalHandlers;
import dev.weft.internal.task.CancelRequested;
import dev.weft.internal.task.CancelSource;
import dev.weft.internal.task.ClockReading;
import dev.weft.internal.task.ErrorReports;
import dev.weft.internal.task.EventLoops;
import dev.weft.internal.task.Futures;
import dev.weft.internal.task.RunUntilComplete;
import dev.weft.internal.task.TaskBlock;
import dev.weft.internal.task.TaskLoop;
import dev.weft.internal.task.WaitableFuture;
import dev.weft.internal.time.Nanos;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A loop that runs tasks and callbacks one at a time, in turns, on the thread that calls {@link #runForever()} or
 * {@link #runUntilComplete}; the counterpart of {@code asyncio}'s event loop. Most programs need only {@link Weft#run}
 * and use {@link #running()} for callbacks and futures.
 *
 * <pre>{@code
 * EventLoop loop = EventLoop.running();
 * loop.callLater(Duration.ofMillis(20), () -> System.out.println("second"));
 * loop.callSoon(() -> System.out.println("first")); // first, then second
 * await(sleep(Duration.ofMillis(30)));
 * }</pre>
 *
 * <p>One turn takes in what other threads have enqueued, moves the timers that are due behind what is ready, in the
 * order of their deadlines, and then runs exactly what is ready at that moment: what is scheduled meanwhile waits for
 * the next turn. A loop with nothing to run waits for its next deadline or for another thread.
 *
 * <p>All methods are for the thread that runs the loop: while it runs, the scheduling ones throw an
 * {@link IllegalStateException} on another thread. {@link #callSoonThreadsafe} may be called from any thread. Before
 * the loop runs, one thread at a time may schedule on it. A closed loop refuses every scheduling call with an
 * {@link IllegalStateException}.
 */
public final class EventLoop extends TaskLoop implements AutoCloseable {

    static {
        if (Boolean.getBoolean(Flight.PROPERTY)) {
            Flight.onByDefault();
        }
    }

    private final ErrorReports reports = new ErrorReports(this); // loop thread
    private final DefaultExecutor executor = new DefaultExecutor(); // loop thread
    private boolean stopping; // loop thread
    private @Nullable Task<?> interruptible; // loop thread: the task that an interrupt of the thread cancels
    private boolean interrupted; // loop thread: whether one has
    private @Nullable String lastMain; // loop thread: in debug mode, the name of the last main coroutine that has ended
    private @Nullable SlowJobs slowJobs; // loop thread: null unless in debug mode
    private final SignalHandlers signals = new SignalHandlers(); // loop thread
    private @Nullable Standstill standstill; // loop thread: null until the loop is idle for the first time

    private EventLoop(Clock clock, Poller poller, boolean debug) {
        super(ClockReading.of(clock), poller);
        if (debug) {
            setDebug(true);
        }
    }

    /**
     * Returns the loop that runs on the calling thread.
     *
     * @return the loop
     * @throws IllegalStateException if none does
     */
    public static EventLoop running() {
        EventLoop loop = EventLoops.runningOrNull();
        if (loop == null) {
            throw new IllegalStateException("no running event loop: call this from a task or a callback, or start the"
                    + " program with Weft.run(...). In a method that returns a stage, call it in the block of"
                    + " await(taskGroup(group -> ...)), which runs on a loop");
        }
        return loop;
    }

    /**
     * Creates a loop in real time, which no thread runs yet.
     *
     * @return a new loop, to be closed by the caller
     */
    public static EventLoop create() {
        return on(Clock.system(), DebugMode.byDefault());
    }

    /** Creates a loop that measures time by the given clock. */
    static EventLoop on(Clock clock, boolean debug) {
        Poller poller =
                clock instanceof JumpingClock jumping ? JumpingPoller.of(jumping) : Poller.system(new ClockReading());
        return new EventLoop(clock, poller, debug);
    }

    /** Creates a loop that also limits chains of activations, and looks for standstills if that is wanted. */
    static EventLoop on(Clock clock, boolean debug, int maxDepth, boolean detectsStalls) {
        EventLoop loop = on(clock, debug);
        loop.limitDepth(maxDepth);
        loop.detectsStalls = detectsStalls;
        return loop;
    }

    /**
     * Schedules a callback for the next turn, behind all that is ready. It runs in a copy of the context that is
     * current now. An exception that it throws is reported to the exception handler, and the loop continues.
     *
     * @param callback the code to run
     * @return a handle that can cancel it
     */
    public Handle callSoon(Runnable callback) {
        checkScheduling("callSoon");
        Handle handle = new Handle(core, callback, CurrentContext.captured(core));
        core.add(handle);
        return handle;
    }

    /**
     * Schedules a callback after a delay. It never runs early; of equal deadlines the one that was scheduled first runs
     * first.
     *
     * @param delay the delay; zero or less means the next turn, and more than 255 years count as 255 years
     * @param callback the code to run
     * @return a handle that can cancel it
     */
    public TimerHandle callLater(Duration delay, Runnable callback) {
        checkScheduling("callLater");
        return schedule(core.time() + Nanos.of(delay), callback);
    }

    /**
     * Schedules a callback at a time, as {@link #callLater} does.
     *
     * @param nanos the deadline, on the scale of {@link #time()}; more than 255 years ahead count as 255 years
     * @param callback the code to run
     * @return a handle that can cancel it
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
     * Schedules a callback for the next turn, from any thread, and wakes the loop if it sleeps. The callbacks of one
     * thread run in the order of the calls.
     *
     * @param callback the code to run
     * @return a handle that can cancel it
     * @throws IllegalStateException if the loop is closed
     */
    public Handle callSoonThreadsafe(Runnable callback) {
        checkOpen("callSoonThreadsafe");
        Handle handle = new ThreadsafeHandle(core, callback);
        core.enqueue(handle);
        return handle;
    }

    /**
     * Returns the counters of this loop. Any thread; from another one than the loop's, the numbers may be a moment old.
     *
     * @return the counters since the loop was created
     */
    public LoopStatistics statistics() {
        SlowJobs watching = slowJobs;
        return new LoopStatistics(
                core.turns(),
                core.steps(),
                core.mostReady(),
                core.timers(),
                tasks.count(),
                watching == null ? 0 : watching.longestNanos());
    }

    /**
     * Returns the name of this loop, by which dumps and messages call it. Any thread.
     *
     * @return the name, {@code loop-1} for the first loop of the JVM unless {@link #setName} has set another
     */
    public String name() {
        return nameOrNumber();
    }

    /**
     * Sets the name of this loop. Any thread.
     *
     * @param name the name
     */
    public void setName(String name) {
        rename(Objects.requireNonNull(name, "name"));
    }

    /**
     * Returns the current time of the loop's clock.
     *
     * @return monotonic nanoseconds since an arbitrary point; they may wrap around, so they are compared by subtraction
     */
    public long time() {
        return core.time();
    }

    /**
     * Creates a pending future of this loop.
     *
     * @param <T> the type of its value
     * @return a new future
     */
    public <T extends @Nullable Object> Future<T> createFuture() {
        return new Future<>(this);
    }

    /**
     * Creates a pending future of this loop that names what its awaiters wait for.
     *
     * @param whatFor the object for which they wait
     * @param <T> the type of its value
     * @return a new future, whose text names the object as well
     */
    public <T extends @Nullable Object> Future<T> createFuture(Waitable whatFor) {
        return new WaitableFuture<>(this, whatFor);
    }

    /**
     * Starts a coroutine as a task of this loop, as {@link Weft#createTask(Coroutine)} does. The loop need not run yet.
     *
     * @param coroutine a coroutine that has not been used
     * @param <T> the type of its value
     * @return the task
     */
    public <T extends @Nullable Object> Task<T> createTask(Coroutine<T> coroutine) {
        checkScheduling("createTask");
        Task<T> task = Task.of(this, coroutine, null, CurrentContext.captured(core));
        core.add(task);
        return task;
    }

    /**
     * Starts a coroutine as a task of this loop, with options. An eager start needs a running loop; on one that does
     * not run yet the task is enqueued.
     *
     * @param coroutine a coroutine that has not been used
     * @param options the name, the context, and the kind of start
     * @param <T> the type of its value
     * @return the task
     */
    public <T extends @Nullable Object> Task<T> createTask(Coroutine<T> coroutine, TaskOptions options) {
        Task<T> task = newTask(coroutine, options);
        begin(task, options);
        return task;
    }

    /** Creates a task that has not begun. */
    <T extends @Nullable Object> Task<T> newTask(Coroutine<T> coroutine, TaskOptions options) {
        checkScheduling("createTask");
        Object context = options.context == null ? CurrentContext.captured(core) : options.context;
        return Task.of(this, coroutine, options.name, context);
    }

    /** Runs the first step of a task or enqueues it, as its options say. */
    void begin(Task<?> task, TaskOptions options) {
        if (options.eager && isRunning()) {
            task.start();
        } else {
            core.add(task);
        }
    }

    /**
     * Runs the loop on the calling thread until {@link #stop()}.
     *
     * @throws IllegalStateException if this loop is running, another one is running on this thread, or this one is
     *     closed
     */
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
            if (interruptible == null && core.takeInterrupt()) {
                Thread.currentThread().interrupt(); // it was the program's to see
            }
        }
        throwStall();
    }

    /** Ends the run if nothing can ever wake this loop; else returns the time for which it may be idle. */
    @Override
    protected long beforeIdle() {
        if (!detectsStalls) {
            return -1;
        }
        if (stalled) {
            stopping = true; // a task waits on in its cleanup
            return 0;
        }
        Standstill known = standstill;
        if (known == null) {
            known = new Standstill(this);
            standstill = known;
        }
        if (known.isCertain(!signals.isEmpty())) {
            stalled = true;
            List<Task<?>> left = tasks.all();
            cancelWalk.cancelAll(
                    left,
                    EventLoops.cancelledBy(this, CancelSource.STALL),
                    request("the event loop, which stands still: nothing can wake it"));
            known.endBehind(left);
            return 0;
        }
        return known.patienceNanos();
    }

    @Override
    protected void afterIdle() {
        Standstill known = standstill;
        if (known != null) {
            known.waited();
        }
    }

    @Override
    protected Error newStall(String message) {
        return StallError.of(message, new Snapshot(List.of(Snapshots.here(this))));
    }

    private void throwStall() {
        if (stalled) {
            Error error = Objects.requireNonNull(standstill, "a loop that stands still, and has not noticed")
                    .error();
            stalled = false;
            standstill = null;
            throw error;
        }
    }

    /**
     * Runs one turn. If nothing is ready it waits for the next deadline first; if nothing is scheduled at all it is a
     * no-op.
     *
     * @throws IllegalStateException if this loop is running, another one is running on this thread, or this one is
     *     closed
     */
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

    /** Returns a request of this loop's own to cancel a task; null outside of debug mode. */
    private @Nullable CancelRequested request(String source) {
        return EventLoops.explainsCancels(this) ? CancelRequested.by(source) : null;
    }

    private void turn() {
        core.turn(!stopping);
        unseen.reportUnreachable();
        Task<?> main = interruptible;
        if (main != null && core.takeInterrupt()) {
            interrupted = true;
            EventLoops.cancel(
                    main,
                    "the thread that runs the event loop was interrupted",
                    request("an interrupt of the thread that runs the event loop"));
        }
    }

    /** Runs turns until a task is done; an interrupt of the thread cancels it, and is set again when it is done. */
    <T extends @Nullable Object> T runInterruptibly(Task<T> main) {
        interruptible = main;
        try {
            return runUntilComplete(main);
        } finally {
            interruptible = null;
            if (EventLoops.explainsCancels(this)) {
                lastMain = main.coroutine().name();
            }
            if (interrupted) {
                interrupted = false;
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Runs the loop on the calling thread until an awaitable is done.
     *
     * @param awaitable a future of this loop, or a coroutine, which becomes a task
     * @param <T> the type of its value
     * @return its value. A failed awaitable throws its exception: the same object, even a checked one
     * @throws IllegalStateException if {@link #stop()} ended the loop first, this loop is running, another one is
     *     running on this thread, or this one is closed
     */
    public <T extends @Nullable Object> T runUntilComplete(Awaitable<T> awaitable) {
        checkNotRunning();
        return new RunUntilComplete<>(this, awaitable).run();
    }

    /**
     * Ends {@link #runForever()} after the current turn. If the loop is not running, the next run ends after one turn.
     */
    public void stop() {
        core.checkThread("stop");
        stopping = true;
    }

    /**
     * Closes the loop. What is scheduled will not run, and tasks that are not done stay pending; {@link Runner} and
     * {@link Weft#run} cancel and await them first. Tasks that are left, failures that nothing has awaited, and coroutines
     * that never started are reported. The loop's worker threads end when they have done their work, which is not waited for. A
     * no-op on a closed loop.
     *
     * <p>No other thread waits for the loop in vain: futures that other threads hold of its pending futures are
     * completed with a {@link java.util.concurrent.CancellationException}, callbacks that other threads scheduled and that
     * have not run are reported to the exception handler, and suspended calls of methods that return stages are
     * cancelled: their cleanup runs in this call, outside the loop.
     *
     * @throws IllegalStateException if the loop is running
     */
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
            Set<Future<?>> told = outside.failAll(); // first: what is passed on to another thread has been seen
            unseen.reportRest();
            tasks.reportPending(told);
            NeverAwaited.reportLeft(this);
            tasks.close();
            closeAttachment();
            suspendedStages.cancelAll(); // they are dropped with the queue, in which this puts them
            core.close();
            leaveOpenLoops();
        }
    }

    /**
     * Tells whether a thread is running this loop.
     *
     * @return true during {@link #runForever()}, {@link #runUntilComplete} and {@link #runOnce()}
     */
    public boolean isRunning() {
        return core.thread() != null;
    }

    /**
     * Tells whether this loop is closed.
     *
     * @return true after {@link #close()}
     */
    public boolean isClosed() {
        return core.isClosed();
    }

    /**
     * Runs blocking code on another thread; the counterpart of {@code loop.run_in_executor}. Unlike
     * {@link Weft#toThread} it carries no context variables over. Cancelling the future does not interrupt code that
     * has begun; what that returns is closed if it is {@link AutoCloseable}.
     *
     * @param on the executor to use; null for that of the loop, see {@link #setDefaultExecutor}
     * @param blocking the code
     * @param <T> the type of its value
     * @return the future of its value
     */
    public <T extends @Nullable Object> Future<T> runInExecutor(@Nullable Executor on, Callable<T> blocking) {
        checkScheduling("runInExecutor");
        return ExecutorCall.submit(this, on == null ? executor.get() : on, blocking);
    }

    /**
     * Runs blocking code on another thread, as {@link #runInExecutor} does. Cancelling the future interrupts the thread
     * while it runs the code; the future does not wait for what the code does then.
     *
     * @param on the executor to use; null for that of the loop, see {@link #setDefaultExecutor}
     * @param blocking the code
     * @param <T> the type of its value
     * @return the future of its value
     */
    public <T extends @Nullable Object> Future<T> runInExecutorInterruptibly(
            @Nullable Executor on, Callable<T> blocking) {
        checkScheduling("runInExecutorInterruptibly");
        return InterruptibleCall.submitInterruptible(this, on == null ? executor.get() : on, blocking);
    }

    /**
     * Calls back whenever a channel can be read, or a server's channel can accept; the counterpart of
     * {@code loop.add_reader}. The callback runs in each turn in which the channel is ready, until {@link #removeReader}, in a
     * copy of the context that is current now. It takes the place of an earlier one. If the channel is closed without the
     * loop's knowledge, the callback runs once more, and reading throws.
     *
     * <pre>{@code
     * class Watch {
     *     @Async
     *     static Coroutine<Void> program() throws IOException {
     *         EventLoop loop = EventLoop.running();
     *         Pipe pipe = Pipe.open();
     *         pipe.source().configureBlocking(false);
     *         Future<String> news = loop.createFuture();
     *         loop.addReader(pipe.source(), () -> {
     *             loop.removeReader(pipe.source());
     *             news.setResult("readable");
     *         });
     *         pipe.sink().write(ByteBuffer.wrap(new byte[1]));
     *         System.out.println(await(news)); // readable
     *         pipe.sink().close();
     *         loop.sockClose(pipe.source());
     *         return completed();
     *     }
     *
     *     public static void main(String[] args) {
     *         run(() -> program());
     *     }
     * }
     * }</pre>
     *
     * @param channel a channel in non-blocking mode
     * @param callback the code to run
     * @throws IOException if the channel is closed, or the operating system has no descriptor left for the loop's selector
     * @throws IllegalArgumentException if the channel is in blocking mode, or can never be read
     * @throws IllegalStateException if the loop runs on a virtual clock: see {@code Connection.memoryPair()}
     */
    public void addReader(SelectableChannel channel, Runnable callback) throws IOException {
        checkScheduling("addReader");
        Objects.requireNonNull(channel, "addReader: a channel was expected, got null");
        Objects.requireNonNull(callback, "addReader: a callback was expected, got null");
        WatchedChannel.addReader(core, channel, new Handle(core, callback, CurrentContext.captured(core)));
    }

    /**
     * Ends what {@link #addReader} began. A callback that is queued already does not run.
     *
     * @param channel the channel
     * @return false if there was no callback
     */
    public boolean removeReader(SelectableChannel channel) {
        core.checkThread("removeReader");
        return WatchedChannel.removeReader(core, channel);
    }

    /**
     * Calls back whenever a channel can be written, or a connect that is under way can be finished; the counterpart of
     * {@code loop.add_writer}. All else is as with {@link #addReader}.
     *
     * @param channel a channel in non-blocking mode
     * @param callback the code to run
     * @throws IOException if the channel is closed, or the operating system has no descriptor left for the loop's selector
     * @throws IllegalArgumentException if the channel is in blocking mode, or can never be written
     * @throws IllegalStateException if the loop runs on a virtual clock: see {@code Connection.memoryPair()}
     */
    public void addWriter(SelectableChannel channel, Runnable callback) throws IOException {
        checkScheduling("addWriter");
        Objects.requireNonNull(channel, "addWriter: a channel was expected, got null");
        Objects.requireNonNull(callback, "addWriter: a callback was expected, got null");
        WatchedChannel.addWriter(core, channel, new Handle(core, callback, CurrentContext.captured(core)));
    }

    /**
     * Ends what {@link #addWriter} began. A callback that is queued already does not run.
     *
     * @param channel the channel
     * @return false if there was no callback
     */
    public boolean removeWriter(SelectableChannel channel) {
        core.checkThread("removeWriter");
        return WatchedChannel.removeWriter(core, channel);
    }

    /**
     * Closes a channel that this loop watches or has watched, and removes its callbacks. A task that waits for it, in
     * {@link #sockRecv} or one of its kind, gets a {@link java.nio.channels.ClosedChannelException}. The operating system learns of it in
     * this call. A plain {@code close()} of the channel would be noticed only when the loop looks at its channels the next
     * time: until then the descriptor stays open, and a reset that {@code SO_LINGER} asks for is not sent.
     *
     * @param channel the channel
     * @throws IOException if closing fails
     */
    public void sockClose(SelectableChannel channel) throws IOException {
        core.checkThread("sockClose");
        Objects.requireNonNull(channel, "sockClose: a channel was expected, got null");
        WatchedChannel.close(core, channel);
    }

    /**
     * Reads from a channel what is there, as soon as there is something; the counterpart of {@code loop.sock_recv}. A
     * cancelled read has taken nothing from the channel.
     *
     * @param channel a channel in non-blocking mode
     * @param n the most bytes to read, 1 or more
     * @param <C> the type of the channel
     * @return a coroutine of the bytes; empty at the end of the stream
     * @throws IOException thrown where the coroutine is awaited, if reading fails
     */
    @CheckReturnValue
    public <C extends SelectableChannel & ReadableByteChannel> Coroutine<byte[]> sockRecv(C channel, int n)
            throws IOException {
        return Frame.made(new ReceiveFrame(this, channel, channel, n));
    }

    /**
     * Reads from a channel into a buffer, as {@link #sockRecv} does; the counterpart of {@code loop.sock_recv_into}.
     *
     * @param channel a channel in non-blocking mode
     * @param into the buffer, with room for a byte at least
     * @param <C> the type of the channel
     * @return a coroutine of the number of bytes; -1 at the end of the stream
     * @throws IOException thrown where the coroutine is awaited, if reading fails
     */
    @CheckReturnValue
    public <C extends SelectableChannel & ReadableByteChannel> Coroutine<Integer> sockRecvInto(
            C channel, ByteBuffer into) throws IOException {
        return Frame.made(new ReceiveIntoFrame(this, channel, channel, into));
    }

    /**
     * Writes all bytes of a buffer to a channel; the counterpart of {@code loop.sock_sendall}. After a cancel the position
     * of the buffer tells what was written.
     *
     * @param channel a channel in non-blocking mode
     * @param bytes the bytes
     * @param <C> the type of the channel
     * @return a coroutine that ends when the channel has taken them all
     * @throws IOException thrown where the coroutine is awaited, if writing fails
     */
    @CheckReturnValue
    public <C extends SelectableChannel & WritableByteChannel> Coroutine<Void> sockSendAll(C channel, ByteBuffer bytes)
            throws IOException {
        return Frame.made(new SendAllFrame(this, channel, channel, bytes));
    }

    /**
     * Writes a part of a file to a channel, by the operating system where it can; the counterpart of
     * {@code loop.sock_sendfile}. The position of the file stays as it is.
     *
     * @param channel a channel in non-blocking mode
     * @param file the file, open for reading
     * @param position the first byte, 0 or more
     * @param count the most bytes, 0 or more; the file may be shorter
     * @param <C> the type of the channel
     * @return a coroutine of the number of bytes that the channel has taken
     * @throws IOException thrown where the coroutine is awaited, if reading or writing fails
     */
    @CheckReturnValue
    public <C extends SelectableChannel & WritableByteChannel> Coroutine<Long> sockSendFile(
            C channel, FileChannel file, long position, long count) throws IOException {
        return Frame.made(new SendFileFrame(this, channel, channel, file, position, count));
    }

    /**
     * Receives a datagram; the counterpart of {@code loop.sock_recvfrom_into}. What does not fit into the buffer is lost, as
     * with {@link DatagramChannel#receive}. A cancelled call has taken no datagram.
     *
     * @param channel a channel in non-blocking mode
     * @param into the buffer
     * @return a coroutine of the sender's address
     * @throws IOException thrown where the coroutine is awaited, if receiving fails
     */
    @CheckReturnValue
    public Coroutine<SocketAddress> sockRecvFrom(DatagramChannel channel, ByteBuffer into) throws IOException {
        return Frame.made(new ReceiveFromFrame(this, channel, into));
    }

    /**
     * Sends a datagram; the counterpart of {@code loop.sock_sendto}.
     *
     * @param channel a channel in non-blocking mode
     * @param bytes the datagram, which may be empty
     * @param address the receiver's address
     * @return a coroutine that ends when the operating system has taken the datagram
     * @throws IOException thrown where the coroutine is awaited, if sending fails
     */
    @CheckReturnValue
    public Coroutine<Void> sockSendTo(DatagramChannel channel, ByteBuffer bytes, SocketAddress address)
            throws IOException {
        return Frame.made(new SendToFrame(this, channel, bytes, address));
    }

    /**
     * Accepts a connection; the counterpart of {@code loop.sock_accept}.
     *
     * @param listening a bound channel in non-blocking mode
     * @return a coroutine of the connection's channel, which is in non-blocking mode
     * @throws IOException thrown where the coroutine is awaited, if accepting fails
     */
    @CheckReturnValue
    public Coroutine<SocketChannel> sockAccept(ServerSocketChannel listening) throws IOException {
        return Frame.made(new AcceptFrame(this, listening));
    }

    /**
     * Connects a channel; the counterpart of {@code loop.sock_connect}. A connect that was cancelled is still under way: the
     * caller closes the channel.
     *
     * @param channel a channel in non-blocking mode that is not connected
     * @param address the address, which must be resolved
     * @return a coroutine that ends when the channel is connected
     * @throws IOException thrown where the coroutine is awaited, if connecting fails: a {@link java.net.ConnectException} if
     *     nobody listens there
     */
    @CheckReturnValue
    public Coroutine<Void> sockConnect(SocketChannel channel, SocketAddress address) throws IOException {
        return Frame.made(new ConnectFrame(this, channel, address));
    }

    /**
     * Sets the executor of {@link Weft#toThread} and of {@link #runInExecutor} without one; the counterpart of
     * {@code loop.set_default_executor}. The loop does not shut it down. Without one, blocking code runs on threads of
     * the loop's own: virtual ones on JDK 24 and newer, before that as many as processors plus four, but at most 32.
     *
     * @param newExecutor the executor; null for the loop's own threads
     */
    public void setDefaultExecutor(@Nullable Executor newExecutor) {
        checkScheduling("setDefaultExecutor");
        executor.set(newExecutor);
    }

    /**
     * Sets the receiver of failures that no code can await: those of callbacks, of tasks that nothing awaited, and
     * coroutines that never ran.
     *
     * @param handler the receiver; null for the default, which logs to the {@link System.Logger} {@code dev.weft}
     */
    public void setExceptionHandler(@Nullable ExceptionHandler handler) {
        reports.setHandler(handler);
    }

    /**
     * Reports a failure to the exception handler.
     *
     * @param error the failure
     */
    public void callExceptionHandler(LoopError error) {
        reports.report(error);
    }

    /**
     * Switches debug mode on or off. It logs each callback or step of a task that holds up the loop for 100 ms, with the
     * stack of the loop's thread, while it does, adds to the report of a coroutine that never ran the place where it was
     * created, and the same of tasks to their stacks, in traces and dumps; it reports tasks that swallow a cancellation: that catch the {@link CancelledError} of a request to cancel,
     * and return a value, or await again at the same place, without {@link Task#uncancel}. The cause of each such error says
     * who requested it: see {@link CancelledError}.
     *
     * <p>A new loop is in debug mode if the system property {@code weft.debug} is {@code true}, or if it is not set and the
     * environment variable {@code WEFT_DEBUG} is {@code 1}. {@link Runner.Builder#debug} and this method overrule both.
     *
     * @param on true to switch it on
     */
    public void setDebug(boolean on) {
        unstarted.noteOrigins(on);
        tasks.noteOrigins(on);
        watchCancels(on);
        SlowJobs before = slowJobs;
        if (before != null) {
            before.stop();
            core.unwatch(before);
        }
        SlowJobs watching = on ? SlowJobs.start(new ClockReading()) : null;
        slowJobs = watching;
        if (watching != null) {
            core.watch(watching);
        }
    }

    /**
     * Runs a handler on this loop each time the process receives a signal. It replaces what the JVM does with the
     * signal, until it is removed or the loop closes.
     *
     * @param signal the name of the signal, such as {@code SIGTERM} or {@code TERM}
     * @param handler the code to run
     * @throws IllegalArgumentException if the JVM does not know this signal or does not let programs handle it
     */
    public void addSignalHandler(String signal, Runnable handler) {
        checkScheduling("addSignalHandler");
        signals.add(signal, () -> EventLoops.callIfOpen(this, handler));
    }

    /**
     * Restores what happened at a signal before {@link #addSignalHandler}.
     *
     * @param signal the name of the signal
     * @return false if this loop did not handle it
     */
    public boolean removeSignalHandler(String signal) {
        core.checkThread("removeSignalHandler");
        return signals.remove(signal);
    }

    List<Task<?>> allTasks() {
        return tasks.all();
    }

    /** Returns the block for the next task, and notes that the task's coroutine has an owner from now on. */
    TaskBlock blockFor(Frame<?> coroutine, boolean hasName) {
        unstarted.taken(coroutine);
        return tasks.blockForNext(hasName);
    }

    /** Stops the servers, and cancels all tasks that are not done, each once, in the order of creation. */
    List<Task<?>> cancelAllTasks() {
        endAttachment();
        List<Task<?>> left = tasks.all();
        String main = lastMain;
        cancelWalk.cancelAll(
                left,
                EventLoops.cancelledBy(this, CancelSource.SHUTDOWN),
                request(
                        main == null
                                ? "the shutdown of the event loop"
                                : "the shutdown of the event loop, after the end of " + main));
        return left;
    }

    /** Returns the generators that are half-used and have to be closed, each once, in the order in which they started. */
    List<AsyncIterator<?>> openIterators() {
        return openIterators.drain();
    }

    /**
     * Cancels the suspended activations that return stages; returns a future that is done when they have cleaned up, or
     * null if there are none.
     */
    @Nullable
    Future<@Nullable Void> cancelSuspendedStages() {
        List<StageAwaiter> left = suspendedStages.cancelAll();
        if (left.isEmpty()) {
            return null;
        }
        Future<@Nullable Void> cleanedUp = createFuture();
        suspendedStages.whenEnded(left, () -> Futures.finish(cleanedUp, null));
        return cleanedUp;
    }

    /** Waits for the work that the loop's own threads still do, and ends these threads. */
    void shutdownExecutor() {
        executor.shutdown(this);
    }

    private void checkScheduling(String call) {
        checkOpen(call);
        core.checkThread(call);
    }

    void checkOpen(String call) {
        if (core.isClosed()) {
            throw new IllegalStateException(
                    call + ": the event loop is closed. Use the running loop, or create a new one");
        }
    }

    private void checkNotRunning() {
        checkOpen("run");
        if (isRunning()) {
            throw new IllegalStateException("this event loop is already running: await the coroutine, make it a task"
                    + " with createTask, or call runCoroutineThreadsafe from another thread");
        }
        if (LoopCore.current() != null) {
            throw new IllegalStateException("another event loop is running on this thread: await the coroutine, or make"
                    + " it a task with createTask");
        }
    }

    @Override
    public String toString() {
        String state = isClosed() ? "closed" : isRunning() ? "running" : "not running";
        return "EventLoop@" + Integer.toHexString(System.identityHashCode(this)) + " " + state;
    }
}
