package dev.weft;

import dev.weft.abi.Frame;
import dev.weft.internal.coroutine.NotWoven;
import dev.weft.internal.operation.AsCompleted;
import dev.weft.internal.operation.CompletedFrame;
import dev.weft.internal.operation.Gather;
import dev.weft.internal.operation.LambdaFrame;
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
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The calls with which asynchronous code is written; meant for {@code import static dev.weft.Weft.*}. */
@SuppressWarnings("DoNotCallSuggester") // the agent replaces the calls of those that always throw
public final class Weft {

    private Weft() {}

    /**
     * Waits for a coroutine, a task or a future without blocking the thread. Only in code that the agent has woven.
     *
     * @param awaitable what to wait for
     * @param <T> the type of its value
     * @return its value
     */
    public static <T> T await(Awaitable<T> awaitable) {
        throw NotWoven.calledFrom(Weft.class);
    }

    /**
     * Waits for a stage without blocking the thread. Throws the stage's own failure. Only in code that the agent has
     * woven.
     *
     * @param stage what to wait for
     * @param <T> the type of its value
     * @return its value
     */
    public static <T> T await(CompletionStage<T> stage) {
        throw NotWoven.calledFrom(Weft.class);
    }

    /**
     * Waits as {@link #await(Awaitable)} does, and tells javac which checked exception to expect.
     *
     * @param awaitable what to wait for
     * @param thrown the exception's class
     * @param <T> the type of its value
     * @param <X> the exception
     * @return its value
     * @throws X if the awaited thing does
     */
    public static <T, X extends Exception> T await(Awaitable<T> awaitable, Class<X> thrown) throws X {
        throw NotWoven.calledFrom(Weft.class);
    }

    /**
     * Waits as {@link #await(CompletionStage)} does, and tells javac which checked exception to expect.
     *
     * @param stage what to wait for
     * @param thrown the exception's class
     * @param <T> the type of its value
     * @param <X> the exception
     * @return its value
     * @throws X if the stage failed with it
     */
    public static <T, X extends Exception> T await(CompletionStage<T> stage, Class<X> thrown) throws X {
        throw NotWoven.calledFrom(Weft.class);
    }

    /**
     * Hands a value to who iterates over this generator. Only in code that the agent has woven.
     *
     * @param value the value
     */
    public static void emit(@Nullable Object value) {
        throw NotWoven.calledFrom(Weft.class);
    }

    /**
     * How an {@link Async} method returns a value.
     *
     * @param value the value
     * @param <T> its type
     * @return a coroutine that has it
     */
    public static <T> Coroutine<T> completed(T value) {
        return new CompletedFrame<>(value);
    }

    /**
     * How an {@link Async} method returns without a value.
     *
     * @return a coroutine that has none
     */
    public static Coroutine<Void> completed() {
        return new CompletedFrame<>(null);
    }

    /**
     * A coroutine from a lambda, which runs when the coroutine is awaited.
     *
     * @param body the lambda
     * @param <T> the type of its value
     * @return a cold coroutine
     */
    public static <T> Coroutine<T> async(AsyncCallable<T> body) {
        return Frame.made(new LambdaFrame<>(body));
    }

    /**
     * Runs a program on a new loop, to its end.
     *
     * @param main the program
     * @param <T> the type of its value
     * @return its value
     */
    public static <T> T run(Coroutine<T> main) {
        Runner.checkOutsideLoop();
        try (Runner runner = Runner.builder().build()) {
            return runner.run(main);
        }
    }

    /**
     * Runs a program on a new loop, to its end.
     *
     * @param main the program
     * @param <T> the type of its value
     * @return its value
     */
    public static <T> T run(AsyncCallable<T> main) {
        Runner.checkOutsideLoop();
        return run(new LambdaFrame<>(main));
    }

    /**
     * Makes a task of a coroutine; its first step is in the next turn.
     *
     * @param coroutine what it runs
     * @param <T> the type of its value
     * @return the task
     */
    public static <T> Task<T> createTask(Coroutine<T> coroutine) {
        return EventLoop.running().createTask(coroutine);
    }

    /**
     * Makes a task with a name.
     *
     * @param coroutine what it runs
     * @param name the name
     * @param <T> the type of its value
     * @return the task
     */
    public static <T> Task<T> createTask(Coroutine<T> coroutine, String name) {
        return createTask(coroutine, TaskOptions.defaults().named(name));
    }

