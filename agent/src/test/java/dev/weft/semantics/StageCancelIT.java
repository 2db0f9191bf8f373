package dev.weft.semantics;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.waitFor;
import static dev.weft.Weft.yieldNow;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.AsyncCallable;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rule 40: the completion of the future that a stage-style method returned, from outside, cancels its activation. */
@Timeout(60)
class StageCancelIT {
    private static final int CHAIN = 99_000;

    private final List<String> log = new ArrayList<>();
    private final CompletableFuture<String> up = new CompletableFuture<>();

    /** A future class of the program's own. */
    public static final class Promise<T> extends CompletableFuture<T> {}

    private static <T> T run(AsyncCallable<T> main) {
        try (TestLoop loop = new TestLoop()) {
            return loop.run(async(main));
        }
    }

    @Async
    private CompletableFuture<String> service(CompletionStage<String> awaited) {
        try {
            return completedFuture(await(awaited));
        } catch (CancellationException e) {
            log.add("cancelled");
            throw e;
        } finally {
            log.add("cleanup");
        }
    }

    @Async
    private Promise<String> promise(CompletionStage<String> awaited) {
        try {
            String value = await(awaited);
            Promise<String> result = new Promise<>();
            result.complete(value);
            return result;
        } finally {
            log.add("cleanup");
        }
    }

    @Async
    private CompletionStage<String> declaredAsStage(CompletionStage<String> awaited) {
        return service(awaited);
    }

    @Test
    void cancel_ofTheReturnedFuture_cancelsWhatIsAwaitedAndRunsTheCleanup() {
        CompletableFuture<String> result = service(up);
        assertThat(result.cancel(true)).isTrue();

        assertThat(log).containsExactly("cancelled", "cleanup");
        assertThat(up).isCancelled();
        assertThat(result).isCancelled();
    }

    @Test
    void cancel_ofAFutureOfTheProgramsOwnClass_doesSo() {
        Promise<String> result = promise(up);
        result.cancel(true);

        assertThat(log).containsExactly("cleanup");
        assertThat(up).isCancelled();
    }

    @Test
    void cancel_ofAStageThatWasReturnedPending_reachesWhatItAwaits() {
        declaredAsStage(up).toCompletableFuture().cancel(true);

        assertThat(log).containsExactly("cancelled", "cleanup");
        assertThat(up).isCancelled();
    }

    @Test
    void anyCompletionFromOutside_endsTheActivation() throws Exception {
        List<Consumer<CompletableFuture<String>>> ways = List.of(
                future -> future.complete("outside"),
                future -> future.completeExceptionally(new Boom("outside")),
                future -> future.obtrudeValue("outside"),
                future -> future.obtrudeException(new Boom("outside")),
                future -> future.completeAsync(() -> "outside", Runnable::run));
        for (Consumer<CompletableFuture<String>> way : ways) {
            CompletableFuture<String> awaited = new CompletableFuture<>();
            log.clear();
            way.accept(service(awaited));
            assertThat(log).containsExactly("cancelled", "cleanup");
            assertThat(awaited).isCancelled();
        }
    }

    @Test
    void deadlinesOfTheJdk_endTheActivation() throws Exception {
        CountDownLatch cleanedUp = new CountDownLatch(2);
        service(up).orTimeout(1, TimeUnit.MILLISECONDS);
        CompletableFuture<String> other = new CompletableFuture<>();
        CompletableFuture<String> result =
                countsDown(other, cleanedUp).completeOnTimeout("late", 1, TimeUnit.MILLISECONDS);
        var unused = countsDown(up, cleanedUp);

        assertThat(cleanedUp.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(result).isCompletedWithValue("late");
        assertThat(up).isCancelled();
        assertThat(other).isCancelled();
    }

    @Async
    private CompletableFuture<String> countsDown(CompletableFuture<String> awaited, CountDownLatch latch) {
        try {
            return completedFuture(await(awaited));
        } finally {
            latch.countDown();
        }
    }

    @Test
    void awaitOfAStageThatRefusesToBeCancelled_isCancelledAllTheSame() {
        CompletableFuture<String> stubborn = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                throw new UnsupportedOperationException("cancel");
            }
        };
        CompletableFuture<String> result = awaitsInCleanup(stubborn);
        result.cancel(true);
        assertThat(log).containsExactly("cleanup begins");
        stubborn.complete("too late");
        assertThat(log).containsExactly("cleanup begins");
        up.complete("cleaned up");

