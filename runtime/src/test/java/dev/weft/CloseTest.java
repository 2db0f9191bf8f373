package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of a loop, for those who still wait for something of it. */
@Timeout(60)
class CloseTest {

    private static final int ROUNDS = 2_000;

    private final EventLoop loop = EventLoop.create();
    private final List<String> reports = Collections.synchronizedList(new ArrayList<>());

    @Test
    void close_withAPendingFutureOutside_failsIt() {
        CompletableFuture<String> outside = loop.<String>createFuture().toCompletableFuture();
        CompletableFuture<Object> ofATask =
                loop.createTask(Steps.of("waiting", x -> loop.createFuture())).toCompletableFuture();
        loop.close();

        assertThat(outside).isCancelled();
        assertThat(failureOf(ofATask)).isInstanceOf(CancellationException.class).hasMessageContaining("Task-");
    }

    @Test
    void close_withAFutureThatIsDoneAndACallbackThatHasNotRun_passesItsValueOn() {
        Future<String> future = loop.createFuture();
        CompletableFuture<String> outside = future.toCompletableFuture();
        future.setResult("value");
        loop.close();

        assertThat(outside).isCompletedWithValue("value");
    }

    @Test
    void close_withACoroutineThatHasNotRun_failsItsFutureAndClosesIt() {
        Coroutine<Object> coroutine = Steps.of("late", x -> "value");
        CompletableFuture<Object> outside = Weft.runCoroutineThreadsafe(coroutine, loop);
        loop.close();

        assertThat(failureOf(outside)).isInstanceOf(CancellationException.class).hasMessageContaining("Weft.late");
        assertThat(coroutine.state()).isEqualTo(Coroutine.State.CLOSED);
        assertThatThrownBy(() -> Weft.runCoroutineThreadsafe(Steps.of("later", x -> "value"), loop))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void close_withCallbacksOfOtherThreadsThatHaveNotRun_reportsEachOnceButTheCancelled() {
        loop.setExceptionHandler((its, error) -> reports.add(error.message()));
        loop.callSoon(new Named("its own, as in asyncio"));
        loop.callSoonThreadsafe(new Named("first"));
        loop.callSoonThreadsafe(new Named("cancelled")).cancel();
        loop.callSoonThreadsafe(new Named("second"));
        loop.close();

        assertThat(reports)
                .containsExactly(
                        "callback first was dropped: the event loop was closed before it could run",
                        "callback second was dropped: the event loop was closed before it could run");
    }

    @Test
    void callSoonThreadsafe_racingWithClose_runsOrIsRefusedOrReportedOnce() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            AtomicInteger told = new AtomicInteger();
            EventLoop its = EventLoop.create();
            its.setExceptionHandler((closed, error) -> told.incrementAndGet());
            CountDownLatch start = new CountDownLatch(1);
            Thread other = new Thread(() -> {
                start.countDown();
                try {
                    its.callSoonThreadsafe(told::incrementAndGet);
                } catch (IllegalStateException refused) {
                    told.incrementAndGet();
                }
            });
            other.start();
            start.await();
            its.close();
            other.join();

            assertThat(told).as("round %d", round).hasValue(1);
        }
    }

    private record Named(String name) implements Runnable {
        @Override
        public void run() {
            throw new AssertionError(name + " must not run");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void toCompletableFuture_ofAPendingFutureOfAClosedLoop_hasFailed() {
        Future<String> future = loop.createFuture();
        loop.close();

        assertThat(future.toCompletableFuture()).isCancelled();
    }

    @Test
    void close_withAFailureThatAnotherThreadGets_doesNotReportItAsWell() {
        loop.setExceptionHandler((its, error) -> reports.add(error.message()));
        Future<String> future = loop.createFuture();
        CompletableFuture<String> outside = future.toCompletableFuture();
        future.setException(new IllegalStateException("lost"));
        loop.close();

        assertThat(outside).isCompletedExceptionally();
        assertThat(reports).isEmpty();
    }

    @Test
    void callbacks_whoseToStringThrows_areReportedAndTheLoopGoesOn() {
        loop.setExceptionHandler((its, error) -> reports.add(error.message()));
        loop.callSoon(new Unspeakable());
        loop.createFuture().addDoneCallback(future -> {});
        Future<String> done = loop.createFuture();
        done.addDoneCallback(new Unspeakable());
        done.setResult("value");
        loop.runOnce();
        loop.callSoonThreadsafe(new Unspeakable());
        CompletableFuture<Object> outside = Weft.runCoroutineThreadsafe(Steps.of("late", x -> "value"), loop);
        loop.close();

        assertThat(reports).hasSize(3).allMatch(report -> report.contains("whose toString throws"));
        assertThat(outside).isCancelled();
    }

    /** The exception itself: from JDK 23 on, join throws another one that wraps it. */
    private static @Nullable Throwable failureOf(CompletableFuture<?> stage) {
        return stage.handle((value, thrown) -> thrown).join();
    }

    private static final class Unspeakable implements Runnable, java.util.function.Consumer<Future<String>> {
        @Override
        public void run() {
            throw new IllegalStateException("run");
        }

        @Override
        public void accept(Future<String> future) {
            throw new IllegalStateException("accept");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("toString");
        }
    }
}