    /**
     * Makes a task of a lambda, which runs at the task's first step.
     *
     * @param body what it runs
     * @param <T> the type of its value
     * @return the task
     */
    public static <T> Task<T> createTask(AsyncCallable<T> body) {
        return createTask(new LambdaFrame<>(body));
    }

    /**
     * Makes a task of a lambda, with a name.
     *
     * @param body what it runs
     * @param name the name
     * @param <T> the type of its value
     * @return the task
     */
    public static <T> Task<T> createTask(AsyncCallable<T> body, String name) {
        return createTask(new LambdaFrame<>(body), name);
    }

    /**
     * Makes a task of a coroutine.
     *
     * @param coroutine what it runs
     * @param options its name, its context, and whether it starts at once
     * @param <T> the type of its value
     * @return the task
     */
    public static <T> Task<T> createTask(Coroutine<T> coroutine, TaskOptions options) {
        return EventLoop.running().createTask(coroutine, options);
    }

    /**
     * The task that runs now.
     *
     * @return the task; null outside a task
     */
    public static @Nullable Task<?> currentTask() {
        return EventLoops.currentTask();
    }

    /**
     * The tasks of the running loop that are not done.
     *
     * @return a copy, in the order in which they were created
     */
    public static Set<Task<?>> allTasks() {
        return Collections.unmodifiableSet(
                new LinkedHashSet<>(EventLoop.running().allTasks()));
    }

    /**
     * Waits for a time.
     *
     * @param delay how long; one turn of the loop if it is not positive
     * @return a cold coroutine
     */
    public static Coroutine<Void> sleep(Duration delay) {
        return Frame.made(new SleepFrame<>("sleep", Nanos.of(delay), null));
    }

    /**
     * Waits for a time.
     *
     * @param delay how long; one turn of the loop if it is not positive
     * @param result what awaiting it gives
     * @param <T> the type of that
     * @return a cold coroutine
     */
    public static <T> Coroutine<T> sleep(Duration delay, T result) {
        return Frame.made(new SleepFrame<>("sleep", Nanos.of(delay), result));
    }

    /**
     * Lets everything else that is ready run first: waits exactly one turn of the loop.
     *
     * @return a cold coroutine
     */
    public static Coroutine<Void> yieldNow() {
        return Frame.made(new SleepFrame<>("yieldNow", 0, null));
    }

    /**
     * Waits for several awaitables at once.
     *
     * @param awaitables coroutines, which are made tasks in this order, tasks and futures
     * @param <T> the type of their values
     * @return the future of their values, in this order; it fails with the first failure
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T> Future<List<T>> gather(Awaitable<? extends T>... awaitables) {
        return gather(Arrays.asList(awaitables));
    }

    /**
     * Waits for several awaitables at once.
     *
     * @param awaitables coroutines, which are made tasks in this order, tasks and futures
     * @param <T> the type of their values
     * @return the future of their values, in this order; it fails with the first failure
     */
    public static <T> Future<List<T>> gather(Collection<? extends Awaitable<? extends T>> awaitables) {
        return Gather.values(EventLoop.running(), awaitables);
    }

    /**
     * Waits for several awaitables at once, however they end.
     *
     * @param awaitables coroutines, which are made tasks in this order, tasks and futures
     * @param <T> the type of their values
     * @return the future of their outcomes, in this order
     */
    public static <T> Future<List<Outcome<T>>> gatherSettled(Collection<? extends Awaitable<? extends T>> awaitables) {
        return Gather.outcomes(EventLoop.running(), awaitables);
    }

    /**
     * Waits no longer than a time.
     *
     * @param awaitable what to wait for; cancelled when the time is over
     * @param timeout how long
     * @param <T> the type of its value
     * @return a cold coroutine, which throws a TimeoutException
     * @throws TimeoutException when it is awaited, and the time is over
     */
    public static <T> Coroutine<T> waitFor(Awaitable<T> awaitable, Duration timeout) throws TimeoutException {
        return Frame.made(new WaitForFrame<>(awaitable, timeout));
    }

