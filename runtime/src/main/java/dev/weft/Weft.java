package dev.weft;

import dev.weft.abi.Frame;
import dev.weft.insight.Insight;
import dev.weft.internal.coroutine.NotWoven;
import dev.weft.internal.operation.AsCompleted;
import dev.weft.internal.operation.CompletedFrame;
import dev.weft.internal.operation.Gather;
import dev.weft.internal.operation.LambdaFrame;
import dev.weft.internal.operation.ResumeOnFrame;
import dev.weft.internal.operation.Shield;
import dev.weft.internal.operation.SleepFrame;
import dev.weft.internal.operation.TaskGroupFrame;
import dev.weft.internal.operation.TimeoutFrame;
import dev.weft.internal.operation.ToThreadFrame;
import dev.weft.internal.operation.WaitForFrame;
import dev.weft.internal.operation.WaitFrame;
import dev.weft.internal.task.EventLoops;
import dev.weft.internal.task.OutsideCall;
import dev.weft.internal.time.Nanos;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The functions with which asynchronous code is written, meant for {@code import static dev.weft.Weft.*}.
 *
 * <p>Names and behaviour follow Python's {@code asyncio}, as CPython 3.13 runs it, down to the turn of the event loop
 * in which a task resumes. Where CPython leaves an order undefined, Weft keeps the order of creation.
 *
 * <p>A method that returns a {@link Coroutine} runs nothing: its work begins when the coroutine is awaited or becomes a
 * task. A method that returns a {@link Task} or a {@link Future} has started the work. Such a method needs an event
 * loop that runs on the calling thread, and throws an {@link IllegalStateException} where there is none; only
 * {@link #runCoroutineThreadsafe} may be called from any thread.
 *
 * <p>In the examples below {@code load} stands for a coroutine of the reader's own: an {@link Async} method that
 * returns {@code Coroutine<String>} and declares {@code throws IOException}.
 */
@SuppressWarnings("DoNotCallSuggester") // the agent replaces the calls of those that always throw
public final class Weft {

    private Weft() {}

    /**
     * Suspends the calling method until an awaitable is done, and returns its value. The thread is not blocked: its
     * event loop runs other tasks meanwhile.
     *
     * <pre>{@code
     * Task<String> news = createTask(load("news")); // runs as soon as this code suspends
     * String weather = await(load("weather")); // runs here, like a call
     * System.out.println(weather + ", " + await(news)); // page of weather, page of news
     * }</pre>
     *
     * <p>Awaiting a coroutine is a call: its body runs in the current task, and no turn of the loop passes unless
     * something in it suspends. Awaiting a task or a future that is done takes no turn either. A coroutine can be
     * awaited once, a task or a future any number of times.
     *
     * <p>A request to cancel the current task while it is suspended here goes on to the awaitable, and a
     * {@link CancelledError} is thrown by this call. An awaited task that absorbs the request and returns a value makes
     * this call return that value. {@link #shield} keeps such a request away from the awaitable.
     *
     * <p>The agent replaces this call with a suspension point. It does so in {@link Async} methods, and in lambdas
     * whose functional method returns one of the types that {@code @Async} allows. Anywhere else the call throws; it
     * never blocks.
     *
     * @param awaitable a coroutine that has not been used, or a task or future of the running loop
     * @param <T> the type of its value
     * @return its value. A failed awaitable throws its exception here: the same object, even a checked one
     * @throws CancelledError if the awaitable, or the current task, was cancelled
     * @throws IllegalStateException if the coroutine was used before, the future belongs to another loop and is
     *     pending, or the await would close a cycle of tasks that wait for each other
     * @throws NotWovenError if the agent has not woven the calling code, or has refused it
     */
    public static <T extends @Nullable Object> T await(Awaitable<T> awaitable) {
        throw NotWoven.calledFrom(Weft.class);
    }

    /**
     * Suspends the calling method until a stage has completed, and returns its value. Any thread may complete the
     * stage; a task resumes on its own event loop.
     *
     * <pre>{@code
     * CompletableFuture<Integer> price = CompletableFuture.supplyAsync(() -> 41);
     * System.out.println(await(price) + 1); // 42
     * }</pre>
     *
     * <p>The exception is the one that the stage failed with: a {@link java.util.concurrent.CompletionException} around
     * it is removed. In a coroutine a cancelled stage throws a {@link CancelledError}, and cancelling the task cancels
     * the stage through its {@link CompletionStage#toCompletableFuture()}, if it supports that. In an {@link Async}
     * method that itself returns a stage, a cancelled stage throws its
     * {@link java.util.concurrent.CancellationException}, and the method resumes on the thread that completes the
     * stage, unless it was suspended on an event loop.
     *
     * @param stage any stage; awaiting one that has completed takes no turn of the loop
     * @param <T> the type of its value
     * @return its value. A failed stage throws its exception here: the same object, even a checked one
     * @throws CancelledError if the stage, or the current task, was cancelled
     * @throws NotWovenError if the agent has not woven the calling code, or has refused it
     */
    public static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        throw NotWoven.calledFrom(Weft.class);
    }

    /**
     * Awaits as {@link #await(Awaitable)} does, and declares a checked exception, which javac cannot see in the type of
     * a task or a future.
     *
     * <pre>{@code
     * Task<String> task = createTask(load("lost"));
     * try {
     *     await(task, IOException.class);
     * } catch (IOException e) {
     *     System.out.println("cannot load: " + e.getMessage()); // cannot load: lost
     * }
     * }</pre>
     *
     * @param awaitable a coroutine that has not been used, or a task or future of the running loop
     * @param thrown the class of the exception. It is for javac only: other exceptions are thrown as well
     * @param <T> the type of the value
     * @param <X> the type of the exception
     * @return the value
     * @throws X if the awaitable failed with it
     */
    public static <T extends @Nullable Object, X extends Exception> T await(Awaitable<T> awaitable, Class<X> thrown)
            throws X {
        throw NotWoven.calledFrom(Weft.class);
    }

    /**
     * Awaits as {@link #await(CompletionStage)} does, and declares a checked exception, which javac cannot see in the
     * type of a stage.
     *
     * <pre>{@code
     * CompletableFuture<String> stage = CompletableFuture.failedFuture(new IOException("unreachable"));
     * try {
     *     await(stage, IOException.class);
     * } catch (IOException e) {
     *     System.out.println(e.getMessage()); // unreachable
     * }
     * }</pre>
     *
     * @param stage any stage
     * @param thrown the class of the exception. It is for javac only: other exceptions are thrown as well
     * @param <T> the type of the value
     * @param <X> the type of the exception
     * @return the value
     * @throws X if the stage failed with it
     */
    public static <T extends @Nullable Object, X extends Exception> T await(CompletionStage<T> stage, Class<X> thrown)
            throws X {
        throw NotWoven.calledFrom(Weft.class);
    }

    /**
     * Emits a value from an async generator, an {@link Async} method that returns an {@link AsyncIterator}.
     *
     * <p>The body is suspended here until the next {@code advance()} of the iterator is awaited.
     *
     * @param value the next value of the iterator
     * @throws GeneratorExit if the iterator is closed while the body is suspended here, or was before: nothing receives the
     *     value then, and {@code close()} throws an {@link IllegalStateException}
     * @throws NotWovenError if the code was not woven, or is no generator
     */
    public static void emit(@Nullable Object value) {
        throw NotWoven.calledFrom(Weft.class);
    }

    /**
     * Returns a coroutine that has its value and never suspends: {@code return completed(v);} is how an {@link Async}
     * method returns {@code v}.
     *
     * @param value the value
     * @param <T> the type of the value
     * @return a coroutine to return, or to await
     */
    @CheckReturnValue
    public static <T extends @Nullable Object> Coroutine<T> completed(T value) {
        return new CompletedFrame<>(value);
    }

    /**
     * Returns a coroutine that has ended without a value: {@code return completed();} is how an {@link Async} method of
     * type {@code Coroutine<Void>} returns.
     *
     * @return a coroutine to return, or to await
     */
    @CheckReturnValue
    public static Coroutine<Void> completed() {
        return new CompletedFrame<>(null);
    }

    /**
     * Turns a lambda into a coroutine. The lambda may await; it is called when the coroutine is awaited, or in the
     * first step of its task.
     *
     * <pre>{@code
     * Coroutine<Integer> length = async(() -> completed(await(load("news")).length()));
     * System.out.println(await(length)); // 12
     * }</pre>
     *
     * @param body the lambda; if the coroutine that it returns is not {@code completed(...)}, that is awaited
     * @param <T> the type of the value
     * @return a coroutine that has not started
     */
    @CheckReturnValue
    public static <T extends @Nullable Object> Coroutine<T> async(AsyncCallable<T> body) {
        return Frame.made(new LambdaFrame<>(body));
    }

    /**
     * Runs a coroutine on a new event loop, and returns its value: the entry point of a program, and the counterpart of
     * {@code asyncio.run}.
     *
     * <pre>{@code
     * class Hello {
     *     @Async
     *     static Coroutine<String> greet(String name) {
     *         await(sleep(Duration.ofMillis(10)));
     *         return completed("Hello, " + name);
     *     }
     *
     *     public static void main(String[] args) {
     *         System.out.println(run(greet("Weft"))); // Hello, Weft
     *     }
     * }
     * }</pre>
     *
     * <p>The calling thread runs the loop until the coroutine has ended. Then the loop is shut down in order: tasks
     * that are still running are cancelled in the order of their creation, and awaited; their failures, and those that
     * nothing has awaited, are reported to the exception handler; the threads of {@link #toThread} are waited for, up
     * to five minutes; the loop is closed. Several threads may run a loop each.
     *
     * <p>An exception that the coroutine throws leaves this call as the same object, even a checked one. A
     * {@link VirtualMachineError} other than {@link StackOverflowError} that any task or callback throws ends the run
     * at once.
     *
     * <p>On the JVM's main thread SIGINT (Ctrl-C) cancels the coroutine, which may clean up. If the
     * {@link CancelledError} then leaves the main thread uncaught, the process ends as SIGINT ends it. A second SIGINT
     * ends the process at once. An interrupt of the thread cancels the coroutine as well, and is set again when this call
     * ends.
     *
     * @param main a coroutine that has not been used
     * @param <T> the type of its value
     * @return its value
     * @throws IllegalStateException if an event loop is running on this thread: await the coroutine there
     * @throws CancelledError if the coroutine was cancelled
     * @see Runner
     */
    public static <T extends @Nullable Object> T run(Coroutine<T> main) {
        Runner.checkOutsideLoop();
        try (Runner runner = Runner.builder().build()) {
            return runner.run(main);
        }
    }

    /**
     * Runs a lambda on a new event loop, and returns its value. Otherwise it behaves as {@link #run(Coroutine)} does.
     *
     * <pre>{@code
     * class Pause {
     *     public static void main(String[] args) {
     *         String result = run(() -> {
     *             await(sleep(Duration.ofMillis(10)));
     *             return completed("done");
     *         });
     *         System.out.println(result); // done
     *     }
     * }
     * }</pre>
     *
     * @param main the lambda, which may await
     * @param <T> the type of its value
     * @return its value
     * @throws IllegalStateException if an event loop is running on this thread
     */
    public static <T extends @Nullable Object> T run(AsyncCallable<T> main) {
        Runner.checkOutsideLoop();
        return run(new LambdaFrame<>(main));
    }

    /**
     * Starts a coroutine as a task, which runs concurrently with the calling code; the counterpart of
     * {@code asyncio.create_task}.
     *
     * <pre>{@code
     * Task<String> news = createTask(load("news"));
     * Task<String> weather = createTask(load("weather")); // both load at the same time
     * System.out.println(await(news) + ", " + await(weather)); // page of news, page of weather
     * }</pre>
     *
     * <p>This call only enqueues the task's first step: nothing of the body has run when it returns. Tasks take their
     * first steps in the next turn of the loop, in the order in which they were created. A task runs in a copy of the
     * context that is current now, and is named {@code Task-1}, {@code Task-2} and so on.
     *
     * <p>The loop keeps a task alive until it is done, so it need not be kept in a variable; asyncio holds only a weak
     * reference. A failure that nothing has awaited or asked for is reported to the loop's exception handler.
     *
     * @param coroutine a coroutine that has not been used; with another one the task fails
     * @param <T> the type of its value
     * @return the task
     * @throws IllegalStateException if no event loop runs on this thread
     * @see #taskGroup
     * @see TaskOptions
     */
    public static <T extends @Nullable Object> Task<T> createTask(Coroutine<T> coroutine) {
        return EventLoop.running().createTask(coroutine);
    }

    /**
     * Starts a coroutine as a task with a name, which messages and logs show. Otherwise it behaves as
     * {@link #createTask(Coroutine)} does.
     *
     * @param coroutine a coroutine that has not been used
     * @param name the name of the task
     * @param <T> the type of its value
     * @return the task
     * @throws IllegalStateException if no event loop runs on this thread
     */
    public static <T extends @Nullable Object> Task<T> createTask(Coroutine<T> coroutine, String name) {
        return createTask(coroutine, TaskOptions.defaults().named(name));
    }

    /**
     * Starts a lambda as a task. The lambda is called in the task's first step and not by this call, so what it throws
     * is the task's failure; nothing has to be caught here.
     *
     * <pre>{@code
     * Task<Integer> length = createTask(() -> completed(await(load("news")).length()));
     * System.out.println(await(length)); // 12
     * }</pre>
     *
     * @param body the lambda, which may await
     * @param <T> the type of its value
     * @return the task
     * @throws IllegalStateException if no event loop runs on this thread
     */
    public static <T extends @Nullable Object> Task<T> createTask(AsyncCallable<T> body) {
        return createTask(new LambdaFrame<>(body));
    }

    /**
     * Starts a lambda as a task with a name. Otherwise it behaves as {@link #createTask(AsyncCallable)} does.
     *
     * @param body the lambda, which may await
     * @param name the name of the task
     * @param <T> the type of its value
     * @return the task
     * @throws IllegalStateException if no event loop runs on this thread
     */
    public static <T extends @Nullable Object> Task<T> createTask(AsyncCallable<T> body, String name) {
        return createTask(new LambdaFrame<>(body), name);
    }

    /**
     * Starts a coroutine as a task with a name, in a given context, or eagerly.
     *
     * <pre>{@code
     * Task<String> task = createTask(load("news"), TaskOptions.defaults().named("news").eager());
     * System.out.println(task.name() + " " + task.coroutine().state()); // news SUSPENDED
     * }</pre>
     *
     * @param coroutine a coroutine that has not been used
     * @param options the name, the context, and the kind of start
     * @param <T> the type of its value
     * @return the task
     * @throws IllegalStateException if no event loop runs on this thread
     */
    public static <T extends @Nullable Object> Task<T> createTask(Coroutine<T> coroutine, TaskOptions options) {
        return EventLoop.running().createTask(coroutine, options);
    }

    /**
     * Returns the task whose step is running on this thread.
     *
     * @return the task; null in a callback of the loop, and outside a loop
     */
    public static @Nullable Task<?> currentTask() {
        return EventLoops.currentTask();
    }

    /**
     * Returns the tasks of the running loop that are not done.
     *
     * @return an unmodifiable copy, in the order of creation
     * @throws IllegalStateException if no event loop runs on this thread
     */
    public static Set<Task<?>> allTasks() {
        return Collections.unmodifiableSet(
                new LinkedHashSet<>(EventLoop.running().allTasks()));
    }

    /**
     * Suspends the current task for a time; the counterpart of {@code asyncio.sleep}. It never resumes early.
     * Cancelling the task ends the sleep.
     *
     * <p>An {@link Async} method that returns a stage, and runs outside any event loop, may await it, too. It goes on on a
     * thread of the JDK's common pool, or where {@link #resumeOn} says.
     *
     * @param delay the time to sleep; zero or less takes exactly one turn of the loop, as {@link #yieldNow()} does
     * @return a coroutine that has not started
     */
    @CheckReturnValue
    public static Coroutine<Void> sleep(Duration delay) {
        return Frame.made(new SleepFrame<>("sleep", Nanos.of(delay), null));
    }

    /**
     * Suspends the current task for a time, and then gives a value.
     *
     * @param delay the time to sleep; zero or less takes exactly one turn of the loop
     * @param result the value of the coroutine
     * @param <T> the type of that value
     * @return a coroutine that has not started
     */
    @CheckReturnValue
    public static <T extends @Nullable Object> Coroutine<T> sleep(Duration delay, T result) {
        return Frame.made(new SleepFrame<>("sleep", Nanos.of(delay), result));
    }

    /**
     * Lets everything else that is ready run first: suspends the current task for exactly one turn of the loop. Tasks
     * that yield in a loop therefore take turns, one step each.
     *
     * @return a coroutine that has not started
     */
    @CheckReturnValue
    public static Coroutine<Void> yieldNow() {
        return Frame.made(new SleepFrame<>("yieldNow", 0, null));
    }

    /**
     * Continues the calling method on an executor, now and after each later await: for methods that return a stage and
     * await stages which a library completes on an I/O thread of its own.
     *
     * <pre>{@code
     * class Mail {
     *     static final Executor WORKERS = Executors.newFixedThreadPool(4, code -> {
     *         Thread thread = new Thread(code, "worker");
     *         thread.setDaemon(true);
     *         return thread;
     *     });
     *
     *     @Async
     *     static CompletableFuture<String> fetch(CompletableFuture<String> fromLibrary) {
     *         await(resumeOn(WORKERS));
     *         String mail = await(fromLibrary);
     *         return CompletableFuture.completedFuture(mail + " on " + Thread.currentThread().getName());
     *     }
     *
     *     public static void main(String[] args) {
     *         CompletableFuture<String> fromLibrary = new CompletableFuture<>();
     *         CompletableFuture<String> fetched = fetch(fromLibrary);
     *         fromLibrary.complete("letter"); // on the main thread
     *         System.out.println(fetched.join()); // letter on worker
     *     }
     * }
     * }</pre>
     *
     * <p>Without it such a method resumes on the thread that completes what it awaits. It applies to the method, or the
     * coroutine, that awaits it, until that has ended, and to no other: not to its caller, nor to what it calls. An await of
     * a stage that is done does not leave the thread. A task, and a method that was called on an event loop, stay on their
     * loop: for them this is a no-op.
     *
     * <p>If the executor refuses with an exception, such as a {@link java.util.concurrent.RejectedExecutionException}, the
     * await throws that, on the thread that completed the stage, and the method has no executor any more: so its cleanup may
     * await. Code that an executor accepts and then drops never runs, and the method never ends.
     *
     * @param executor the executor
     * @return a coroutine without a value
     */
    @CheckReturnValue
    public static Coroutine<Void> resumeOn(Executor executor) {
        return Frame.made(new ResumeOnFrame(executor));
    }

    /**
     * Runs awaitables concurrently, and gathers their values; the counterpart of {@code asyncio.gather}.
     *
     * <pre>{@code
     * System.out.println(await(gather(load("news"), load("weather")))); // [page of news, page of weather]
     * }</pre>
     *
     * <p>Coroutines become tasks, which start in the order of the arguments. The same awaitable given twice runs once,
     * and its value appears twice.
     *
     * <p>The first failure fails the future at once, while the other awaitables run on: their later failures count as
     * seen. A cancelled awaitable is such a failure, with its {@link CancelledError}. To cancel the rest after a
     * failure use {@link #taskGroup}; to see every outcome use {@link #gatherSettled}. Cancelling the future, or the
     * task that awaits it, cancels all awaitables; the future then ends as they do.
     *
     * @param awaitables coroutines that have not been used, and tasks and futures of the running loop; with none the
     *     future is done and its list is empty
     * @param <T> the type of their values
     * @return the future of their values, in the order of the arguments
     * @throws IllegalStateException if no event loop runs on this thread
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T extends @Nullable Object> Future<List<T>> gather(Awaitable<? extends T>... awaitables) {
        return gather(Arrays.asList(awaitables));
    }

    /**
     * Runs awaitables concurrently, and gathers their values, as {@link #gather(Awaitable...)} does.
     *
     * <pre>{@code
     * List<Coroutine<String>> pages = new ArrayList<>();
     * for (String name : List.of("news", "weather", "sport")) {
     *     pages.add(load(name));
     * }
     * System.out.println(await(gather(pages)).size()); // 3
     * }</pre>
     *
     * @param awaitables coroutines that have not been used, and tasks and futures of the running loop
     * @param <T> the type of their values
     * @return the future of their values, in the order of the collection
     * @throws IllegalStateException if no event loop runs on this thread
     */
    public static <T extends @Nullable Object> Future<List<T>> gather(
            Collection<? extends Awaitable<? extends T>> awaitables) {
        return Gather.values(EventLoop.running(), awaitables);
    }

    /**
     * Runs awaitables concurrently, and gathers how each of them ended; the counterpart of {@code asyncio.gather} with
     * {@code return_exceptions=True}.
     *
     * <pre>{@code
     * List<Outcome<String>> outcomes = await(gatherSettled(List.of(load("news"), load("lost"))));
     * System.out.println(outcomes.get(0)); // Value[value=page of news]
     * System.out.println(outcomes.get(1)); // Failure[exception=java.io.IOException: lost]
     * }</pre>
     *
     * <p>The future waits for all awaitables and never fails with the exception of one; a cancelled one has a
     * {@link CancelledError} for its outcome. Cancelling the future cancels all awaitables; when they have ended, the
     * future fails with a {@link CancelledError}.
     *
     * @param awaitables coroutines that have not been used, and tasks and futures of the running loop
     * @param <T> the type of their values
     * @return the future of their outcomes, in the order of the collection
     * @throws IllegalStateException if no event loop runs on this thread
     */
    public static <T extends @Nullable Object> Future<List<Outcome<T>>> gatherSettled(
            Collection<? extends Awaitable<? extends T>> awaitables) {
        return Gather.outcomes(EventLoop.running(), awaitables);
    }

    /**
     * Awaits an awaitable for a limited time; the counterpart of {@code asyncio.wait_for}.
     *
     * <pre>{@code
     * try {
     *     await(waitFor(load("news"), Duration.ofMillis(1)));
     * } catch (TimeoutException e) {
     *     System.out.println("too slow"); // too slow
     * }
     * }</pre>
     *
     * <p>A coroutine runs in the calling task, like a call. When the time is over the awaitable is cancelled and its
     * cleanup is awaited; then the {@link TimeoutException} is thrown, with the {@link CancelledError} as its cause. If
     * the awaitable ends with a value in spite of that, the value is returned. To give up waiting and let the work
     * continue, pass {@code shield(awaitable)}.
     *
     * <p>With a time of zero or less an awaitable that is done gives its value, and any other is cancelled: a coroutine
     * then never runs.
     *
     * @param awaitable a coroutine that has not been used, or a task or future of the running loop
     * @param timeout the time to wait, from the first step of the returned coroutine
     * @param <T> the type of the value
     * @return a coroutine that has not started
     * @throws TimeoutException where the coroutine is awaited, never from this call: it is declared so that it can be
     *     caught there
     */
    @CheckReturnValue
    public static <T extends @Nullable Object> Coroutine<T> waitFor(Awaitable<T> awaitable, Duration timeout)
            throws TimeoutException {
        return Frame.made(new WaitForFrame<>(awaitable, timeout));
    }

    /**
     * Runs a block of code for a limited time; the counterpart of {@code asyncio.timeout}.
     *
     * <pre>{@code
     * try {
     *     await(timeout(Duration.ofMillis(25), deadline -> {
     *         await(load("news")); // takes 10 ms
     *         await(load("weather"));
     *         await(load("sport"));
     *         return completed("all three");
     *     }));
     * } catch (TimeoutException e) {
     *     System.out.println("too slow"); // too slow
     * }
     * }</pre>
     *
     * <p>The block runs in the calling task. When the time is over that task is cancelled: a {@link CancelledError} is
     * thrown in the block, at the await where it is suspended. When the block has cleaned up and ended with that error,
     * it is replaced by a {@link TimeoutException}, whose cause it becomes. A block that swallows the error times out
     * without an exception, and {@link Timeout#expired()} is true. A block that never suspends never times out. A
     * cancellation from outside is not converted.
     *
     * <p>With a delay of zero or less the block still begins, and is cancelled at its first suspension.
     *
     * @param delay the time that the block may take, from its first step
     * @param body the block; its {@link Timeout} can move the deadline
     * @param <T> the type of the block's value
     * @return a coroutine that has not started; it has to be awaited in a task
     * @throws TimeoutException where the coroutine is awaited, never from this call: it is declared so that it can be
     *     caught there
     * @see Timeout
     */
    @CheckReturnValue
    public static <T extends @Nullable Object> Coroutine<T> timeout(Duration delay, TimeoutBody<T> body)
            throws TimeoutException {
        return Frame.made(new TimeoutFrame<>(null, delay, body));
    }

    /**
     * Protects an awaitable from the cancellation of the code that awaits it; the counterpart of
     * {@code asyncio.shield}.
     *
     * <pre>{@code
     * Task<String> inner = createTask(load("news"));
     * try {
     *     await(waitFor(shield(inner), Duration.ofMillis(1)));
     * } catch (TimeoutException e) {
     *     System.out.println("still loading"); // still loading
     * }
     * System.out.println(await(inner)); // page of news
     * }</pre>
     *
     * <p>The returned future ends as the awaitable does. Cancelling the future leaves the awaitable running; cancelling
     * the awaitable cancels the future. A coroutine becomes a task, which the loop keeps alive: unlike in asyncio no
     * variable has to hold it. A failure of the awaitable after the future was cancelled is reported to the exception
     * handler unless something else awaits it.
     *
     * @param awaitable a coroutine that has not been used, or a task or future of the running loop
     * @param <T> the type of its value
     * @return a future of its value, or the awaitable itself if that is done
     * @throws IllegalStateException if no event loop runs on this thread
     */
    public static <T extends @Nullable Object> Future<T> shield(Awaitable<T> awaitable) {
        return Shield.of(awaitable, EventLoop.running());
    }

    /**
     * Runs a block of code and the tasks that it starts, and ends when all of them have ended; the counterpart of
     * {@code asyncio.TaskGroup}.
     *
     * <pre>{@code
     * String pages = await(taskGroup(group -> {
     *     Task<String> news = group.createTask(load("news"));
     *     Task<String> weather = group.createTask(load("weather"));
     *     return completed(await(news) + ", " + await(weather));
     * }));
     * System.out.println(pages); // page of news, page of weather
     * }</pre>
     *
     * <p>The block runs in the calling task, to its end or its first suspension before any of the group's tasks starts.
     * The first failure of a task cancels the other tasks, in the order of creation, and the block. When all have
     * cleaned up, one {@link ExceptionGroup} is thrown: it holds the failures in the order in which they happened, and
     * that of the block last. A {@link CancelledError} of a task is not a failure.
     *
     * <p>Cancelling the calling task cancels the block and the tasks, and throws a plain {@link CancelledError} if none
     * of them fails. {@link TaskGroup#cancel()} ends the group early without an exception.
     *
     * @param body the block
     * @param <T> the type of its value
     * @return a coroutine that has not started, with the value of the block; it has to be awaited in a task
     * @see TaskGroup
     */
    @CheckReturnValue
    public static <T extends @Nullable Object> Coroutine<T> taskGroup(TaskGroupBody<T> body) {
        return Frame.made(new TaskGroupFrame<>(new TaskGroup(), body));
    }

    /**
     * Waits until one or all of several futures are done; the counterpart of {@code asyncio.wait}. It cancels nothing,
     * and never throws what one of the futures failed with.
     *
     * <pre>{@code
     * Task<String> news = createTask(load("news"));
     * Task<String> slow = createTask(sleep(Duration.ofHours(1), "at last"));
     * WaitResult<Task<String>> result = await(waitUntil(ReturnWhen.FIRST_COMPLETED, List.of(news, slow)));
     * System.out.println(result.done().get(0).result()); // page of news
     * result.pending().forEach(Task::cancel);
     * }</pre>
     *
     * <p>A coroutine has no identity to be found again in the result, so it has to be made a task first.
     *
     * @param when the condition that ends the wait
     * @param futures tasks and futures of the running loop, at least one; a repeated one counts once
     * @param <F> the type of the futures
     * @return a coroutine that has not started. Awaiting it throws an {@link IllegalArgumentException} if there are no
     *     futures
     */
    @CheckReturnValue
    public static <F extends Future<?>> Coroutine<WaitResult<F>> waitUntil(
            ReturnWhen when, Collection<? extends F> futures) {
        return Frame.made(new WaitFrame<>(when, futures, null));
    }

    /**
     * Waits until one or all of several futures are done, or a time is over, as
     * {@link #waitUntil(ReturnWhen, Collection)} does. The end of the time is no error: the futures that are not done
     * are in {@link WaitResult#pending()}.
     *
     * @param when the condition that ends the wait
     * @param futures tasks and futures of the running loop, at least one; a repeated one counts once
     * @param timeout the time to wait, from the first step of the returned coroutine
     * @param <F> the type of the futures
     * @return a coroutine that has not started. Awaiting it throws an {@link IllegalArgumentException} if there are no
     *     futures
     */
    @CheckReturnValue
    public static <F extends Future<?>> Coroutine<WaitResult<F>> waitUntil(
            ReturnWhen when, Collection<? extends F> futures, Duration timeout) {
        return Frame.made(new WaitFrame<>(when, futures, timeout));
    }

    /**
     * Runs awaitables concurrently, and gives their values in the order in which they end; the counterpart of
     * {@code asyncio.as_completed}.
     *
     * <pre>{@code
     * Coroutine<String> slow = sleep(Duration.ofMillis(20), "slow");
     * Coroutine<String> fast = sleep(Duration.ofMillis(10), "fast");
     * for (Coroutine<String> next : asCompleted(List.of(slow, fast))) {
     *     System.out.println(await(next)); // fast, then slow
     * }
     * }</pre>
     *
     * <p>Coroutines become tasks at once. Awaiting the n-th coroutine of the iteration gives the value of the n-th
     * awaitable that ends, or throws what it failed with. Leaving the iteration early, or cancelling such an await,
     * cancels none of the awaitables.
     *
     * @param awaitables coroutines that have not been used, and tasks and futures of the running loop
     * @param <T> the type of their values
     * @return one coroutine for each distinct awaitable; it can be iterated over once
     * @throws IllegalStateException if no event loop runs on this thread
     */
    @CheckReturnValue
    public static <T extends @Nullable Object> Iterable<Coroutine<T>> asCompleted(
            Collection<? extends Awaitable<? extends T>> awaitables) {
        return new AsCompleted<T>(EventLoop.running(), awaitables, null).once();
    }

    /**
     * Runs awaitables concurrently, and gives the values of those that end in time, as {@link #asCompleted(Collection)}
     * does.
     *
     * @param awaitables coroutines that have not been used, and tasks and futures of the running loop
     * @param timeout the time for all of them, from this call. When it is over, the remaining coroutines throw a
     *     {@link TimeoutException}, one for each awaitable that is not done; these are not cancelled
     * @param <T> the type of their values
     * @return one coroutine for each distinct awaitable; it can be iterated over once
     * @throws IllegalStateException if no event loop runs on this thread
     */
    @CheckReturnValue
    public static <T extends @Nullable Object> Iterable<Coroutine<T>> asCompleted(
            Collection<? extends Awaitable<? extends T>> awaitables, Duration timeout) {
        return new AsCompleted<T>(EventLoop.running(), awaitables, timeout).once();
    }

    /**
     * Runs blocking code on a worker thread, so that the event loop can run other tasks meanwhile; the counterpart
     * of {@code asyncio.to_thread}.
     *
     * <pre>{@code
     * String row = await(toThread(() -> {
     *     Thread.sleep(20); // a driver that blocks
     *     return "row 1";
     * }));
     * System.out.println(row); // row 1
     * }</pre>
     *
     * <p>The code sees the context variables of the code that awaits it. It runs on a virtual thread on JDK 24 and newer,
     * before that on one of the loop's daemon threads, of which there are as many as processors plus four, but at most
     * 32; further calls are queued. For another executor see {@link EventLoop#setDefaultExecutor} and
     * {@link EventLoop#runInExecutor}.
     *
     * <p>Cancelling the await does not interrupt the code. One that is still queued does not run. One that has begun runs
     * on: what it returns is closed if it is {@link AutoCloseable}, because nothing else can receive it, and what it throws
     * is reported to the exception handler. Code whose value is shared therefore returns it inside of another object, for
     * instance {@code Optional.of(pool)}. {@link #toThreadInterruptibly(Callable)} interrupts it.
     *
     * @param blocking the code; what it throws is thrown by the await, as the same object
     * @param <T> the type of its value
     * @return a coroutine that has not started
     */
    public static <T extends @Nullable Object> Coroutine<T> toThread(Callable<T> blocking) {
        return Frame.made(new ToThreadFrame<>(blocking, false));
    }

    /**
     * Runs blocking code without a value on a worker thread, as {@link #toThread(Callable)} does.
     *
     * @param blocking the code; what it throws is thrown by the await, as the same object
     * @return a coroutine that has not started
     */
    @CheckReturnValue
    public static Coroutine<Void> toThread(BlockingAction blocking) {
        return Frame.made(new ToThreadFrame<>(withoutValue(blocking), false));
    }

    /**
     * Runs blocking code on a worker thread, as {@link #toThread(Callable)} does. If the await is cancelled, the thread is
     * interrupted while it runs the code, which most blocking calls of the JDK answer with an
     * {@link InterruptedException}. The await does not wait for that: it ends at once.
     *
     * @param blocking the code; what it throws is thrown by the await, as the same object
     * @param <T> the type of its value
     * @return a coroutine that has not started
     */
    @CheckReturnValue
    public static <T extends @Nullable Object> Coroutine<T> toThreadInterruptibly(Callable<T> blocking) {
        return Frame.made(new ToThreadFrame<>(blocking, true));
    }

    /**
     * Runs blocking code without a value on a worker thread, as {@link #toThreadInterruptibly(Callable)} does.
     *
     * @param blocking the code; what it throws is thrown by the await, as the same object
     * @return a coroutine that has not started
     */
    @CheckReturnValue
    public static Coroutine<Void> toThreadInterruptibly(BlockingAction blocking) {
        return Frame.made(new ToThreadFrame<>(withoutValue(blocking), true));
    }

    private static Callable<Void> withoutValue(BlockingAction blocking) {
        return () -> {
            blocking.run();
            return null;
        };
    }

    /**
     * Runs a coroutine as a task of a loop that another thread runs; the counterpart of
     * {@code asyncio.run_coroutine_threadsafe}. Any thread may call it.
     *
     * <pre>{@code
     * EventLoop loop = EventLoop.running();
     * String page = await(toThread(() -> { // on another thread
     *     CompletableFuture<String> future = runCoroutineThreadsafe(load("news"), loop);
     *     return future.get();
     * }));
     * System.out.println(page); // page of news
     * }</pre>
     *
     * <p>The future is completed on the loop's thread. Cancelling it cancels the task; a task that ends as cancelled
     * completes it with a {@link java.util.concurrent.CancellationException}, and so does a loop that is closed before
     * the task is done. Waiting for it on the loop's own thread blocks the loop, and so never ends.
     *
     * @param coroutine a coroutine that has not been used
     * @param loop the loop to run it on
     * @param <T> the type of its value
     * @return the future of its value
     * @throws IllegalStateException if the loop is closed
     */
    public static <T extends @Nullable Object> CompletableFuture<T> runCoroutineThreadsafe(
            Coroutine<T> coroutine, EventLoop loop) {
        loop.checkOpen("runCoroutineThreadsafe");
        return OutsideCall.submit(coroutine, loop);
    }

    /**
     * Returns what the loops of this JVM do, for a log or a look: a tree of their tasks, with the places at which they are
     * suspended, their local variables, what they wait for, and cycles among them. Any thread.
     *
     * @return the text, of several lines
     * @see Insight
     */
    public static String dump() {
        return Insight.dump();
    }
}
