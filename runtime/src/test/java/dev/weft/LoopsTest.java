package dev.weft;

import static dev.weft.Weft.completed;
import static dev.weft.Weft.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Loops on threads of their own, with tasks that need no weaving. */
@Timeout(60)
class LoopsTest {
    private static final Duration LONG = Duration.ofDays(1);

    private static void awaitLatch(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private static EventLoop loopOf(CompletableFuture<EventLoop> future) {
        return future.join();
    }

    @Test
    void of_lessThanOne_isRefused() {
        assertThatThrownBy(() -> Loops.of(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of(0)");
    }

    @Test
    void perCore_whatever_hasALoopForEachProcessor() {
        try (Loops loops = Loops.perCore()) {
            assertThat(loops.loops())
                    .hasSize(Runtime.getRuntime().availableProcessors())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void onEach_bodies_runOnTheirLoops() {
        try (Loops loops = Loops.of(3)) {
            List<CompletableFuture<EventLoop>> futures = loops.onEach(i -> () -> completed(EventLoop.running()));
            assertThat(futures.stream().map(LoopsTest::loopOf)).containsExactlyElementsOf(loops.loops());
        }
    }

    @Test
    void spawn_withEqualKeys_isOnOneLoop() {
        try (Loops loops = Loops.of(3)) {
            for (int key = 0; key < 20; key++) {
                EventLoop first = loops.spawn("key " + key, () -> completed(EventLoop.running()))
                        .join();
                assertThat(loops.spawn("key " + key, () -> completed(EventLoop.running()))
                                .join())
                        .isSameAs(first);
            }
        }
    }

    @Test
    void spawn_withManyKeys_usesAllLoops() {
        try (Loops loops = Loops.of(4)) {
            Set<EventLoop> used = new HashSet<>();
            for (int key = 0; key < 100; key++) {
                used.add(loops.spawn((Object) (4 * key), () -> completed(EventLoop.running()))
                        .join());
            }
            assertThat(used).hasSize(4);
        }
    }

    @Test
    void spawn_withoutKey_takesTheLoopWithTheFewestTasks() {
        try (Loops loops = Loops.of(2)) {
            EventLoop busy = loops.loops().get(0);
            for (int i = 0; i < 20; i++) {
                EventLoop placed =
                        loops.spawn(() -> completed(EventLoop.running())).join();
                if (placed == busy) {
                    break;
                }
            }
            loops.<Void>onEach(i -> () -> i == 0 ? sleep(LONG) : completed())
                    .get(1)
                    .join();
            for (int i = 0; i < 20; i++) {
                assertThat(loops.spawn(() -> completed(EventLoop.running())).join())
                        .isNotSameAs(busy);
            }
        }
    }

    @Test
    void spawn_failure_crosses() {
        Exception failure = new Exception("checked");
        try (Loops loops = Loops.of(1)) {
            CompletableFuture<Void> future = loops.spawn(() -> {
                throw failure;
            });
            assertThat(future.handle((value, thrown) -> thrown).join()).isSameAs(failure);
            assertThat(loops.spawn(() -> completed("alive")).join()).isEqualTo("alive");
        }
    }

    @Test
    void future_thatIsCancelled_cancelsItsTask() {
        try (Loops loops = Loops.of(1)) {
            CountDownLatch cancelled = new CountDownLatch(1);
            CompletableFuture<Void> future = loops.spawn(() -> {
                Weft.currentTask().addDoneCallback(task -> {
                    if (task.isCancelled()) {
                        cancelled.countDown();
                    }
                });
                return sleep(LONG);
            });
            loops.spawn(() -> completed()).join();
            future.cancel(true);
            assertThat(cancelled).satisfies(LoopsTest::awaitLatch);
        }
    }

    @Test
    void spawn_onClosedLoops_isRefused() {
        Loops loops = Loops.of(2);
        loops.close();
        loops.close();
        assertThatThrownBy(() -> loops.spawn(() -> completed())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> loops.spawn("key", () -> completed())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> loops.<Void>onEach(i -> () -> completed())).isInstanceOf(IllegalStateException.class);
        assertThat(loops.loops()).allMatch(EventLoop::isClosed);
    }

    @Test
    @SuppressWarnings("try") // the close is what is tested
    void close_onOneOfTheLoops_isRefusedWithAdvice() {
        try (Loops loops = Loops.of(1)) {
            CompletableFuture<Void> future = loops.spawn(() -> {
                loops.close();
                return completed();
            });
            assertThat(future.handle((value, thrown) -> thrown).join())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("close them on the thread that has created them");
        }
    }

    @Test
    void close_withPendingTasks_cancelsThem() {
        Loops loops = Loops.of(2);
        List<CompletableFuture<Void>> futures = loops.onEach(i -> () -> sleep(LONG));
        loops.close();
        assertThat(futures).allMatch(CompletableFuture::isCancelled);
    }

    @Test
    void shutdown_withGrace_letsTasksEnd() {
        Loops loops = Loops.of(2);
        List<CompletableFuture<String>> futures = loops.onEach(i -> () -> sleep(Duration.ofMillis(20), "done"));
        loops.shutdown(Duration.ofSeconds(30));
        assertThat(futures).allMatch(future -> future.join().equals("done"));
    }

    @Test
    void shutdown_whoseThreadIsInterrupted_cancelsAtOnceAndKeepsTheInterrupt() {
        Loops loops = Loops.of(1);
        CompletableFuture<Void> future = loops.spawn(() -> sleep(LONG));
        Thread.currentThread().interrupt();
        loops.shutdown(LONG);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(future).isCancelled();
    }

    @Test
    void close_withAThreadThatIsBlocked_failsWhatIsLeftAndInterruptsIt() throws InterruptedException {
        Loops loops = new Loops(1, Duration.ofMillis(50));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        CompletableFuture<Void> stuck = loops.spawn(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return completed();
        });
        CompletableFuture<String> behind = loops.spawn(() -> completed("never"));
        awaitLatch(begun);
        loops.close();
        for (CompletableFuture<?> each : List.of(stuck, behind)) {
            assertThat(each.handle((value, thrown) -> thrown).join()).isInstanceOf(CancellationException.class);
        }
        awaitLatch(interrupted);
    }

    @Test
    void close_withACleanupThatNeverEnds_failsWhatIsLeft() {
        Loops loops = new Loops(1, Duration.ofMillis(50));
        CompletableFuture<Void> future = loops.spawn(() -> {
            Weft.shield(Weft.createTask(sleep(LONG)));
            Weft.currentTask().uncancel();
            return sleep(LONG);
        });
        loops.close();
        assertThat(future).isCompletedExceptionally();
    }
}
