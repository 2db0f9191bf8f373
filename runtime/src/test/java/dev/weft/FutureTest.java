package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // a step returns what is to be awaited
class FutureTest {

    private final TestLoop test = new TestLoop();
    private final EventLoop loop = test.loop();
    private final Future<String> future = loop.createFuture();
    private final List<Object> log = new ArrayList<>();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void setResult_withCallbacks_runsThemInTheNextTurnInOrder() {
        future.addDoneCallback(done -> log.add("a " + done.result()));
        future.addDoneCallback(done -> log.add("b"));
        future.addDoneCallback(done -> log.add("c"));
        future.setResult("x");
        assertThat(log).isEmpty();
        test.turn();

        assertThat(log).containsExactly("a x", "b", "c");
    }

    @Test
    void addDoneCallback_toADoneFuture_runsInTheNextTurn() {
        future.setResult("x");
        future.addDoneCallback(done -> log.add("a"));
        assertThat(log).isEmpty();
        test.turn();

        assertThat(log).containsExactly("a");
    }

    @Test
    void removeDoneCallback_ofOneAddedTwice_removesBoth() {
        Consumer<Future<String>> callback = done -> log.add("a");
        future.addDoneCallback(callback);
        future.addDoneCallback(done -> log.add("b"));
        future.addDoneCallback(callback);
        assertThat(future.removeDoneCallback(callback)).isEqualTo(2);
        assertThat(future.removeDoneCallback(callback)).isZero();
        future.setResult("x");
        test.turn();

        assertThat(log).containsExactly("b");
    }

    @Test
    void callback_thatThrows_isReportedAndTheOthersRun() {
        List<LoopError> errors = new ArrayList<>();
        loop.setExceptionHandler((where, error) -> errors.add(error));
        IllegalStateException failure = new IllegalStateException("x");
        future.addDoneCallback(done -> {
            throw failure;
        });
        future.addDoneCallback(done -> log.add("b"));
        future.setResult("x");
        test.turn();

        assertThat(log).containsExactly("b");
        assertThat(errors).extracting(LoopError::exception).containsExactly(failure);
    }

    @Test
    void result_ofAPendingFuture_isRefused() {
        assertThatThrownBy(future::result).isInstanceOf(InvalidStateException.class);
        assertThatThrownBy(future::exception).isInstanceOf(InvalidStateException.class);
    }

    @Test
    void setResult_twiceOrAfterACancel_isRefused() {
        future.setResult("x");
        assertThatThrownBy(() -> future.setResult("y")).isInstanceOf(InvalidStateException.class);
        assertThat(future.cancel()).isFalse();

        Future<String> cancelled = loop.createFuture();
        assertThat(cancelled.cancel("why")).isTrue();
        assertThatThrownBy(() -> cancelled.setException(new Exception())).isInstanceOf(InvalidStateException.class);
        assertThatThrownBy(cancelled::result).isInstanceOf(CancelledError.class).hasMessage("why");
        assertThatThrownBy(cancelled::exception).isInstanceOf(CancelledError.class);
    }

    @Test
    void failure_thatNobodyLooksAt_isReportedOnceWhenTheLoopCloses() {
        List<LoopError> errors = new ArrayList<>();
        loop.setExceptionHandler((where, error) -> errors.add(error));
        Exception unseen = new Exception("unseen");
        Future<String> seen = loop.createFuture();
        future.setException(unseen);
        seen.setException(new Exception("seen"));
        assertThat(seen.exception()).hasMessage("seen");
        assertThat(errors).isEmpty();
        test.close();
        test.close();

        assertThat(errors).extracting(LoopError::exception).containsExactly(unseen);
    }

    @Test
    void setResult_onAnotherThread_isRefused() {
        test.run(Steps.of(
                "main",
                x -> Weft.toThread(() -> {
                    assertThatThrownBy(() -> future.setResult("x"))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("callSoonThreadsafe");
                })));

        assertThat(future.isDone()).isFalse();
    }