        assertThat(log).containsExactly("cleanup begins", "cleaned up");
    }

    @Async
    private CompletableFuture<String> awaitsInCleanup(CompletionStage<String> awaited) {
        try {
            return completedFuture(await(awaited));
        } finally {
            log.add("cleanup begins");
            log.add(await(up));
        }
    }

    @Test
    void cleanup_mayAwait_andIsNotCancelledAgain() {
        CompletableFuture<String> awaited = new CompletableFuture<>();
        CompletableFuture<String> result = awaitsInCleanup(awaited);
        result.cancel(true);
        result.cancel(true);
        result.obtrudeValue("again");
        assertThat(up).isNotDone();
        up.complete("cleaned up");

        assertThat(awaited).isCancelled();
        assertThat(log).containsExactly("cleanup begins", "cleaned up");
    }

    @Async
    private CompletableFuture<String> cancelsItself(CompletableFuture<String> gate, List<CompletableFuture<?>> self) {
        await(gate);
        self.get(0).cancel(true);
        log.add("goes on");
        try {
            await(up);
        } catch (CancellationException e) {
            log.add("cancelled");
        }
        return completedFuture("nobody sees this");
    }

    @Test
    void cancel_whileTheBodyRuns_isThrownAtTheNextAwait() {
        CompletableFuture<String> gate = new CompletableFuture<>();
        List<CompletableFuture<?>> self = new ArrayList<>();
        self.add(cancelsItself(gate, self));
        gate.complete("open");

        assertThat(log).containsExactly("goes on", "cancelled");
        assertThat(up).isCancelled();
        assertThat(self.get(0)).isCancelled();
    }

    @Async
    private CompletableFuture<Integer> link(CompletableFuture<Integer> inner, AtomicInteger cleanups) {
        try {
            return completedFuture(await(inner) + 1);
        } finally {
            cleanups.incrementAndGet();
        }
    }

    @Async
    private CompletableFuture<Integer> returning(CompletableFuture<Integer> gate, CompletableFuture<Integer> inner) {
        await(gate);
        return inner;
    }

    @Test
    void cancel_ofTheLastOfALongChain_reachesTheFirst() {
        CompletableFuture<Integer> first = new CompletableFuture<>();
        CompletableFuture<Integer> last = first;
        AtomicInteger cleanups = new AtomicInteger();
        CompletableFuture<Integer> gate = new CompletableFuture<>();
        for (int i = 0; i < CHAIN; i++) {
            last = i % 2 == 0 ? link(last, cleanups) : returning(gate, last);
        }
        gate.complete(0);
        last.cancel(true);

        assertThat(first).isCancelled();
        assertThat(cleanups).hasValue(CHAIN / 2);
    }

    @Test
    void timeout_aroundAStageStyleCall_cancelsItAndWhatItAwaits() {
        run(() -> {
            try {
                await(waitFor(async(() -> completed(await(service(up)))), Duration.ofMillis(50)));
            } catch (TimeoutException e) {
                log.add("timed out");
            }
            return completed();
        });
        assertThat(log).containsExactly("cancelled", "cleanup", "timed out");
        assertThat(up).isCancelled();
    }

    @Test
    void cancel_ofAGather_cancelsTheActivationsAmongItsStages() {
        run(() -> {
            Future<List<String>> all = gather(Future.from(service(up)), Future.from(promise(up)));
            await(yieldNow());
            all.cancel();
            try {
                await(all);
            } catch (CancelledError e) {
                log.add("gather cancelled");
            }
            assertThat(log).contains("cancelled", "cleanup", "gather cancelled").hasSize(4);
            return completed();
        });
        assertThat(up).isCancelled();
    }

    @Async
    private Coroutine<String> sleeps(List<String> order) {
        try {
            await(sleep(Duration.ofHours(1)));
            return completed("woken");
        } finally {
            await(sleep(Duration.ofSeconds(1)));
            order.add("inner");
        }
    }

    @Async
    private CompletableFuture<String> awaitsACoroutine(Coroutine<String> inner) {
        try {
            return completedFuture(await(inner));
        } finally {
            log.add("outer");
        }
    }

    @Test
    void cancel_ofAMethodThatAwaitsACoroutine_waitsForTheCoroutinesCleanup() {
        run(() -> {
            CompletableFuture<String> result = awaitsACoroutine(sleeps(log));
            await(yieldNow());
            result.cancel(true);
            assertThat(result).isCancelled();
            await(sleep(Duration.ofSeconds(2)));
            assertThat(log).containsExactly("inner", "outer");
            return completed();
        });
    }

    @Async
    private Coroutine<String> awaitsAStage(CompletionStage<String> stage) {
        try {
            return completed(await(stage));
        } catch (CancelledError e) {
            log.add("inner cancelled");
            throw e;
        }
    }

    @Test
    void cancel_outsideALoop_reachesACoroutineThatIsAwaited() {
        CompletableFuture<String> result = awaitsACoroutine(awaitsAStage(up));
        result.cancel(true);

        assertThat(log).containsExactly("inner cancelled", "outer");
        assertThat(up).isCancelled();
    }

    @Async
    private CompletableFuture<String> sleepsInCleanup(CompletionStage<String> awaited) {
        try {
            return completedFuture(await(awaited));
        } finally {
            await(sleep(Duration.ofSeconds(1)));
            log.add("cleanup of " + EventLoop.running().isRunning());
        }
    }

    @Test
    void endOfRun_cancelsWhatAwaitsAStageThatNeverEnds() {
        CompletableFuture<String> result = run(() -> {
            CompletableFuture<String> never = sleepsInCleanup(up);
            createTask(awaitsAStage(service(new CompletableFuture<>())));
            await(yieldNow());
            return completed(never);
        });
        assertThat(result).isCancelled();
        assertThat(up).isCancelled();
        assertThat(log).containsExactly("inner cancelled", "cancelled", "cleanup", "cleanup of true");
    }

    @Test
    void close_ofALoop_runsTheCleanupOfWhatIsSuspended() {
        List<CompletableFuture<String>> results = new ArrayList<>();
        EventLoop loop = EventLoop.create();
        loop.callSoon(() -> results.add(service(up)));
        loop.runOnce();
        loop.close();

        assertThat(results.get(0)).isCancelled();
        assertThat(log).containsExactly("cancelled", "cleanup");
    }

    @Async
    private CompletableFuture<Integer> rounds(List<CompletableFuture<Integer>> stages, AtomicInteger cleanups) {
        int sum = 0;
        try {
            for (CompletableFuture<Integer> stage : stages) {
                sum += await(stage);
            }
        } finally {
            cleanups.incrementAndGet();
        }
        return completedFuture(sum);
    }

    @Test
    void cancel_onAnotherThreadThanTheCompletions_endsTheBodyOnce() throws Exception {
        List<String> reported = Collections.synchronizedList(new ArrayList<>());
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                reported.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        root.addHandler(listener);
        try {
            cancelWhileOthersComplete();
        } finally {
            root.removeHandler(listener);
        }
        assertThat(reported).as("bodies that were resumed twice").isEmpty();
    }

    private void cancelWhileOthersComplete() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            List<CompletableFuture<Integer>> stages = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                stages.add(new CompletableFuture<>());
            }
            AtomicInteger cleanups = new AtomicInteger();
            CompletableFuture<Integer> result = rounds(stages, cleanups);
            CyclicBarrier start = new CyclicBarrier(2);
            Thread completes = new Thread(() -> {
                awaitBarrier(start);
                stages.forEach(stage -> stage.complete(1));
            });
            completes.start();
            awaitBarrier(start);
            boolean cancelled = result.cancel(true);
            completes.join();
            assertThat(result.isCancelled()).isEqualTo(cancelled);
            assertThat(cleanups).hasValue(1);
            assertThat(stages).allMatch(CompletableFuture::isDone);
        }
    }

    private static void awaitBarrier(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void copiesOfTheJdk_keepTheirCancelToThemselves() {
        CompletableFuture<String> result = service(up);
        result.copy().cancel(true);
        result.minimalCompletionStage().toCompletableFuture().cancel(true);

        assertThat(result).isNotDone();
        up.complete("value");
        assertThat(result).isCompletedWithValue("value");
        assertThatThrownBy(() -> result.copy()
                        .thenApply(value -> {
                            throw new Boom(value);
                        })
                        .join())
                .hasCauseInstanceOf(Boom.class);
    }
}
