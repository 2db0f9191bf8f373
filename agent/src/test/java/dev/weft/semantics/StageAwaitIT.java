package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.currentTask;
import static dev.weft.Weft.run;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Rule 38 and the await of stages in coroutines: values, failures, threads and cancels. */
class StageAwaitIT {
    @Test
    void await_ofACompletedStage_takesNoTurn() {
        List<String> order = new ArrayList<>();
        run(() -> {
            EventLoop.running().callSoon(() -> order.add("next turn"));
            order.add(await(CompletableFuture.completedFuture("value")));
            CompletionStage<String> stage = CompletableFuture.completedStage("stage");
            order.add(await(stage));
            await(yieldNow());
            return completed();
        });
        assertThat(order).containsExactly("value", "stage", "next turn");
    }

    private static void onAnotherThread(Runnable action) {
        Thread thread = new Thread(action, "completes");
        thread.setDaemon(true);
        thread.start();
    }

    @Async
    static Coroutine<String> threadAfter(CompletableFuture<String> stage) {
        return completed(await(stage) + " on " + Thread.currentThread().getName());
    }

    @Test
    void await_ofAStageThatAnotherThreadCompletes_resumesOnTheLoop() {
        String loopThread = Thread.currentThread().getName();
        CompletableFuture<String> stage = new CompletableFuture<>();
        String text = run(() -> {
            Task<String> task = createTask(threadAfter(stage));
            await(yieldNow());
            onAnotherThread(() -> stage.complete("value"));
            return completed(await(task));
        });
        assertThat(text).isEqualTo("value on " + loopThread);
    }

    @Async
    static Coroutine<Throwable> failureOf(CompletionStage<?> stage) {
        try {
            await(stage, IOException.class);
        } catch (IOException | RuntimeException e) {
            return completed(e);
        } catch (CancelledError e) {
            return completed(e);
        }
        return completed(null);
    }

    @Test
    void await_ofAFailedStage_throwsItsOwnFailure() {
        IOException failure = new IOException("closed");
        CompletableFuture<String> failed = CompletableFuture.failedFuture(failure);
        assertThat(run(failureOf(failed))).isSameAs(failure);
        assertThat(run(failureOf(failed.thenApply(String::length)))).isSameAs(failure);
        CompletableFuture<String> supplied = CompletableFuture.supplyAsync(() -> {
            throw new Boom("supplied");
        });
        assertThat(run(failureOf(supplied))).isInstanceOf(Boom.class).hasMessage("supplied");
    }

    @Test
    void await_ofAStageThatFailsLater_throwsItsOwnFailure() {
        IOException failure = new IOException("closed");
        CompletableFuture<String> stage = new CompletableFuture<>();
        Throwable seen = run(() -> {
            EventLoop.running().callSoon(() -> stage.completeExceptionally(failure));
            return failureOf(stage.thenApply(String::length));
        });
        assertThat(seen).isSameAs(failure).isNotInstanceOf(CompletionException.class);
    }

    @Test
    void await_ofACancelledStage_throwsCancelledError() {
        CompletableFuture<String> done = new CompletableFuture<>();
        done.cancel(true);
        assertThat(run(failureOf(done))).isInstanceOf(CancelledError.class);
        CompletableFuture<String> later = new CompletableFuture<>();
        Throwable seen = run(() -> {
            EventLoop.running().callSoon(() -> later.cancel(false));
            Throwable thrown = await(failureOf(later));
            assertThat(currentTask().cancelling()).isZero();
            return completed(thrown);
        });
        assertThat(seen).isInstanceOf(CancelledError.class);
    }