    @Test
    void toCompletableFuture_ofAFuture_passesResultAndCancellation() {
        CompletableFuture<String> outside = future.toCompletableFuture();
        future.setResult("x");
        test.turn();
        assertThat(outside).isCompletedWithValue("x");

        Future<String> other = loop.createFuture();
        other.toCompletableFuture().cancel(true);
        test.turn();
        assertThat(other.isCancelled()).isTrue();

        Future<String> third = loop.createFuture();
        CompletableFuture<String> thirdOutside = third.toCompletableFuture();
        third.cancel();
        test.turn();
        assertThat(thirdOutside).isCancelled();
    }

    @Test
    void await_ofAStage_givesItsValueOrItsOwnFailure() {
        Exception failure = new Exception("x");
        test.run(Steps.of("main", x -> CompletableFuture.completedFuture("value"), log::add));
        test.run(Steps.of("main", x -> CompletableFuture.failedFuture(new CompletionException(failure)))
                .rescuedBy(log::add));
        test.run(Steps.of("main", x -> CompletableFuture.supplyAsync(() -> "later"), log::add));

        assertThat(log).containsExactly("value", failure, "later");
    }

    @Test
    void await_ofAMinimalStage_givesItsValue() {
        CompletableFuture<String> outside = new CompletableFuture<>();
        loop.callSoon(() -> loop.callSoon(() -> outside.complete("later")));
        test.run(Steps.of(
                "main",
                x -> outside.minimalCompletionStage(),
                log::add,
                x -> outside.minimalCompletionStage(),
                log::add));

        assertThat(log).containsExactly("later", "later");
    }

    @Test
    void await_ofACancelledStage_throwsCancelledError() {
        CompletableFuture<String> outside = new CompletableFuture<>();
        outside.cancel(true);
        test.run(Steps.of("main", x -> outside).rescuedBy(thrown -> log.add(thrown.getClass())));
        test.run(Steps.of("main", x -> outside.thenApply(v -> v)).rescuedBy(thrown -> log.add(thrown.getClass())));

        assertThat(log).containsExactly(CancelledError.class, CancelledError.class);
    }

    @Test
    void cancel_ofATaskThatAwaitsAStage_cancelsTheStage() {
        CompletableFuture<String> outside = new CompletableFuture<>();
        Task<?> task = loop.createTask(Steps.of("body", x -> outside));
        test.turn();
        task.cancel();

        assertThat(outside).isCancelled();
        test.turn();
        assertThat(task.isCancelled()).isTrue();
        assertThatThrownBy(outside::join).isInstanceOf(CancellationException.class);
    }

    @Test
    void failure_ofATaskThatNobodyLooksAt_isReportedByTheNameItHasThen() {
        List<String> reports = new ArrayList<>();
        try (TestLoop other = new TestLoop()) {
            other.loop().setExceptionHandler((failing, error) -> reports.add(error.message()));
            Task<Object> task = other.loop().createTask(Steps.of("failing", x -> {
                throw new IllegalStateException("lost");
            }));
            other.turn();
            task.setName("renamed");
        }

        assertThat(reports).containsExactly("Task exception was never retrieved: renamed (Weft.failing) failed");
    }

    @Test
    void cancel_ofAStageWhoseCancelThrows_isReportedAndGoesOn() {
        List<LoopError> reports = new ArrayList<>();
        test.loop().setExceptionHandler((failing, error) -> reports.add(error));
        CompletableFuture<String> stubborn = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                throw new UnsupportedOperationException("not this one");
            }
        };
        Coroutine<Object> main = Weft.taskGroup(group -> {
            group.createTask(Steps.of("waiting", x -> stubborn));
            return Steps.of("failing", x -> Weft.yieldNow(), x -> {
                throw new IllegalStateException("lost");
            });
        });

        assertThatThrownBy(() -> test.run(main)).isInstanceOf(ExceptionGroup.class);
        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.exception()).hasMessage("not this one"));
    }

    @Test
    void waitFor_aStageWhoseCancelThrows_timesOut() throws Exception {
        List<LoopError> reports = new ArrayList<>();
        test.loop().setExceptionHandler((failing, error) -> reports.add(error));
        CompletableFuture<String> stubborn = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                throw new UnsupportedOperationException("not this one");
            }
        };
        Coroutine<Object> main = Weft.waitFor(Steps.of("waiting", x -> stubborn), Duration.ofMillis(50));

        assertThatThrownBy(() -> test.run(main)).isInstanceOf(TimeoutException.class);
        assertThat(reports).hasSize(1);
    }
}
