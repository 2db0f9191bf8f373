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

/** Futures: their states, what they report, their callbacks, and the futures of other libraries. */
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

    @Nested
    @PortOf("test_futures.BaseFutureDoneCallbackTests")
    class Callbacks {
        private final Consumer<Future<Object>> first = logging("first");
        private final Consumer<Future<Object>> second = logging("second");
        private final Consumer<Future<Object>> third = logging("third");

        private Consumer<Future<Object>> logging(String name) {
            return future -> log.add(name);
        }

        /** Adds the three callbacks, changes that, and sets a result; gives who ran. */
        private void completing(Consumer<Future<Object>> change) {
            run(() -> {
                Future<Object> future = newFuture();
                future.addDoneCallback(first);
                future.addDoneCallback(second);
                future.addDoneCallback(third);
                change.accept(future);
                assertThat(log).isEmpty();
                future.setResult("foo");
                assertThat(log).isEmpty();
                await(yieldNow());
                assertThat(future.result()).isEqualTo("foo");
                return completed();
            });
        }

        @Ported("test_callbacks_remove_first_callback")
        void firstCallback_thatIsRemovedTwice_doesNotRun() {
            completing(future -> {
                future.removeDoneCallback(first);
                future.removeDoneCallback(first);
            });
            assertThat(log).containsExactly("second", "third");
        }

        @Ported("test_callbacks_remove_first_and_second_callback")
        void twoCallbacks_thatAreRemoved_leaveTheThird() {
            completing(future -> {
                future.removeDoneCallback(first);
                future.removeDoneCallback(second);
                future.removeDoneCallback(first);
            });
            assertThat(log).containsExactly("third");
        }

        @Ported("test_callbacks_remove_third_callback")
        void lastCallback_thatIsRemoved_leavesTheOthers() {
            completing(future -> {
                future.removeDoneCallback(third);
                future.removeDoneCallback(third);
            });
            assertThat(log).containsExactly("first", "second");
        }

        @Ported("test_callbacks_invoked_on_set_result")
        void callbacks_runInTheOrderInWhichTheyWereAdded() {
            completing(future -> {});
            assertThat(log).containsExactly("first", "second", "third");
        }

        @Ported("test_callbacks_invoked_on_set_exception")
        void callbacks_ofAFailedFuture_runToo() {
            run(() -> {
                Future<Object> future = newFuture();
                future.addDoneCallback(first);
                IllegalStateException failure = new IllegalStateException();
                future.setException(failure);
                await(yieldNow());
                assertThat(log).containsExactly("first");
                assertThat(future.exception()).isSameAs(failure);
                return completed();
            });
        }

        @Ported("test_remove_done_callback")
        void removeDoneCallback_removesAllOfOneAndCountsThem() {
            completing(future -> {
                assertThat(future.removeDoneCallback(third)).isEqualTo(1);
                assertThat(future.removeDoneCallback(third)).isZero();
                for (int i = 0; i < 5; i++) {
                    future.addDoneCallback(first);
                }
                assertThat(future.removeDoneCallback(first)).isEqualTo(6);
            });
            assertThat(log).containsExactly("second");
        }

        /** A callback whose equals does something, once, to the callbacks that it is among. */
        private final class Meddler implements Consumer<Future<Object>> {
            private final Runnable meddling;
            private boolean hasMeddled;

            Meddler(Runnable meddling) {
                this.meddling = meddling;
            }

            @Override
            public void accept(Future<Object> future) {
                log.add("meddler");
            }

            @Override
            public boolean equals(Object other) {
                if (!hasMeddled) {
                    hasMeddled = true;
                    meddling.run();
                }
                return this == other;
            }

            @Override
            public int hashCode() {
                return 1;
            }
        }

        @Ported("test_remove_done_callbacks_list_mutation")
        void callback_whoseEqualsRemovesAnotherOne_keepsTheRestInOrder() {
            completing(future -> {
                future.addDoneCallback(new Meddler(() -> future.removeDoneCallback(second)));
                assertThat(future.removeDoneCallback(third)).isEqualTo(1);
            });
            assertThat(log).containsExactly("first", "meddler");
        }

        @Ported("test_remove_done_callbacks_list_clear")
        void callback_whoseEqualsRemovesAllOthers_isLeftAlone() {
            completing(future -> {
                future.addDoneCallback(new Meddler(() -> {
                    future.removeDoneCallback(first);
                    future.removeDoneCallback(second);
                    future.removeDoneCallback(third);
                }));
                assertThat(future.removeDoneCallback(third)).isZero();
            });
            assertThat(log).containsExactly("meddler");
        }

        @Ported("test_schedule_callbacks_list_mutation_2")
        void callback_whoseEqualsAddsAnotherOne_keepsAllInOrder() {
            completing(future -> {
                future.addDoneCallback(new Meddler(() -> future.addDoneCallback(first)));
                assertThat(future.removeDoneCallback(third)).isEqualTo(1);
            });
            assertThat(log).containsExactly("first", "second", "meddler", "first");
        }

        @Ported("test_schedule_callbacks_list_mutation_2")
        void onlyCallback_whoseEqualsAddsAnotherOne_losesNone() {
            run(() -> {
                Future<Object> future = newFuture();
                Meddler only = new Meddler(() -> future.addDoneCallback(first));
                future.addDoneCallback(only);
                assertThat(future.removeDoneCallback(only)).isEqualTo(1);
                future.setResult("foo");
                await(yieldNow());
                return completed();
            });
            assertThat(log).containsExactly("first");
        }

        @Ported("test_schedule_callbacks_list_mutation_1")
        void callback_thatRemovesALaterOne_isTooLate() {
            run(() -> {
                Future<Object> future = newFuture();
                future.addDoneCallback(done -> log.add("removed " + done.removeDoneCallback(second)));
                future.addDoneCallback(second);
                future.addDoneCallback(second);
                future.setResult(1);
                await(yieldNow());
                assertThat(log).containsExactly("removed 0", "second", "second");
                return completed();
            });
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
