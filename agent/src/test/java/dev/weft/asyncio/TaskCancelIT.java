package dev.weft.asyncio;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.currentTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.gatherSettled;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.waitUntil;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.ReturnWhen;
import dev.weft.Runner;
import dev.weft.Task;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Cancels of tasks: when they arrive, and what they reach. */
class TaskCancelIT extends AsyncioCase {
    @Async
    static Coroutine<Integer> awaits(Future<?> future) {
        await(future);
        return completed(12);
    }

    @Nested
    @PortOf("test_tasks.BaseTaskTests")
    class Request {
        @Ported("test_cancel")
        void cancel_ofASleepingTask_endsItWithACancelledError() {
            run(() -> {
                Task<Integer> task = createTask(sleep(seconds(10), 12));
                EventLoop.running().callSoon(task::cancel);
                assertThat(await(failureOf(task))).isInstanceOf(CancelledError.class);
                assertThat(task.isDone()).isTrue();
                assertThat(task.isCancelled()).isTrue();
                assertThat(task.cancel()).isFalse();
                assertThat(elapsed()).isZero();
                return completed();
            });
        }

        @Async
        static Coroutine<Void> yieldsTwice() {
            await(yieldNow());
            await(yieldNow());
            return completed();
        }

        @Ported("test_cancel_yield")
        void cancel_ofATaskThatYields_endsItWithACancelledError() {
            run(() -> {
                Task<Void> task = createTask(yieldsTwice());
                await(yieldNow());
                task.cancel();
                assertThat(await(failureOf(task))).isInstanceOf(CancelledError.class);
                assertThat(task.isCancelled()).isTrue();
                assertThat(task.cancel()).isFalse();
                return completed();
            });
        }

        @Ported("test_cancel_current_task")
        void cancel_ofTheTaskItself_cancelsItsNextSleepAtOnce() {
            run(() -> {
                Task<Void> task = createTask(() -> {
                    currentTask().cancel();
                    log.add("goes on");
                    await(sleep(seconds(100)));
                    log.add("not reached");
                    return completed();
                });
                assertThat(await(failureOf(task))).isInstanceOf(CancelledError.class);
                assertThat(log).containsExactly("goes on");
                assertThat(elapsed()).isZero();
                return completed();
            });
        }

        @Ported("test_cancel_at_end")
        void cancel_ofTheTaskItselfBeforeItsReturn_losesTheValue() {
            run(() -> {
                Task<Integer> task = createTask(() -> {
                    currentTask().cancel();
                    return completed(12);
                });
                assertThat(await(failureOf(task))).isInstanceOf(CancelledError.class);
                assertThat(task.isCancelled()).isTrue();
                assertThat(task.cancel()).isFalse();
                return completed();
            });
        }

        @Ported("test_cancel_awaited_task")
        void cancel_ofTheTaskItself_reachesTheTaskThatItAwaitsNext() {
            run(() -> {
                Future<Integer> future = newFuture();
                Task<Integer> nested = createTask(awaits(future));
                Task<Integer> task = createTask(() -> {
                    await(yieldNow());
                    currentTask().cancel();
                    return completed(await(nested));
                });
                assertThat(await(failureOf(task))).isInstanceOf(CancelledError.class);
                assertThat(List.of(task, nested)).allMatch(Future::isCancelled);
                assertThat(future.isCancelled()).isTrue();
                return completed();
            });
        }

        @Ported("test_task_cancel_sleeping_task")
        void cancel_byATimer_arrivesAtItsTime() {
            run(() -> {
                Task<Void> sleeper = createTask(sleep(seconds(5000)));
                EventLoop.running().callLater(millis(100), sleeper::cancel);
                assertThat(await(failureOf(sleeper))).isInstanceOf(CancelledError.class);
                assertThat(elapsed()).isEqualTo(millis(100));
                return completed();
            });
        }

        @Ported("test_sleep_cancel")
        void cancel_ofASleep_removesItsTimer() {
            run(() -> {
                Task<String> task = createTask(sleep(seconds(10), "yeah"));
                await(yieldNow());
                task.cancel();
                await(yieldNow());
                assertThat(task.isCancelled()).isTrue();
                return completed();
            });
            assertThat(elapsed()).isZero();
        }
    }

    @Nested
    @PortOf("test_tasks.BaseTaskTests")
    class Message {
        @Ported("test_task_cancel_message_getter")
        void cancelWithAMessage_beforeTheFirstStep_isThatOfTheError() {
            run(() -> {
                Task<Void> task = createTask(yieldNow());
                task.cancel("my message");
                assertThat(await(failureOf(task)))
                        .isInstanceOf(CancelledError.class)
                        .hasMessage("my message");
                return completed();
            });
        }