    /**
     * Runs a block of code no longer than a time.
     *
     * @param delay how long
     * @param body the code; cancelled when the time is over
     * @param <T> the type of its value
     * @return a cold coroutine, which throws a TimeoutException
     * @throws TimeoutException when it is awaited, and the time is over
     */
    public static <T> Coroutine<T> timeout(Duration delay, TimeoutBody<T> body) throws TimeoutException {
        return Frame.made(new TimeoutFrame<>(null, delay, body));
    }

    /**
     * Waits for an awaitable without passing a cancellation on to it.
     *
     * @param awaitable what to wait for
     * @param <T> the type of its value
     * @return a future of its value, which may be cancelled alone
     */
    public static <T> Future<T> shield(Awaitable<T> awaitable) {
        return Shield.of(awaitable, EventLoop.running());
    }

    /**
     * Runs a block of code with tasks that end with it.
     *
     * @param body the code
     * @param <T> the type of its value
     * @return a cold coroutine, which throws an {@link ExceptionGroup} if one of the tasks fails
     */
    public static <T> Coroutine<T> taskGroup(TaskGroupBody<T> body) {
        return Frame.made(new TaskGroupFrame<>(new TaskGroup(), body));
    }

    /**
     * Waits for some or all of several futures. It never throws what they throw, and cancels nothing.
     *
     * @param when how many
     * @param futures tasks and futures, at least one
     * @param <F> their type
     * @return a cold coroutine
     */
    public static <F extends Future<?>> Coroutine<WaitResult<F>> waitUntil(
            ReturnWhen when, Collection<? extends F> futures) {
        return Frame.made(new WaitFrame<>(when, futures, null));
    }

    /**
     * Waits for some or all of several futures, no longer than a time. It never throws what they throw, and cancels
     * nothing.
     *
     * @param when how many
     * @param futures tasks and futures, at least one
     * @param timeout how long
     * @param <F> their type
     * @return a cold coroutine
     */
    public static <F extends Future<?>> Coroutine<WaitResult<F>> waitUntil(
            ReturnWhen when, Collection<? extends F> futures, Duration timeout) {
        return Frame.made(new WaitFrame<>(when, futures, timeout));
    }

    /**
     * Coroutines for the values of several awaitables, in the order in which these end.
     *
     * @param awaitables coroutines, which are made tasks, tasks and futures
     * @param <T> the type of their values
     * @return as many coroutines as distinct awaitables, to be iterated over once
     */
    public static <T> Iterable<Coroutine<T>> asCompleted(Collection<? extends Awaitable<? extends T>> awaitables) {
        return new AsCompleted<T>(EventLoop.running(), awaitables, null).once();
    }

    /**
     * Coroutines for the values of several awaitables, in the order in which these end.
     *
     * @param awaitables coroutines, which are made tasks, tasks and futures
     * @param timeout when the coroutines throw a TimeoutException whose awaitables have not ended
     * @param <T> the type of their values
     * @return as many coroutines as distinct awaitables, to be iterated over once
     */
    public static <T> Iterable<Coroutine<T>> asCompleted(
            Collection<? extends Awaitable<? extends T>> awaitables, Duration timeout) {
        return new AsCompleted<T>(EventLoop.running(), awaitables, timeout).once();
    }

    /**
     * Runs blocking code on another thread, with the context variables of the caller.
     *
     * @param blocking the code
     * @param <T> the type of its value
     * @return a cold coroutine
     */
    public static <T> Coroutine<T> toThread(Callable<T> blocking) {
        return Frame.made(new ToThreadFrame<>(blocking));
    }

    /**
     * Runs blocking code without a value on another thread, with the context variables of the caller.
     *
     * @param blocking the code
     * @return a cold coroutine
     */
    public static Coroutine<Void> toThread(BlockingAction blocking) {
        return Frame.made(new ToThreadFrame<>(() -> {
            blocking.run();
            return null;
        }));
    }

    /**
     * Runs a coroutine on a loop that another thread runs.
     *
     * @param coroutine what to run
     * @param loop where
     * @param <T> the type of its value
     * @return the future of its value; cancelling it cancels the task
     */
    public static <T> CompletableFuture<T> runCoroutineThreadsafe(Coroutine<T> coroutine, EventLoop loop) {
        loop.checkOpen("runCoroutineThreadsafe");
        return OutsideCall.submit(coroutine, loop);
    }
}
