package dev.weft.asyncio;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.CancelledError;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.InvalidStateException;
import dev.weft.LoopError;
import dev.weft.Runner;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;

/** Futures: their states, what they report, and the futures of other libraries. */
class FutureIT extends AsyncioCase {
    private static void assertThatItIsDone(Future<Object> future) {
        assertThat(future.isDone()).isTrue();
        assertThatThrownBy(() -> future.setResult("again")).isInstanceOf(InvalidStateException.class);
        assertThatThrownBy(() -> future.setException(new ArithmeticException()))
                .isInstanceOf(InvalidStateException.class);
        assertThat(future.cancel()).isFalse();
    }

    @Nested
    @PortOf("test_futures.BaseFutureTests")
    class State {
        @Ported("test_initial_state")
        void newFuture_isPendingAndCanBeCancelled() {
            run(() -> {
                Future<Object> future = newFuture();
                assertThat(future.isCancelled()).isFalse();
                assertThat(future.isDone()).isFalse();
                future.cancel();
                assertThat(future.isCancelled()).isTrue();
                return completed();
            });
        }

        @Ported("test_constructor_use_running_loop")
        void newFuture_belongsToItsLoop() {
            run(() -> {
                assertThat(newFuture().loop()).isSameAs(EventLoop.running());
                return completed();
            });
        }

