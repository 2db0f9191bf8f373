package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.resumeOn;
import static dev.weft.Weft.run;
import static dev.weft.Weft.sleep;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.ContextVar;
import dev.weft.Coroutine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** {@code resumeOn}: where a method that returns a stage goes on. */
class ResumeOnIT {
    private final List<String> log = new ArrayList<>();
    private final ArrayDeque<Runnable> queued = new ArrayDeque<>();
    private final CompletableFuture<String> source = new CompletableFuture<>();
    private final ContextVar<String> user = ContextVar.named("user", "nobody");

    private void runQueued() {
        for (Runnable next = queued.poll(); next != null; next = queued.poll()) {
            next.run();
        }
    }

    @Async
    private CompletableFuture<String> twoAwaits(Executor executor, CompletionStage<String> stage) {
        log.add("called");
        user.set("Ada");
        await(resumeOn(executor));
        log.add("on the executor");
        String first = await(stage);
        log.add(first + " " + user.get());
        return completedFuture(await(stage) + "!");
    }

    @Test
    void awaits_afterResumeOn_continueOnTheExecutor() {
        CompletableFuture<String> future = twoAwaits(queued::add, source);
        assertThat(log).containsExactly("called");
        runQueued();
        assertThat(log).containsExactly("called", "on the executor");
        source.complete("value");
        assertThat(future).isNotDone();
        assertThat(queued).hasSize(1);
        runQueued();
        assertThat(log).containsExactly("called", "on the executor", "value Ada");
        assertThat(future).isCompletedWithValue("value!");
    }

    @Async
    private Coroutine<String> coroutine(Executor executor) {
        await(resumeOn(executor));
        log.add("in the coroutine");
        return completed(await(source));
    }

    @Async
    private CompletableFuture<String> awaitsCoroutine(Executor executor, CompletionStage<String> after) {
        String value = await(coroutine(executor));
        log.add("back");
        return completedFuture(value + await(after));
    }

    @Test
    void resumeOn_inACoroutine_isForThatCoroutine() {
        CompletableFuture<String> after = new CompletableFuture<>();
        CompletableFuture<String> future = awaitsCoroutine(queued::add, after);
        assertThat(log).isEmpty();
        runQueued();
        source.complete("value");
        assertThat(log).containsExactly("in the coroutine");
        runQueued();
        assertThat(log).containsExactly("in the coroutine", "back");
        after.complete("!");
        assertThat(queued).isEmpty();
        assertThat(future).isCompletedWithValue("value!");
    }

    @Test
    void resumeOn_onALoop_isANoOp() {
        String value = run(() -> {
            source.complete("value");
            String own = await(coroutine(queued::add));
            return completed(own + await(twoAwaits(queued::add, source)));
        });
        assertThat(value).isEqualTo("valuevalue!");
        assertThat(queued).isEmpty();
    }

    @Async
    private CompletableFuture<String> cleansUp(Executor executor, CompletionStage<String> cleanup) {
        try {
            await(resumeOn(executor));
            return completedFuture(await(source));
        } finally {
            log.add("cleanup " + await(cleanup));
        }
    }

    @Test
    void refusal_ofTheFirstResumption_failsTheFutureAfterTheCleanup() {
        RejectedExecutionException full = new RejectedExecutionException("full");
        CompletableFuture<String> cleanup = new CompletableFuture<>();
        CompletableFuture<String> future = cleansUp(
                code -> {
                    throw full;
                },
                cleanup);
        assertThat(future).isNotDone();
        cleanup.complete("done");
        assertThatThrownBy(future::join).hasCause(full);
        assertThat(log).containsExactly("cleanup done");
    }

    @Test
    void refusal_ofALaterResumption_failsTheFutureAndKeepsTheStagesFailure() {
        RejectedExecutionException full = new RejectedExecutionException("full");
        IOException failure = new IOException("unreachable");
        Executor once = code -> {
            if (!log.isEmpty()) {
                throw full;
            }
            log.add("executed");
            code.run();
        };
        CompletableFuture<String> future = cleansUp(once, completedFuture("done"));
        source.completeExceptionally(failure);
        assertThatThrownBy(future::join).hasCause(full);
        assertThat(full).hasSuppressedException(failure);
        assertThat(log).containsExactly("executed", "cleanup done");
    }

    @Test
    void refusal_afterTheExecutorHasRunTheCode_isNotASecondResumption() {
        CompletableFuture<String> future = cleansUp(
                code -> {
                    code.run();
                    throw new RejectedExecutionException("too late");
                },
                completedFuture("done"));
        source.complete("value");
        assertThat(future).isCompletedWithValue("value");
        assertThat(log).containsExactly("cleanup done");
    }

    @Test
    void cancel_ofTheFuture_runsTheCleanupOnTheExecutor() {
        CompletableFuture<String> future = cleansUp(queued::add, completedFuture("done"));
        runQueued();
        future.cancel(true);
        assertThat(log).isEmpty();
        runQueued();
        assertThat(log).containsExactly("cleanup done");
        assertThat(source).isCancelled();
        assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
    }

    @Test
    void cancel_whileTheMethodIsQueuedOnTheExecutor_isThrownThere() {
        CompletableFuture<String> future = cleansUp(queued::add, completedFuture("done"));
        future.cancel(true);
        assertThat(log).isEmpty();
        runQueued();
        assertThat(log).containsExactly("cleanup done");
        assertThat(source).isNotDone();
    }

    @Async
    private CompletableFuture<Boolean> sleepsOn(Executor executor, Thread[] used) {
        await(resumeOn(executor));
        await(sleep(Duration.ofMillis(1)));
        return completedFuture(Thread.currentThread() == used[0]);
    }

    @Test
    void sleep_afterResumeOn_continuesOnTheExecutor() {
        Thread[] used = new Thread[1];
        Executor threads = code -> {
            used[0] = new Thread(code, "worker");
            used[0].start();
        };
        assertThat(sleepsOn(threads, used).join()).isTrue();
    }

    @Test
    void directExecutor_inALongChain_needsNoStack() {
        CompletableFuture<Integer> result = manyAwaits(100_000);
        assertThat(result).isCompletedWithValue(100_000);
    }

    @Async
    private CompletableFuture<Integer> manyAwaits(int times) {
        int count = 0;
        for (int i = 0; i < times; i++) {
            await(resumeOn(Runnable::run));
            count++;
        }
        return completedFuture(count);
    }
}
