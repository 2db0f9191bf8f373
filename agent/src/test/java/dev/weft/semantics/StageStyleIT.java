package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.run;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Asynchronous methods that return stages: hot start, where they resume, and how they fail. */
class StageStyleIT {
    private final List<String> order = new ArrayList<>();

    /** A stage class of the user's own. */
    public static final class Promise<T> extends CompletableFuture<T> {}

    @Async
    CompletableFuture<Integer> sum(CompletableFuture<Integer> a, CompletableFuture<Integer> b) {
        order.add("starts");
        int first = await(a);
        order.add("has the first");
        int second = await(b);
        order.add("has the second");
        return CompletableFuture.completedFuture(first + second);
    }

    @Test
    void call_runsTheBodyToItsFirstSuspension_andTheCompletingThreadRunsTheRest() throws Exception {
        CompletableFuture<Integer> a = new CompletableFuture<>();
        CompletableFuture<Integer> b = new CompletableFuture<>();
        CompletableFuture<Integer> sum = sum(a, b);
        assertThat(order).containsExactly("starts");
        a.complete(1);
        assertThat(order).containsExactly("starts", "has the first");
        assertThat(sum).isNotDone();
        Thread thread = new Thread(() -> {
            b.complete(2);
            order.add(sum.isDone() ? "done in the same call" : "not done");
        });
        thread.start();
        thread.join();
        assertThat(sum.join()).isEqualTo(3);
        assertThat(order).endsWith("has the second", "done in the same call");
    }

    @Test
    void call_thatDoesNotSuspend_isDoneWhenItReturns() {
        CompletableFuture<Integer> one = CompletableFuture.completedFuture(1);
        assertThat(sum(one, one)).isCompletedWithValue(2);
    }

    @Async
    Promise<String> promise(CompletableFuture<String> source) {
        String value = await(source);
        Promise<String> result = new Promise<>();
        result.complete(value + "!");
        return result;
    }

    @Async
    CompletionStage<String> stage(CompletionStage<String> source) {
        return promise(await(source).isEmpty() ? null : source.toCompletableFuture());
    }

    @Test
    void call_thatSuspends_returnsAnInstanceOfTheDeclaredClass() {
        CompletableFuture<String> source = new CompletableFuture<>();
        Promise<String> promise = promise(source);
        CompletionStage<String> stage = stage(source);
        assertThat(promise).isNotDone();
        source.complete("value");
        assertThat(promise).isCompletedWithValue("value!");
        assertThat(stage.toCompletableFuture()).isCompletedWithValue("value!");
    }

    @Async
    CompletableFuture<String> fails(CompletableFuture<String> gate) throws IOException {
        try {
            await(gate);
            throw new IOException("closed");
        } finally {
            order.add("finally");
        }
    }