        @Ported("test_constructor_without_loop")
        void futureOfAStage_outsideALoop_isRefused() {
            assertThatThrownBy(() -> Future.from(new CompletableFuture<String>()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no running event loop");
        }

        @Ported("test_cancel")
        void cancelledFuture_throwsTheErrorAndRefusesResults() {
            run(() -> {
                Future<Object> future = newFuture();
                assertThat(future.cancel()).isTrue();
                assertThat(future.isCancelled()).isTrue();
                assertThatThrownBy(future::result).isInstanceOf(CancelledError.class);
                assertThatThrownBy(future::exception).isInstanceOf(CancelledError.class);
                assertThatItIsDone(future);
                return completed();
            });
        }

        @Ported("test_future_cancel_message_getter")
        void cancelledFuture_throwsTheMessageOfTheCancel() {
            run(() -> {
                Future<Object> future = newFuture();
                future.cancel("my message");
                assertThat(await(failureOf(future)))
                        .isInstanceOf(CancelledError.class)
                        .hasMessage("my message");
                return completed();
            });
        }

        @Ported("test_result")
        void futureWithAResult_givesItAndRefusesAnother() {
            run(() -> {
                Future<Object> future = newFuture();
                assertThatThrownBy(future::result).isInstanceOf(InvalidStateException.class);
                future.setResult(42);
                assertThat(future.isCancelled()).isFalse();
                assertThat(future.result()).isEqualTo(42);
                assertThat(future.exception()).isNull();
                assertThatItIsDone(future);
                return completed();
            });
        }

        @Ported("test_exception")
        void futureWithAFailure_throwsItAndRefusesAnother() {
            run(() -> {
                Future<Object> future = newFuture();
                assertThatThrownBy(future::exception).isInstanceOf(InvalidStateException.class);
                IllegalArgumentException failure = new IllegalArgumentException();
                future.setException(failure);
                assertThat(future.isCancelled()).isFalse();
                assertThatThrownBy(future::result).isSameAs(failure);
                assertThat(future.exception()).isSameAs(failure);
                assertThatItIsDone(future);
                return completed();
            });
        }

        @Ported("test_yield_from_twice")
        void await_ofAFutureTwice_suspendsOnceOnly() {
            run(() -> {
                Future<Integer> future = newFuture();
                EventLoop.running().callSoon(() -> future.setResult(42));
                assertThat(await(future)).isEqualTo(42);
                EventLoop.running().callSoon(logs("a turn"));
                assertThat(await(future)).isEqualTo(42);
                assertThat(log).isEmpty();
                return completed();
            });
        }

        @Ported("test_future_stop_iteration_args")
        void await_ofADoneFuture_givesItsResultAtOnce() {
            run(() -> {
                Future<Object> future = newFuture();
                Object pair = List.of(1, 2);
                future.setResult(pair);
                assertThat(await(future)).isSameAs(pair);
                return completed();
            });
        }
    }

    @Nested
    @PortOf("test_futures2.FutureTests")
    class Traceback {
        @Ported("test_future_traceback")
        void await_ofAFailedTaskAgainAndAgain_throwsTheSameStackTrace() {
            run(() -> {
                var task = createTask(failsAfter(millis(0), new IllegalArgumentException("42")));
                StackTraceElement[] first = await(failureOf(task)).getStackTrace();
                for (int i = 0; i < 5; i++) {
                    assertThat(await(failureOf(task)).getStackTrace()).isEqualTo(first);
                }
                return completed();
            });
        }
    }

    /** Failures that nobody looks at. */
    @Nested
    @PortOf("test_futures.BaseFutureTests")
    class Report {
        private void leave(Consumer<Future<Object>> use) {
            run(() -> {
                use.accept(newFuture());
                return completed();
            });
        }

        @Ported("test_tb_logger_abandoned")
        void pendingFuture_thatIsAbandoned_isNotReported() {
            leave(future -> {});
            assertThat(reports()).isEmpty();
        }

        @Ported("test_tb_logger_not_called_after_cancel")
        void failure_whoseFutureIsCancelledAfterwards_isNotReported() {
            leave(future -> {
                future.setException(new IllegalStateException("boom"));
                future.cancel();
            });
            assertThat(reports()).isEmpty();
        }

        @Ported("test_tb_logger_result_unretrieved")
        void result_thatNobodyLooksAt_isNotReported() {
            leave(future -> future.setResult(42));
            assertThat(reports()).isEmpty();
        }

        @Ported("test_tb_logger_result_retrieved")
        void result_thatSomebodyLooksAt_isNotReported() {
            leave(future -> {
                future.setResult(42);
                assertThat(future.result()).isEqualTo(42);
            });
            assertThat(reports()).isEmpty();
        }

        @Ported({
            "test_tb_logger_exception_unretrieved",
            "test_future_exception_never_retrieved",
            "test_future_exception_never_retrieved_debug"
        })
        void failure_thatNobodyLooksAt_isReportedOnce() {
            IllegalStateException failure = new IllegalStateException("boom");
            leave(future -> future.setException(failure));
            assertThat(reports())
                    .singleElement()
                    .satisfies(report -> assertThat(report.message()).contains("never retrieved"))
                    .extracting(LoopError::exception)
                    .isSameAs(failure);
        }

        @Ported("test_tb_logger_exception_retrieved")
        void failure_thatIsAskedFor_isNotReported() {
            leave(future -> {
                future.setException(new IllegalStateException("boom"));
                assertThat(future.exception()).hasMessage("boom");
            });
            assertThat(reports()).isEmpty();
        }

        @Ported("test_tb_logger_exception_result_retrieved")
        void failure_thatResultThrows_isNotReported() {
            leave(future -> {
                future.setException(new IllegalStateException("boom"));
                assertThatThrownBy(future::result).hasMessage("boom");
            });
            assertThat(reports()).isEmpty();
        }
    }

    /** Futures of the JDK: asyncio wraps those of concurrent.futures. */
    @Nested
    @PortOf("test_futures.BaseFutureTests")
    class OfTheJdk {
        @Ported("test_wrap_future")
        void futureOfAStage_hasTheResultThatAnotherThreadGivesIt() {
            run(() -> {
                CompletableFuture<String> stage = CompletableFuture.supplyAsync(
                        () -> Thread.currentThread().getName());
                String thread = await(Future.from(stage));
                assertThat(thread).isNotEqualTo(Thread.currentThread().getName());
                return completed();
            });
        }

        @Ported("test_wrap_future_use_running_loop")
        void futureOfAStage_belongsToTheRunningLoop() {
            run(() -> {
                Future<String> future = Future.from(CompletableFuture.completedFuture("oi"));
                assertThat(future.loop()).isSameAs(EventLoop.running());
                assertThat(await(future)).isEqualTo("oi");
                return completed();
            });
        }

        @Ported("test_wrap_future_without_loop")
        void futureOfADoneStage_outsideALoop_isRefused() {
            assertThatThrownBy(() -> Future.from(CompletableFuture.completedFuture("oi")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no running event loop");
        }

        @Ported("test_wrap_future_cancel")
        void cancelOfTheFuture_cancelsTheStage() {
            run(() -> {
                CompletableFuture<String> stage = new CompletableFuture<>();
                Future<String> future = Future.from(stage);
                future.cancel();
                await(yieldNow());
                assertThat(stage.isCancelled()).isTrue();
                assertThat(future.isCancelled()).isTrue();
                return completed();
            });
        }

        @Ported("test_wrap_future_cancel2")
        void cancelOfTheFuture_whoseStageIsDoneAlready_leavesTheStagesResult() {
            run(() -> {
                CompletableFuture<Integer> stage = new CompletableFuture<>();
                Future<Integer> future = Future.from(stage);
                stage.complete(42);
                future.cancel();
                await(yieldNow());
                assertThat(stage.join()).isEqualTo(42);
                assertThat(future.isCancelled()).isTrue();
                return completed();
            });
        }

        @Ported("test_copy_state")
        void toCompletableFuture_hasTheResultTheFailureAndTheCancel() {
            run(() -> {
                Future<Integer> succeeds = newFuture();
                Future<Integer> fails = newFuture();
                Future<Integer> cancelled = newFuture();
                CompletableFuture<Integer> success = succeeds.toCompletableFuture();
                CompletableFuture<Integer> failure = fails.toCompletableFuture();
                CompletableFuture<Integer> cancel = cancelled.toCompletableFuture();
                succeeds.setResult(10);
                fails.setException(new IllegalStateException("boom"));
                cancelled.cancel();
                await(yieldNow());
                assertThat(success.join()).isEqualTo(10);
                assertThat(failure.<Throwable>handle((value, thrown) -> thrown).join())
                        .hasMessage("boom");
                assertThat(cancel.isCancelled()).isTrue();
                return completed();
            });
        }
    }

    @Nested
    @PortOf("test_futures.DuckTests")
    class Outside {
        @Ported("test_wrap_future")
        void future_madeBeforeTheLoopRuns_isAwaitedInIt() {
            try (Runner runner = runner()) {
                Future<String> future = runner.loop().createFuture();
                runner.loop().callSoon(() -> future.setResult("later"));
                assertThat(runner.run(async(() -> completed(await(future))))).isEqualTo("later");
            }
        }
    }
}
