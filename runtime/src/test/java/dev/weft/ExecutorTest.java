package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Blocking code: the threads on which it runs, its interrupts, and the clock that waits for it. */
@Timeout(120)
class ExecutorTest {

    private static final int PATIENCE_SECONDS = 60;
    private static final boolean VIRTUAL = Runtime.version().feature() >= 24;

    @Test
    void toThread_byDefault_runsAsManyCallsAtOnceAsTheThreadsAllow() {
        int calls = VIRTUAL ? 500 : Math.min(32, Runtime.getRuntime().availableProcessors() + 4);
        CyclicBarrier allRun = new CyclicBarrier(calls);
        List<Coroutine<Integer>> blocking = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            blocking.add(Weft.toThread(() -> allRun.await(PATIENCE_SECONDS, TimeUnit.SECONDS)));
        }
        Object arrived = Weft.run(Steps.of("main", x -> Weft.gather(blocking)));
        assertThat((List<?>) arrived).hasSize(calls).doesNotHaveDuplicates();
    }

    @Test
    void toThread_byDefault_runsOnADaemonThreadNamedAfterWeft() {
        List<Object> seen = new ArrayList<>();
        Weft.run(Weft.toThread(() -> {
            Thread thread = Thread.currentThread();
            seen.add(thread.getName().startsWith("weft-worker-"));
            seen.add(thread.isDaemon());
            seen.add(thread.getClass().getSimpleName().equals("VirtualThread"));
        }));
        assertThat(seen).containsExactly(true, true, VIRTUAL);
    }

    @Test
    void setDefaultExecutor_withOneOfTheProgram_runsAllBlockingCodeThereAndDoesNotShutItDown() {
        ExecutorService own = Executors.newSingleThreadExecutor(work -> new Thread(work, "own"));
        try {
            List<@Nullable Object> names = new ArrayList<>();
            Weft.run(Steps.of(
                    "main",
                    x -> {
                        EventLoop.running().setDefaultExecutor(own);
                        return Weft.toThread(() -> Thread.currentThread().getName());
                    },
                    names::add,
                    x -> EventLoop.running()
                            .runInExecutor(null, () -> Thread.currentThread().getName()),
                    names::add));
            assertThat(names).containsExactly("own", "own");
            assertThat(own.isShutdown()).isFalse();
        } finally {
            own.shutdown();
        }
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // the step awaits the future
    void toThreadInterruptibly_cancelled_interruptsTheCodeAndNotTheNextOnThatThread() {
        ExecutorService own = Executors.newSingleThreadExecutor();
        try {
            CompletableFuture<Boolean> begun = new CompletableFuture<>();
            List<Object> log = new ArrayList<>();
            Task<?>[] task = {null};
            Object next = Weft.run(Steps.of(
                    "main",
                    x -> {
                        EventLoop.running().setDefaultExecutor(own);
                        task[0] = Weft.createTask(Weft.toThreadInterruptibly(() -> blockUntilInterrupted(begun, log)));
                        return begun;
                    },
                    x -> task[0].cancel(),
                    x -> Weft.toThread(
                            () -> List.of(log.get(0), Thread.currentThread().isInterrupted()))));
            assertThat(next).isEqualTo(List.of("interrupted", false));
        } finally {
            own.shutdown();
        }
    }

    private static void blockUntilInterrupted(CompletableFuture<Boolean> begun, List<Object> log) {
        begun.complete(true);
        try {
            log.add(new CountDownLatch(1).await(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            log.add("interrupted");
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void toThreadInterruptibly_thatIsNotCancelled_givesItsValue() {
        assertThat(Weft.<String>run(Weft.toThreadInterruptibly(() -> "value"))).isEqualTo("value");
    }

    @Test
    void virtualClock_whileAThreadIsAtWork_standsStill() {
        List<String> log = new ArrayList<>();
        try (TestLoop test = new TestLoop()) {
            Thread loopThread = Thread.currentThread();
            test.run(Steps.of(
                    "main",
                    x -> Weft.gather(
                            Steps.of(
                                    "blocking",
                                    y -> Weft.toThread(() -> waitUntilParked(loopThread)),
                                    y -> log.add("thread at " + test.loop().time())),
                            Steps.of(
                                    "sleeping",
                                    y -> Weft.sleep(Duration.ofHours(1)),
                                    y -> log.add("hour at " + test.loop().time())))));
        }
        assertThat(log).containsExactly("thread at 0", "hour at 3600000000000");
    }

    /** A loop that would not wait would have nothing left to do when it parks. */
    private static void waitUntilParked(Thread loopThread) {
        while (loopThread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    void virtualClock_whileAThreadIsAtWorkWhoseAwaitWasCancelled_goesOn() {
        CountDownLatch ended = new CountDownLatch(1);
        try (TestLoop test = new TestLoop()) {
            Object value = test.run(Steps.of(
                    "main",
                    x -> {
                        Task<?> task =
                                Weft.createTask(Weft.toThread(() -> ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)));
                        return Steps.of("cancel", y -> Weft.yieldNow(), y -> Weft.yieldNow(), y -> task.cancel());
                    },
                    x -> Weft.sleep(Duration.ofHours(1), "slept")));
            assertThat(value).isEqualTo("slept");
            ended.countDown();
        }
    }
}
