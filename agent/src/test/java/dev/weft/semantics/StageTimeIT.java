package dev.weft.semantics;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.taskGroup;
import static dev.weft.Weft.timeout;
import static dev.weft.Weft.toThread;
import static dev.weft.Weft.waitFor;
import static dev.weft.Weft.yieldNow;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Context;
import dev.weft.ContextVar;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Weft;
import dev.weft.sync.Lock;
import dev.weft.sync.Permit;
import dev.weft.sync.Queue;
import dev.weft.sync.Semaphore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What needs an event loop, awaited outside one by methods that return stages: they share a loop of the runtime's own. */
class StageTimeIT {
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofHours(1);
    private static final String LOOP_THREAD = "weft-shared-loop";

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch cleanedUp = new CountDownLatch(1);
    private final ContextVar<String> user = ContextVar.named("user", "nobody");

    private static String thread() {
        return Thread.currentThread().getName();
    }

    /** Waits for a future, without an end only if the runtime has a fault. */
    private static <T> T resultOf(CompletableFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }

    @Async
    private CompletableFuture<String> sleeps() {
        long start = System.nanoTime();
        String slept = await(sleep(SHORT, "slept"));
        await(yieldNow());
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(SHORT.toNanos());
        return completedFuture(slept + " " + thread().equals(LOOP_THREAD));
    }

    @Test
    void sleep_outsideALoop_resumesLaterAndNotOnTheThreadOfTheSharedLoop() throws Exception {
        assertThat(resultOf(sleeps())).isEqualTo("slept false");
    }

    @Async
    private Coroutine<String> sleepsAndAwaits(CompletionStage<String> stage) {
        await(sleep(SHORT));
        log.add("on the loop: " + thread().equals(LOOP_THREAD));
        return completed(await(stage));
    }

    @Async
    private CompletableFuture<String> awaitsACoroutine(Coroutine<String> coroutine) {
        return completedFuture(await(coroutine));
    }

    @Test
    void sleep_inACoroutineOutsideALoop_doesNotMoveItToTheLoop() throws Exception {
        assertThat(resultOf(awaitsACoroutine(sleepsAndAwaits(completedFuture("value")))))
                .isEqualTo("value");
        assertThat(log).containsExactly("on the loop: false");
    }

    @Async
    private CompletableFuture<Void> sleepsForLong() {
        try {
            await(sleep(LONG));
        } finally {
            log.add("cleanup");
            await(sleep(SHORT));
            log.add("cleaned up");
            cleanedUp.countDown();
        }
        return completedFuture(null);
    }

    @Test
    void cancel_ofTheReturnedFuture_cancelsTheSleep() throws Exception {
        CompletableFuture<Void> future = sleepsForLong();
        future.cancel(true);
        assertThat(cleanedUp.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(log).containsExactly("cleanup", "cleaned up");
    }

    @Async
    private Coroutine<String> sleepsForLongInACoroutine() {
        try {
            return completed(await(sleep(LONG, "never")));
        } catch (CancelledError e) {
            log.add("cancelled inside");
            throw e;
        }
    }

    @Async
    private CompletableFuture<String> waitsFor(Coroutine<String> coroutine, Duration time) throws TimeoutException {
        try {
            return completedFuture(await(waitFor(coroutine, time)));
        } catch (TimeoutException e) {
            await(sleep(SHORT));
            return completedFuture("timed out " + thread().equals(LOOP_THREAD));
        } finally {
            cleanedUp.countDown();
        }
    }

    @Test
    void waitFor_outsideALoop_cancelsTheCoroutineAndThrows() throws Exception {
        assertThat(resultOf(waitsFor(sleepsForLongInACoroutine(), SHORT))).isEqualTo("timed out false");
        assertThat(log).containsExactly("cancelled inside");
        assertThat(resultOf(waitsFor(sleepsAndAwaits(completedFuture("in time")), LONG)))
                .isEqualTo("in time");
    }

    @Test
    void cancel_whileAWaitForRunsOnTheSharedLoop_reachesTheCoroutine() throws Exception {
        CompletableFuture<String> future = waitsFor(sleepsForLongInACoroutine(), LONG);
        future.cancel(true);
        assertThat(cleanedUp.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(log).containsExactly("cancelled inside");
    }

    @Async
    private CompletableFuture<String> timesOut(CompletionStage<String> never) throws TimeoutException {
        try {
            return completedFuture(await(timeout(SHORT, deadline -> {
                log.add("block on the loop: " + thread().equals(LOOP_THREAD));
                return completed(await(never));
            })));
        } catch (TimeoutException e) {
            return completedFuture("timed out");
        }
    }

    @Test
    void timeout_outsideALoop_endsItsBlock() throws Exception {
        CompletableFuture<String> never = new CompletableFuture<>();
        assertThat(resultOf(timesOut(never))).isEqualTo("timed out");
        assertThat(never).isCancelled();
        assertThat(log).containsExactly("block on the loop: true");
    }

    @Async
    private CompletableFuture<List<String>> gathers() {
        return completedFuture(await(taskGroup(
                group -> completed(await(gather(sleep(SHORT, "a"), toThread(() -> "b")))))));
    }

    @Test
    void gather_inATaskGroupOutsideALoop_works() throws Exception {
        assertThat(resultOf(gathers())).containsExactly("a", "b");
    }

    @Async
    private CompletableFuture<List<String>> gathersWithoutALoop() {
        return completedFuture(await(gather(sleep(SHORT, "a"))));
    }

    @Test
    void gather_outsideALoop_namesTheRemedy() {
        assertThatThrownBy(() -> resultOf(gathersWithoutALoop()))
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no running event loop")
                .hasMessageContaining("await(taskGroup(group -> ...))");
    }

    private final Semaphore two = new Semaphore(2);
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Async
    private CompletableFuture<Integer> limited(int value) {
        return completedFuture(await(two.hold(() -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            await(sleep(SHORT));
            inside.decrementAndGet();
            return completed(value);
        })));
    }

    @Test
    void hold_outsideALoop_limitsCallsOfManyThreads() throws Exception {
        ConcurrentLinkedQueue<CompletableFuture<Integer>> calls = new ConcurrentLinkedQueue<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int value = i;
            Thread caller = new Thread(() -> calls.add(limited(value)));
            callers.add(caller);
            caller.start();
        }
        for (Thread caller : callers) {
            caller.join();
        }
        int sum = 0;
        for (CompletableFuture<Integer> call : calls) {
            sum += resultOf(call);
        }
        assertThat(sum).isEqualTo(190);
        assertThat(most.get()).isEqualTo(2);
    }