        @Async
        Coroutine<Task<Void>> cancelledWith(String message) {
            Task<Void> task = createTask(sleep(seconds(10)));
            await(yieldNow());
            task.cancel(message);
            await(waitUntil(ReturnWhen.ALL_COMPLETED, List.of(task)));
            return completed(task);
        }

        @Ported("test_cancel_with_message_then_future_result")
        void result_ofATaskCancelledWithAMessage_throwsIt() {
            run(() -> {
                Task<Void> task = await(cancelledWith("my message"));
                assertThatThrownBy(task::result)
                        .isInstanceOf(CancelledError.class)
                        .hasMessage("my message");
                return completed();
            });
        }

        @Ported("test_cancel_with_message_then_future_exception")
        void exception_ofATaskCancelledWithAMessage_throwsIt() {
            run(() -> {
                Task<Void> task = await(cancelledWith("my message"));
                assertThatThrownBy(task::exception)
                        .isInstanceOf(CancelledError.class)
                        .hasMessage("my message");
                return completed();
            });
        }

        @Ported({"test_cancel_with_message_then_future_result", "test_cancel_with_message_then_future_exception"})
        void result_ofATaskCancelledWithoutAMessage_throwsAnErrorWithoutOne() {
            run(() -> {
                Task<Void> task = await(cancelledWith(null));
                assertThatThrownBy(task::result)
                        .isInstanceOf(CancelledError.class)
                        .hasMessage(null);
                assertThatThrownBy(task::exception)
                        .isInstanceOf(CancelledError.class)
                        .hasMessage(null);
                return completed();
            });
        }

        @Ported("test_cancel_with_message_before_starting_task")
        void exception_ofATaskCancelledBeforeItsFirstStep_hasTheMessage() {
            run(() -> {
                Task<Void> task = createTask(sleep(seconds(10)));
                task.cancel("my message");
                await(waitUntil(ReturnWhen.ALL_COMPLETED, List.of(task)));
                assertThatThrownBy(task::exception)
                        .isInstanceOf(CancelledError.class)
                        .hasMessage("my message");
                return completed();
            });
        }

        @Ported("test_cancellation_exception_context")
        void cancelWithAMessage_throughAnAwaitedTask_keepsTheMessage() {
            run(() -> {
                Future<Void> started = newFuture();
                Task<Void> inner = createTask(() -> {
                    started.setResult(null);
                    return sleep(seconds(10));
                });
                await(started);
                EventLoop.running().callSoon(() -> inner.cancel("msg"));
                assertThat(await(failureOf(inner)))
                        .isInstanceOf(CancelledError.class)
                        .hasMessage("msg");
                return completed();
            });
        }

        @Async
        static Coroutine<Void> gathersForever() {
            while (true) {
                await(gatherSettled(List.of(sleep(millis(50)))));
            }
        }

        @Ported("test_cancel_gather_2")
        void cancelWithAMessage_throughAGather_keepsTheMessage() {
            run(() -> {
                Task<Void> task = createTask(gathersForever());
                await(sleep(millis(210)));
                task.cancel("my message");
                assertThat(await(failureOf(task)))
                        .isInstanceOf(CancelledError.class)
                        .hasMessage("my message");
                return completed();
            });
        }
    }

    @Nested
    @PortOf("test_tasks.BaseTaskTests")
    class Reach {
        @Ported("test_cancel_inner_future")
        void cancelOfAFuture_thatATaskAwaits_cancelsTheTask() {
            run(() -> {
                Future<Void> future = newFuture();
                Task<Integer> task = createTask(awaits(future));
                await(yieldNow());
                future.cancel();
                assertThat(await(failureOf(task))).isInstanceOf(CancelledError.class);
                assertThat(task.isCancelled()).isTrue();
                return completed();
            });
        }

        @Ported("test_cancel_both_task_and_inner_future")
        void cancelOfATaskAndOfItsFuture_cancelsBoth() {
            run(() -> {
                Future<Void> future = newFuture();
                Task<Integer> task = createTask(awaits(future));
                await(yieldNow());
                future.cancel();
                task.cancel();
                assertThat(await(failureOf(task))).isInstanceOf(CancelledError.class);
                assertThat(future.isCancelled()).isTrue();
                assertThat(task.isCancelled()).isTrue();
                return completed();
            });
        }

        @Ported("test_task_cancel_waiter_future")
        void cancelOfATask_cancelsTheFutureThatItAwaitsAtOnce() {
            run(() -> {
                Future<Void> future = newFuture();
                Task<Integer> task = createTask(awaits(future));
                await(yieldNow());
                task.cancel();
                assertThat(future.isCancelled()).isTrue();
                assertThat(await(failureOf(task))).isInstanceOf(CancelledError.class);
                return completed();
            });
        }

