package dev.weft;

import static dev.weft.Weft.currentTask;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.insight.Snapshot;
import dev.weft.sync.Event;
import dev.weft.sync.Lock;
import dev.weft.sync.Queue;
import dev.weft.testing.TestLoop;
import dev.weft.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StallTest {

    private final TestLoop test = new TestLoop();
    private final EventLoop loop = test.loop();
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        test.close();
    }

    private StallError stallOf(Coroutine<?> main) {
        return catchThrowableOfType(StallError.class, () -> test.run(main));
    }

    private Coroutine<Object> bothLocks(Lock first, Lock second) {
        return Steps.of(
                "transfer",
                x -> first.hold(() -> Steps.of("hold", y -> yieldNow(), y -> second.hold(Weft::completed))));
    }

    @Test
    void run_withTwoLocksTakenCrosswise_namesTheCycle() {
        Lock a = new Lock("A");
        Lock b = new Lock("B");

        StallError stall = stallOf(Steps.of("main", x -> {
            Task<Object> left =
                    loop.createTask(bothLocks(a, b), TaskOptions.defaults().named("left"));
            Task<Object> right =
                    loop.createTask(bothLocks(b, a), TaskOptions.defaults().named("right"));
            return Weft.gather(left, right);
        }));

        assertThat(stall)
                .hasMessageStartingWith(
                        "the event loop stands still: nothing is ready, and no timer, channel or thread can"
                                + " wake it\nloop-")
                .hasMessageContaining("awaits gather, 2 of 2 left")
                .hasMessageContaining("├─ left: waits for Lock B, held by right\n")
                .hasMessageContaining("└─ right: waits for Lock A, held by left\n")
                .hasMessageEndingWith(
                        "cycle: left waits for Lock B, held by right; right waits for Lock A, held by left");
        assertThat(stall.snapshot().cycles())
                .singleElement()
                .satisfies(cycle ->
                        assertThat(cycle).extracting(Snapshot.Task::name).containsExactly("left", "right"));
    }

    @Test
    void run_whenNothingCanWakeIt_throwsAfterTheTasksWereCancelled() {
        Event never = new Event("never");

        StallError stall = stallOf(Steps.of("main", x -> {
                    loop.createTask(Steps.of("other", y -> never.waitUntilSet())
                            .rescuedBy(cancelled -> sleep(Duration.ofSeconds(5), log.add("other " + cancelled))));
                    return never.waitUntilSet();
                })
                .rescuedBy(cancelled ->
                        Weft.completed(log.add("main " + cancelled.getClass().getSimpleName()))));

        assertThat(stall).hasNoSuppressedExceptions();
        assertThat(log).hasSize(2);
        assertThat(log.get(0)).isEqualTo("main CancelledError");
        assertThat(loop.time()).isEqualTo(Duration.ofSeconds(5).toNanos());
        assertThat(loop.allTasks()).isEmpty();
    }

    @Test
    void run_whoseCleanupFails_suppressesThatFailure() {
        IllegalStateException failure = new IllegalStateException("cleanup");

        StallError stall =
                stallOf(Steps.of("main", x -> new Event().waitUntilSet()).rescuedBy(cancelled -> {
                    throw failure;
                }));

        assertThat(stall).hasSuppressedException(failure);
    }

    @Test
    void run_whoseTaskWaitsOnInItsCleanup_ends() {
        Event never = new Event("never");

        StallError stall =
                stallOf(Steps.of("main", x -> never.waitUntilSet()).rescuedBy(cancelled -> new Event().waitUntilSet()));

        assertThat(stall).hasMessageContaining("waits for Event never");
    }

    @Test
    void run_afterAStall_worksAgain() {
        assertThat(stallOf(Steps.of("main", x -> new Event().waitUntilSet()))).isNotNull();

        assertThat(test.run(Steps.of("main", x -> sleep(Duration.ofSeconds(1), "fine"))))
                .isEqualTo("fine");
        assertThat(stallOf(Steps.of("main", x -> new Event().waitUntilSet()))).isNotNull();
    }

    @Test
    void close_withATaskThatWaitsOnInItsCleanup_throwsInsteadOfHanging() {
        Event never = new Event("never");
        TestLoop other = new TestLoop();
        other.run(Steps.of("main", x -> {
            other.loop()
                    .createTask(Steps.of("stubborn", y -> never.waitUntilSet())
                            .rescuedBy(cancelled -> new Event("evermore").waitUntilSet()));
            return yieldNow();
        }));

        StallError stall = catchThrowableOfType(StallError.class, other::close);

        assertThat(stall).hasMessageContaining("waits for Event evermore");
    }

    @Test
    void run_whichWaitsForAStage_isNoStall() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        Thread other = new Thread(() -> {
            while (!loop.isRunning() || loop.time() == 0) {
                Thread.onSpinWait();
            }
            stage.complete("from another thread");
        });
        other.start();

        Object value = test.run(Steps.of("main", x -> sleep(Duration.ofSeconds(1)), x -> stage));

        assertThat(value).isEqualTo("from another thread");
    }

    @Test
    void run_whichWaitsForAThread_isNoStall() {
        assertThat(test.run(Steps.of("main", x -> Weft.toThread(() -> "from a thread"))))
                .isEqualTo("from a thread");
    }

    @Test
    void run_withoutStallDetection_waitsForAnotherThread() throws InterruptedException {
        try (Runner runner =
                Runner.builder().clock(new VirtualClock()).stallDetection(false).build()) {
            Queue<String> news = new Queue<>();
            Thread other = new Thread(() -> runner.loop().callSoonThreadsafe(() -> {
                runner.loop().callSoonThreadsafe(() -> news.putNow("news"));
            }));
            Object value = runner.run(Steps.of("main", x -> {
                other.start();
                return news.get();
            }));

            assertThat(value).isEqualTo("news");
            other.join();
        }
    }

    @Test
    void waits_ofAllKinds_nameThemselves() {
        Queue<Integer> jobs = new Queue<>(2, "jobs");

        StallError stall = stallOf(Weft.taskGroup(group -> {
            Task<?> worker = group.createTask(
                    Steps.of("worker", x -> jobs.get()), TaskOptions.defaults().named("worker"));
            group.createTask(
                    Steps.of("boss", x -> worker), TaskOptions.defaults().named("boss"));
            currentTask().setName("main");
            return Weft.completed();
        }));

        assertThat(stall)
                .hasMessageContaining("└─ main: awaits taskGroup, 2 of 2 left\n")
                .hasMessageContaining("worker: waits for Queue jobs (get, 0 of 2)\n")
                .hasMessageContaining("boss: awaits worker\n");
    }
}