    @Async
    private CompletableFuture<String> acquires(Lock lock) {
        try (Permit permit = await(lock.acquire())) {
            return completedFuture(permit.toString());
        }
    }

    @Test
    void acquire_outsideALoop_namesTheRemedy() {
        assertThatThrownBy(() -> resultOf(acquires(new Lock("accounts"))))
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("acquire of Lock accounts")
                .hasMessageContaining("Await hold(");
    }

    @Async
    private CompletableFuture<Void> puts(Queue<String> queue, String value) {
        await(queue.put(value));
        return completedFuture(null);
    }

    @Async
    private CompletableFuture<String> gets(Queue<String> queue) {
        return completedFuture(await(queue.get()));
    }

    @Test
    void queue_betweenMethodsOutsideALoop_passesValues() throws Exception {
        Queue<String> queue = new Queue<>(1);
        CompletableFuture<String> got = gets(queue);
        resultOf(puts(queue, "value"));
        assertThat(resultOf(got)).isEqualTo("value");
    }

    @Async
    private Coroutine<Void> setsUser(String name) {
        user.set(user.get() + " " + name);
        await(sleep(SHORT));
        user.set(user.get() + " later");
        return completed();
    }

    @Async
    private CompletableFuture<String> keepsContext() {
        user.set("Ada");
        await(sleep(SHORT));
        await(setsUser("Grace"));
        await(taskGroup(group -> setsUser("Joan")));
        return completedFuture(user.get());
    }

    @Test
    void contextVariables_throughSleepsAndTimeouts_areKept() throws Exception {
        List<CompletableFuture<String>> results = new ArrayList<>();
        Context.copyCurrent().run(() -> results.add(keepsContext()));
        assertThat(resultOf(results.get(0))).isEqualTo("Ada Grace later Joan later");
        assertThat(user.get()).isEqualTo("nobody");
    }

    @Async
    private Coroutine<String> deepWithCleanup(int depth) throws TimeoutException {
        try {
            return depth == 0
                    ? waitFor(sleepsForLongInACoroutine(), LONG)
                    : completed(await(deepWithCleanup(depth - 1)));
        } finally {
            log.add("left " + depth);
            if (depth == 3) {
                cleanedUp.countDown();
            }
        }
    }

    @Test
    void cancel_ofAChainThatHasMovedToTheLoop_runsTheCleanupOfAll() throws Exception {
        CompletableFuture<String> future = awaitsACoroutine(deepWithCleanup(3));
        future.cancel(true);
        assertThat(cleanedUp.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(log).containsExactly("left 0", "cancelled inside", "left 1", "left 2", "left 3");
    }

    @Async
    private CompletableFuture<Thread> loopThread() {
        return completedFuture(await(taskGroup(group -> {
            assertThat(EventLoop.running().isRunning()).isTrue();
            return completed(Thread.currentThread());
        })));
    }

    @Test
    void sharedLoop_always_runsOnOneNamedDaemonThread() throws Exception {
        Thread first = resultOf(loopThread());
        assertThat(first.getName()).isEqualTo(LOOP_THREAD);
        assertThat(first.isDaemon()).isTrue();
        assertThat(resultOf(loopThread())).isSameAs(first);
    }

    @Test
    void failure_ofACoroutineOnTheSharedLoop_isTheSameObject() throws Exception {
        Boom boom = new Boom("inside");
        CompletableFuture<String> future = awaitsACoroutine(taskGroupFailing(boom));
        assertThatThrownBy(() -> resultOf(future)).hasCause(boom);
    }

    @Async
    private Coroutine<String> taskGroupFailing(Boom boom) throws TimeoutException {
        return completed(await(timeout(
                LONG,
                deadline -> Weft.<String>async(() -> {
                    await(yieldNow());
                    throw boom;
                }))));
    }

    @Test
    void async_outsideALoop_runsItsLambdaAtOnce() throws Exception {
        assertThat(resultOf(awaitsACoroutine(async(() -> completed(thread()))))).isEqualTo(thread());
    }
}
