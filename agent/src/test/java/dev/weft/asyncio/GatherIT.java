package dev.weft.asyncio;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.gatherSettled;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Awaitable;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Outcome;
import dev.weft.Runner;
import dev.weft.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** gather of futures and of coroutines. */
class GatherIT extends AsyncioCase {
    private static List<Future<Integer>> futures(int count) {
        List<Future<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            futures.add(newFuture());
        }
        return futures;
    }

    private static List<Awaitable<Integer>> inCoroutines(List<Future<Integer>> futures) {
        List<Awaitable<Integer>> coroutines = new ArrayList<>();
        for (Future<Integer> future : futures) {
            coroutines.add(async(() -> completed(await(future))));
        }
        return coroutines;
    }

    private <T> Future<T> logsItsEnd(Future<T> future) {
        future.addDoneCallback(done -> log.add("gathered"));
        return future;
    }

    private Coroutine<Void> succeeds(boolean wrapped) {
        return async(() -> {
            List<Future<Integer>> children = futures(3);
            Future<List<Integer>> gathered = logsItsEnd(gather(wrapped ? inCoroutines(children) : children));
            children.get(1).setResult(1);
            children.get(0).setResult(2);
            await(sleep(seconds(1)));
            assertThat(gathered.isDone()).isFalse();
            children.get(2).setResult(3);
            assertThat(await(gathered)).containsExactly(2, 1, 3);
            assertThat(log).containsExactly("gathered");
            return completed();
        });
    }

    private Coroutine<Void> settles(boolean wrapped) {
        return async(() -> {
            List<Future<Integer>> children = futures(4);
            ArithmeticException first = new ArithmeticException();
            IllegalStateException second = new IllegalStateException();
            Future<List<Outcome<Integer>>> gathered =
                    logsItsEnd(gatherSettled(wrapped ? inCoroutines(children) : children));
            children.get(1).setResult(1);
            children.get(2).setException(first);
            children.get(0).setResult(3);
            await(sleep(seconds(1)));
            assertThat(gathered.isDone()).isFalse();
            children.get(3).setException(second);
            assertThat(await(gathered))
                    .containsExactly(
                            new Outcome.Value<>(3),
                            new Outcome.Value<>(1),
                            new Outcome.Failure<>(first),
                            new Outcome.Failure<>(second));
            assertThat(log).containsExactly("gathered");
            return completed();
        });
    }

    private Coroutine<Void> failsOnce(boolean wrapped) {
        return async(() -> {
            List<Future<Integer>> children = futures(5);
            Future<List<Integer>> gathered = logsItsEnd(gather(wrapped ? inCoroutines(children) : children));
            ArithmeticException failure = new ArithmeticException();
            children.get(0).setResult(1);
            children.get(1).setException(failure);
            await(sleep(seconds(1)));
            assertThat(gathered.isDone()).isTrue();
            assertThat(gathered.exception()).isSameAs(failure);
            children.get(2).setResult(3);
            children.get(3).cancel();
            children.get(4).setException(new IllegalStateException());
            children.get(4).exception();
            await(sleep(seconds(1)));
            assertThat(log).containsExactly("gathered");
            return completed();
        });
    }

    @Nested
    @PortOf("test_tasks.GatherTestsBase")
    class Either {
        @Ported("test_success")
        void gather_ofFutures_givesResultsInTheOrderOfTheArguments() {
            run(() -> succeeds(false));
        }

        @Ported("test_success")
        void gather_ofCoroutines_givesResultsInTheOrderOfTheArguments() {
            run(() -> succeeds(true));
        }

        @Ported("test_result_exception_success")
        void gatherSettled_ofSuccesses_givesTheirValues() {
            run(() -> {
                assertThat(await(gatherSettled(List.of(sleep(seconds(2), 2), sleep(seconds(1), 1)))))
                        .containsExactly(new Outcome.Value<>(2), new Outcome.Value<>(1));
                return completed();
            });
        }

        @Ported("test_one_exception")
        void gather_ofFuturesOfWhichOneFails_failsWithThatOnce() {
            run(() -> failsOnce(false));
        }

        @Ported("test_one_exception")
        void gather_ofCoroutinesOfWhichOneFails_failsWithThatOnce() {
            run(() -> failsOnce(true));
        }

        @Ported("test_return_exceptions")
        void gatherSettled_ofFutures_givesFailuresInTheirPlaces() {
            run(() -> settles(false));
        }

        @Ported("test_return_exceptions")
        void gatherSettled_ofCoroutines_givesFailuresInTheirPlaces() {
            run(() -> settles(true));
        }
    }

    @Nested
    @PortOf("test_tasks.FutureGatherTests")
    class OfFutures {
        @Ported("test_constructor_empty_sequence_without_loop")
        void gather_ofNothingOutsideALoop_isRefused() {
            assertThatThrownBy(() -> gather(List.of()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no running event loop");
        }

        @Ported("test_constructor_empty_sequence_use_running_loop")
        void gather_ofNothing_isAnEmptyList() {
            run(() -> {
                Future<List<Object>> gathered = gather(List.of());
                assertThat(gathered.loop()).isSameAs(EventLoop.running());
                assertThat(await(gathered)).isEmpty();
                return completed();
            });
        }

        @Ported("test_constructor_heterogenous_futures")
        void gather_ofFuturesOfTwoLoops_isRefused() {
            try (EventLoop other = EventLoop.create()) {
                Future<Integer> foreign = other.createFuture();
                run(() -> {
                    Future<Integer> own = newFuture();
                    assertThatThrownBy(() -> gather(own, foreign)).isInstanceOf(IllegalArgumentException.class);
                    return completed();
                });
            }
        }

        @Ported("test_constructor_homogenous_futures")
        void gather_ofTheSameFuturesTwice_makesTwoThatBothWait() {
            run(() -> {
                List<Future<Integer>> children = futures(3);
                Future<List<Integer>> first = gather(children);
                Future<List<Integer>> second = gather(children);
                await(yieldNow());
                assertThat(first.isDone()).isFalse();
                children.forEach(child -> child.setResult(1));
                assertThat(await(first)).isEqualTo(await(second)).containsExactly(1, 1, 1);
                return completed();
            });
        }

        @Ported("test_one_cancellation")
        void gather_ofWhichOneIsCancelled_failsAndIsNotCancelledItself() {
            run(() -> {
                List<Future<Integer>> children = futures(5);
                Future<List<Integer>> gathered = logsItsEnd(gather(children));
                children.get(0).setResult(1);
                children.get(1).cancel();
                await(sleep(seconds(1)));
                assertThat(gathered.isDone()).isTrue();
                assertThat(gathered.isCancelled()).isFalse();
                assertThat(gathered.exception()).isInstanceOf(CancelledError.class);
                children.get(2).setResult(3);
                children.get(3).cancel();
                children.get(4).cancel();
                await(sleep(seconds(1)));
                assertThat(log).containsExactly("gathered");
                return completed();
            });
        }

        @Ported("test_result_exception_one_cancellation")
        void gatherSettled_ofWhichSomeAreCancelled_givesTheirErrorsInTheirPlaces() {
            run(() -> {
                List<Future<Integer>> children = futures(4);
                Future<List<Outcome<Integer>>> gathered = gatherSettled(children);
                ArithmeticException failure = new ArithmeticException();
                children.get(0).setResult(1);
                children.get(1).setException(failure);
                children.get(2).cancel();
                await(sleep(seconds(1)));
                assertThat(gathered.isDone()).isFalse();
                children.get(3).setResult(3);
                List<Outcome<Integer>> outcomes = await(gathered);
                assertThat(outcomes.get(0)).isEqualTo(new Outcome.Value<>(1));
                assertThat(outcomes.get(1)).isEqualTo(new Outcome.Failure<>(failure));
                assertThat(outcomes.get(2))
                        .isInstanceOfSatisfying(
                                Outcome.Failure.class,
                                cancelled -> assertThat(cancelled.exception()).isInstanceOf(CancelledError.class));
                assertThat(outcomes.get(3)).isEqualTo(new Outcome.Value<>(3));
                return completed();
            });
        }
    }

    @Nested
    @PortOf("test_tasks.CoroutineGatherTests")
    class OfCoroutines {
        @Ported("test_constructor_without_loop")
        void gather_ofCoroutinesOutsideALoop_isRefused() {
            Coroutine<String> first = async(() -> completed("abc"));
            Coroutine<String> second = async(() -> completed("abc"));
            assertThatThrownBy(() -> gather(first, second))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no running event loop");
            first.close();
            second.close();
        }

        @Ported("test_constructor_use_running_loop")
        void gather_ofCoroutines_belongsToTheRunningLoopAndOutlivesTheRun() {
            try (Runner runner = runner()) {
                Future<List<String>> gathered =
                        runner.run(async(() -> completed(gather(completed("abc"), completed("abc")))));
                assertThat(gathered.loop()).isSameAs(runner.loop());
                assertThat(runner.loop().runUntilComplete(gathered)).containsExactly("abc", "abc");
            }
        }

        @Ported("test_duplicate_coroutines")
        void gather_ofOneCoroutineSeveralTimes_runsItOnce() {
            run(() -> {
                Coroutine<String> coroutine = async(() -> {
                    log.add("runs");
                    return completed("abc");
                });
                assertThat(await(gather(coroutine, coroutine, completed("def"), coroutine)))
                        .containsExactly("abc", "abc", "def", "abc");
                assertThat(log).containsExactly("runs");
                return completed();
            });
        }

        @Ported("test_cancellation_broadcast")
        void cancelOfATask_thatAwaitsAGather_cancelsAllChildren() {
            run(() -> {
                Future<Integer> waiter = newFuture();
                Task<Integer> first = createTask(() -> completed(await(waiter)));
                Task<Integer> second = createTask(() -> completed(await(waiter)));
                Future<List<Integer>> gathered = gather(first, second);
                Task<List<Integer>> outer = createTask(() -> completed(await(gathered)));
                await(yieldNow());
                assertThat(outer.cancel()).isTrue();
                assertThat(await(failureOf(outer))).isInstanceOf(CancelledError.class);
                assertThat(gathered.cancel()).isFalse();
                assertThat(waiter.isCancelled()).isTrue();
                assertThat(List.of(first, second)).allMatch(Future::isCancelled);
                return completed();
            });
        }

        @Ported("test_exception_marking")
        void failuresOfAGather_behindTheFirst_areNotReported() {
            run(() -> {
                Task<List<Void>> outer = createTask(() -> completed(await(gather(
                        AsyncioCase.<Void>failsAfter(millis(1), new IllegalStateException("first")),
                        AsyncioCase.<Void>failsAfter(millis(2), new IllegalStateException("second"))))));
                await(sleep(millis(10)));
                assertThat(outer.exception()).hasMessage("first");
                return completed();
            });
            assertThat(reports()).isEmpty();
        }

        @Ported("test_issue46672")
        void gather_withANullArgument_isRefusedAndReportsNothing() {
            run(() -> {
                Coroutine<String> coroutine = async(() -> completed("abc"));
                assertThatThrownBy(() -> gather(coroutine, null)).isInstanceOf(NullPointerException.class);
                return completed();
            });
            assertThat(reports()).isEmpty();
        }
    }
}