        @Async
        Coroutine<Integer> catches(Future<Void> first, Future<Void> second, Future<Integer> third) {
            await(first);
            try {
                await(second);
            } catch (CancelledError e) {
                log.add("caught");
            }
            return completed(await(third));
        }

        @Ported("test_cancel_task_catching")
        void cancelOfATask_thatCatchesIt_isNotSeenInItsResult() {
            run(() -> {
                Future<Void> first = newFuture();
                Future<Void> second = newFuture();
                Future<Integer> third = newFuture();
                third.setResult(42);
                Task<Integer> task = createTask(catches(first, second, third));
                await(yieldNow());
                first.setResult(null);
                await(yieldNow());
                task.cancel();
                assertThat(second.isCancelled()).isTrue();
                assertThat(await(task)).isEqualTo(42);
                assertThat(task.isCancelled()).isFalse();
                assertThat(log).containsExactly("caught");
                return completed();
            });
        }

        @Ported("test_cancel_task_ignoring")
        void cancelOfATask_thatIgnoresIt_leavesItsLaterAwaitsAlone() {
            run(() -> {
                Future<Void> first = newFuture();
                Future<Void> second = newFuture();
                Future<Integer> third = newFuture();
                Task<Integer> task = createTask(catches(first, second, third));
                await(yieldNow());
                first.setResult(null);
                await(yieldNow());
                task.cancel();
                await(yieldNow());
                third.setResult(42);
                assertThat(await(task)).isEqualTo(42);
                assertThat(third.isCancelled()).isFalse();
                assertThat(task.isCancelled()).isFalse();
                return completed();
            });
        }

        @Async
        Coroutine<Void> absorbsInside(Future<Void> waiter) {
            assertThat(await(failureOf(async(() -> {
                        await(waiter);
                        log.add("not reached");
                        return completed();
                    }))))
                    .isInstanceOf(CancelledError.class);
            log.add("absorbed");
            return completed();
        }

        @Ported("test_yield_future_passes_cancel")
        void cancelOfATask_throughAnInnerCoroutine_reachesItsFuture() {
            run(() -> {
                Future<Void> waiter = newFuture();
                Task<Void> task = createTask(absorbsInside(waiter));
                await(yieldNow());
                task.cancel();
                await(task);
                assertThat(log).containsExactly("absorbed");
                assertThat(waiter.isCancelled()).isTrue();
                return completed();
            });
        }

        @Ported("test_yield_wait_does_not_shield_cancel")
        void cancelOfATask_inWaitUntil_leavesTheInnerTaskRunning() {
            run(() -> {
                Future<Void> waiter = newFuture();
                Task<Integer> inner = createTask(awaits(waiter));
                Task<?> outer = createTask(() -> waitUntil(ReturnWhen.ALL_COMPLETED, List.of(inner)));
                await(yieldNow());
                outer.cancel();
                assertThat(await(failureOf(outer))).isInstanceOf(CancelledError.class);
                waiter.setResult(null);
                assertThat(await(inner)).isEqualTo(12);
                return completed();
            });
        }

        @Ported("test_cancel_gather_1")
        void cancelOfAGather_whoseChildrenAreDone_isRefused() {
            run(() -> {
                Future<Integer> future = newFuture();
                Future<List<Integer>> gathered = gather(List.of(async(() -> completed(await(future)))));
                await(yieldNow());
                future.addDoneCallback(done -> log.add("cancel: " + gathered.cancel()));
                future.setResult(42);
                assertThat(await(gathered)).containsExactly(42);
                assertThat(gathered.isCancelled()).isFalse();
                assertThat(log).containsExactly("cancel: false");
                return completed();
            });
        }

        @Async
        static Coroutine<Void> failsFatallyWhenCancelled(InternalError fatal) {
            try {
                await(sleep(seconds(10)));
            } catch (CancelledError e) {
                throw fatal;
            }
            return completed();
        }

        @Ported("test_baseexception_during_cancel")
        void fatalError_duringACancel_leavesTheLoopAndIsTheTasksFailure() {
            InternalError fatal = new InternalError("fatal");
            try (Runner runner = runner()) {
                EventLoop loop = runner.loop();
                Task<Void> task = loop.createTask(failsFatallyWhenCancelled(fatal));
                loop.runUntilComplete(yieldNow());
                task.cancel();
                assertThat(task.isDone()).isFalse();
                assertThatThrownBy(() -> loop.runUntilComplete(yieldNow())).isSameAs(fatal);
                assertThat(task.isDone()).isTrue();
                assertThat(task.isCancelled()).isFalse();
                assertThat(task.exception()).isSameAs(fatal);
            }
        }
    }
}