    @Test
    void failure_beforeOrAfterTheFirstSuspension_isInTheStageAndNeverAtTheCall() throws Exception {
        CompletableFuture<String> early = fails(CompletableFuture.completedFuture("open"));
        assertThatThrownBy(early::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseExactlyInstanceOf(IOException.class);
        CompletableFuture<String> gate = new CompletableFuture<>();
        CompletableFuture<String> late = fails(gate);
        gate.complete("open");
        assertThatThrownBy(late::join).hasCauseExactlyInstanceOf(IOException.class);
        assertThat(order).containsExactly("finally", "finally");
        Throwable seen = late.handle((value, failure) -> failure).join();
        assertThat(seen).isExactlyInstanceOf(IOException.class);
        Throwable awaited = run(() -> {
            try {
                await(late, IOException.class);
            } catch (IOException e) {
                return completed((Throwable) e);
            }
            return completed(null);
        });
        assertThat(awaited).isSameAs(seen);
    }

    @Async
    CompletableFuture<String> catches(CompletableFuture<String> source) {
        try {
            return CompletableFuture.completedFuture(await(source));
        } catch (CancellationException e) {
            return CompletableFuture.completedFuture("cancelled");
        } catch (Boom e) {
            return CompletableFuture.completedFuture("caught " + e.getMessage());
        }
    }

    @Test
    void await_inAStageMethod_throwsTheStagesOwnFailure() {
        CompletableFuture<String> cancelled = new CompletableFuture<>();
        CompletableFuture<String> seesCancel = catches(cancelled);
        cancelled.cancel(true);
        assertThat(seesCancel).isCompletedWithValue("cancelled");
        assertThat(catches(cancelled)).isCompletedWithValue("cancelled");
        CompletableFuture<String> source = new CompletableFuture<>();
        CompletableFuture<String> seesBoom = catches(source.thenApply(text -> {
            throw new Boom(text);
        }));
        source.complete("wrapped once");
        assertThat(seesBoom).isCompletedWithValue("caught wrapped once");
    }

    @Async
    CompletableFuture<String> onLoop(CompletableFuture<String> source) {
        String value = await(source);
        assertThat(EventLoop.running().isRunning()).isTrue();
        return CompletableFuture.completedFuture(
                value + " on " + Thread.currentThread().getName());
    }

    @Test
    void call_insideALoop_resumesOnTheLoop() {
        String loopThread = Thread.currentThread().getName();
        String text = run(() -> {
            CompletableFuture<String> source = new CompletableFuture<>();
            CompletableFuture<String> result = onLoop(source);
            Thread thread = new Thread(() -> source.complete("value"), "completes");
            thread.start();
            return completed(await(result));
        });
        assertThat(text).isEqualTo("value on " + loopThread);
    }

    @Async
    static Coroutine<Integer> twice(int value) {
        await(yieldNow());
        return completed(2 * value);
    }

    @Async
    static Coroutine<Integer> addsTo(CompletableFuture<Integer> stage, int value) {
        return completed(await(stage) + value);
    }

    @Async
    CompletableFuture<Integer> awaitsCoroutines(int value) {
        int two = await(twice(value));
        await(sleep(Duration.ofMillis(1)));
        Task<Integer> task = createTask(twice(two));
        return CompletableFuture.completedFuture(await(task));
    }

    @Test
    void await_ofCoroutinesAndTasks_insideALoop_works() {
        int value = run(() -> completed(await(awaitsCoroutines(3))));
        assertThat(value).isEqualTo(12);
    }

    @Async
    CompletableFuture<Integer> awaitsACoroutine(CompletableFuture<Integer> stage) {
        return CompletableFuture.completedFuture(await(addsTo(stage, 40)) + 1);
    }

    @Test
    void await_ofACoroutine_outsideALoop_resumesOnTheCompletingThread() {
        CompletableFuture<Integer> stage = new CompletableFuture<>();
        CompletableFuture<Integer> result = awaitsACoroutine(stage);
        assertThat(result).isNotDone();
        stage.complete(1);
        assertThat(result).isCompletedWithValue(42);
    }

    @Test
    void await_ofWhatNeedsALoop_outsideALoop_fails() {
        assertThatThrownBy(() -> awaitsCoroutines(1).join())
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no running event loop");
    }

    @Async
    CompletableFuture<Integer> countdown(int n) {
        return n == 0 ? CompletableFuture.completedFuture(0) : countdown(n - 1);
    }

    @Async
    CompletableFuture<String> returnsPending(CompletableFuture<String> source) {
        try {
            return source;
        } finally {
            order.add("finally before the value");
        }
    }

    @Test
    void return_ofAPendingStage_isAwaited() {
        CompletableFuture<String> source = new CompletableFuture<>();
        CompletableFuture<String> result = returnsPending(source);
        assertThat(order).containsExactly("finally before the value");
        assertThat(result).isNotDone();
        source.complete("value");
        assertThat(result).isCompletedWithValue("value");
        assertThat(countdown(100)).isCompletedWithValue(0);
    }

    @Test
    void stageMethods_inALoop_takeTurnsWithTasks() {
        run(() -> {
            Future<Integer> gate = EventLoop.running().createFuture();
            CompletableFuture<Integer> result = awaitsFuture(gate);
            order.add("called");
            gate.setResult(5);
            order.add("set");
            assertThat(await(result)).isEqualTo(6);
            return completed();
        });
        assertThat(order).containsExactly("hot", "called", "set", "resumed");
    }

    @Async
    CompletableFuture<Integer> awaitsFuture(Future<Integer> gate) {
        order.add("hot");
        int value = await(gate);
        order.add("resumed");
        return CompletableFuture.completedFuture(value + 1);
    }
}