    @Test
    void cancel_ofATaskThatAwaitsAStage_arrivesInTheTask() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        run(() -> {
            Task<Throwable> task = createTask(failureOf(stage));
            await(yieldNow());
            assertThat(task.cancel()).isTrue();
            assertThat(await(task)).isInstanceOf(CancelledError.class);
            assertThat(task.isCancelled()).isFalse();
            return completed();
        });
        assertThat(stage).isCancelled();
    }

    @Test
    void toCompletableFuture_passesResultsAndCancelsBothWays() {
        run(() -> {
            Future<String> future = EventLoop.running().createFuture();
            CompletableFuture<String> stage = future.toCompletableFuture();
            future.setResult("value");
            assertThat(await(stage)).isEqualTo("value");
            Future<String> cancelledFromStage = EventLoop.running().createFuture();
            cancelledFromStage.toCompletableFuture().cancel(true);
            try {
                await(cancelledFromStage);
                fail("not cancelled");
            } catch (CancelledError e) {
                assertThat(cancelledFromStage.isCancelled()).isTrue();
            }
            Future<String> cancelled = EventLoop.running().createFuture();
            CompletableFuture<String> seen = cancelled.toCompletableFuture();
            cancelled.cancel();
            await(yieldNow());
            await(yieldNow());
            assertThat(seen).isCancelled();
            return completed();
        });
    }

    @Test
    void from_aStage_passesResultsAndCancelsBothWays() {
        run(() -> {
            CompletableFuture<String> stage = new CompletableFuture<>();
            Future<String> future = Future.from(stage);
            assertThat(future.isDone()).isFalse();
            onAnotherThread(() -> stage.complete("value"));
            assertThat(await(future)).isEqualTo("value");
            CompletableFuture<String> toCancel = new CompletableFuture<>();
            assertThat(Future.from(toCancel).cancel()).isTrue();
            await(yieldNow());
            await(yieldNow());
            assertThat(toCancel).isCancelled();
            return completed();
        });
    }

    @Async
    static Coroutine<Integer> catchesEverything(List<Throwable> seen) {
        int rounds = 0;
        for (int i = 0; i < 3; i++) {
            try {
                await(yieldNow());
                await(nested(seen));
                rounds++;
            } catch (Throwable e) {
                seen.add(e);
            }
        }
        return completed(rounds);
    }

    @Async
    static Coroutine<Void> nested(List<Throwable> seen) {
        try {
            await(yieldNow());
        } catch (Throwable e) {
            seen.add(e);
        }
        return completed();
    }

    @Test
    void catchThrowable_aroundAnAwait_seesNoSignalOfTheMachinery() {
        List<Throwable> seen = new ArrayList<>();
        assertThat(run(catchesEverything(seen))).isEqualTo(3);
        assertThat(seen).isEmpty();
    }

    @Async
    static Coroutine<Integer> usesOnce(List<WeakReference<Object>> references, Future<Void> gate) {
        Object large = new byte[1_000_000];
        references.add(new WeakReference<>(large));
        int hash = large.hashCode();
        await(gate);
        return completed(hash);
    }

    @Async
    static Coroutine<Integer> passesOn(List<WeakReference<Object>> references, Future<Void> gate) {
        return completed(await(takes(references, new byte[1_000_000], gate)));
    }

    @Async
    static Coroutine<Integer> takes(List<WeakReference<Object>> references, Object argument, Future<Void> gate) {
        references.add(new WeakReference<>(argument));
        int hash = argument.hashCode();
        await(gate);
        return completed(hash);
    }

    @Test
    void deadLocals_ofASuspendedFrame_areNotKeptAlive() {
        List<WeakReference<Object>> references = new ArrayList<>();
        run(() -> {
            Future<Void> gate = EventLoop.running().createFuture();
            Task<Integer> local = createTask(usesOnce(references, gate));
            Task<Integer> argument = createTask(passesOn(references, gate));
            Task<Integer> cold = createTask(takes(references, new byte[1_000_000], gate));
            await(yieldNow());
            assertThat(references).hasSize(3);
            for (WeakReference<Object> reference : references) {
                assertCollected(reference);
            }
            gate.setResult(null);
            await(local);
            await(argument);
            await(cold);
            return completed();
        });
    }

    private static void assertCollected(WeakReference<?> reference) {
        for (int i = 0; i < 50 && reference.get() != null; i++) {
            System.gc();
        }
        assertThat(reference.get()).isNull();
    }
}
