package dev.weft.asyncio;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.shield;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.waitFor;
import static dev.weft.Weft.yieldNow;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Nested;

/** waitFor: a result within a time, or a cancelled inner. */
class WaitForIT extends AsyncioCase {
    /** Python's {@code timeout=None}: so long that no test gets there. */
    private static final Duration FOREVER = Duration.ofDays(36_500);

    @Nested
    @PortOf("test_waitfor.AsyncioWaitForTest")
    class Inner {
        /** Works for 200 ms, whatever cancels it. */
        @Async
        Coroutine<Void> stubborn() {
            long end = EventLoop.running().time() + millis(200).toNanos();
            while (EventLoop.running().time() < end) {
                try {
                    await(sleep(Duration.ofNanos(end - EventLoop.running().time())));
                } catch (CancelledError e) {
                    log.add("ignored");
                }
            }
            log.add("exited");
            return completed();
        }

        @Ported("test_asyncio_wait_for_cancelled")
        void waitFor_thatIsCancelled_waitsForAnInnerThatIgnoresIt() {
            run(() -> {
                Task<Void> task = createTask(waitFor(stubborn(), millis(400)));
                await(yieldNow());
                task.cancel();
                await(task);
                assertThat(log).containsExactly("ignored", "exited");
                assertThat(elapsed()).isEqualTo(millis(200));
                return completed();
            });
        }

        @Ported("test_asyncio_wait_for_timeout")
        void waitFor_thatExpires_waitsForAnInnerThatIgnoresIt() {
            run(() -> {
                await(waitFor(stubborn(), millis(100)));
                assertThat(log).containsExactly("ignored", "exited");
                assertThat(elapsed()).isEqualTo(millis(200));
                return completed();
            });
        }

        @Ported("test_wait_for_timeout_less_then_0_or_0_future_done")
        void waitFor_ofADoneFutureWithNoTime_givesItsResult() {
            run(() -> {
                Future<String> future = newFuture();
                future.setResult("done");
                assertThat(await(waitFor(future, ZERO))).isEqualTo("done");
                return completed();
            });
        }

        @Ported("test_wait_for_timeout_less_then_0_or_0_coroutine_do_not_started")
        void waitFor_ofACoroutineWithNoTime_doesNotStartIt() {
            run(() -> {
                Coroutine<Boolean> coroutine = async(() -> completed(log.add("started")));
                assertThat(await(failureOf(waitFor(coroutine, ZERO)))).isInstanceOf(TimeoutException.class);
                assertThat(log).isEmpty();
                return completed();
            });
        }

        @Async
        Coroutine<Void> expiresAtOnce(Duration time) throws TimeoutException {
            Task<Void> task = createTask(logsCancel("inner", seconds(10)));
            await(yieldNow());
            assertThat(await(failureOf(waitFor(task, time)))).isInstanceOf(TimeoutException.class);
            assertThat(task.isCancelled()).isTrue();
            assertThat(log).containsExactly("inner cancelled");
            return completed();
        }

        @Ported("test_wait_for_timeout_less_then_0_or_0")
        void waitFor_ofARunningTaskWithNoTime_cancelsItAndWaits() {
            run(() -> expiresAtOnce(ZERO));
        }

        @Ported("test_wait_for_timeout_less_then_0_or_0")
        void waitFor_ofARunningTaskWithANegativeTime_cancelsItAndWaits() {
            run(() -> expiresAtOnce(seconds(-1)));
        }

        @Ported("test_wait_for")
        void waitFor_ofATaskThatIsTooSlow_cancelsIt() {
            run(() -> {
                Task<Void> task = createTask(logsCancel("inner", seconds(300)));
                assertThat(await(failureOf(waitFor(task, millis(100))))).isInstanceOf(TimeoutException.class);
                assertThat(task.isCancelled()).isTrue();
                assertThat(log).containsExactly("inner cancelled");
                return completed();
            });
        }

        @Ported("test_wait_for_blocking")
        void waitFor_withoutALimit_givesTheResult() {
            run(() -> {
                assertThat(await(waitFor(sleep(seconds(1000), "done"), FOREVER)))
                        .isEqualTo("done");
                return completed();
            });
        }

        @Ported("test_wait_for_race_condition")
        void waitFor_ofAFutureThatACallbackCompletes_givesTheResult() {
            run(() -> {
                Future<String> future = newFuture();
                Coroutine<String> waiting = waitFor(future, millis(200));
                EventLoop.running().callSoon(() -> future.setResult("ok"));
                assertThat(await(waiting)).isEqualTo("ok");
                return completed();
            });
        }

        @Async
        Coroutine<Integer> returnsInSpite(int value) {
            assertThat(await(failureOf(sleep(seconds(10))))).isInstanceOf(CancelledError.class);
            return completed(value);
        }

        @Ported("test_wait_for_cancellation_race_condition")
        void waitFor_whoseInnerReturnsInSpiteOfTheCancel_givesTheValue() {
            run(() -> {
                assertThat(await(waitFor(returnsInSpite(1), millis(10)))).isEqualTo(1);
                return completed();
            });
        }

        @Ported("test_wait_for_cancel_suppressed")
        void waitFor_whoseInnerTaskReturnsInSpiteOfTheCancel_givesTheValue() {
            run(() -> {
                assertThat(await(waitFor(createTask(returnsInSpite(42)), millis(100))))
                        .isEqualTo(42);
                return completed();
            });
        }

        @Async
        Coroutine<Void> cleansUpSlowly() {
            try {
                await(sleep(seconds(10)));
            } finally {
                await(sleep(millis(1)));
                log.add("cleaned up");
            }
            return completed();
        }

        @Ported("test_wait_for_waits_for_task_cancellation")
        void waitFor_thatExpires_waitsForTheCleanupOfTheTask() {
            run(() -> {
                Throwable thrown = await(failureOf(waitFor(createTask(cleansUpSlowly()), millis(1))));
                assertThat(thrown).isInstanceOf(TimeoutException.class).hasCauseInstanceOf(CancelledError.class);
                assertThat(log).containsExactly("cleaned up");
                assertThat(elapsed()).isEqualTo(millis(2));
                return completed();
            });
        }

        @Ported("test_wait_for_waits_for_task_cancellation_w_timeout_0")
        void waitFor_withNoTime_waitsForTheCleanupOfTheTask() {
            run(() -> {
                Task<Void> task = createTask(cleansUpSlowly());
                await(sleep(millis(1)));
                Throwable thrown = await(failureOf(waitFor(task, ZERO)));
                assertThat(thrown).isInstanceOf(TimeoutException.class).hasCauseInstanceOf(CancelledError.class);
                assertThat(log).containsExactly("cleaned up");
                return completed();
            });
        }

        @Ported("test_wait_for_reraises_exception_during_cancellation")
        void waitFor_whoseInnerFailsInItsCleanup_throwsThat() {
            run(() -> {
                NoSuchElementException failure = new NoSuchElementException();
                Task<Void> task = createTask(failsInCleanup(millis(200), failure));
                assertThat(await(failureOf(waitFor(task, millis(1))))).isSameAs(failure);
                return completed();
            });
        }

        @Async
        Coroutine<Void> cancelsWhoWaits(Duration limit) throws TimeoutException {
            Task<String> task = createTask(() -> completed(await(AsyncioCase.<String>newFuture())));
            Task<String> waiting = createTask(waitFor(task, limit));
            EventLoop.running().callSoon(waiting::cancel);
            assertThat(await(failureOf(waiting))).isInstanceOf(CancelledError.class);
            assertThat(task.isCancelled()).isTrue();
            return completed();
        }

        @Ported("test_cancel_blocking_wait_for")
        void cancel_ofAWaitForWithoutALimit_cancelsTheTask() {
            run(() -> cancelsWhoWaits(FOREVER));
        }

        @Ported("test_cancel_wait_for")
        void cancel_ofAWaitForWithALimit_cancelsTheTask() {
            run(() -> cancelsWhoWaits(seconds(60)));
        }

        @Ported("test_wait_for_issue86296")
        void cancel_inTheTurnInWhichTheInnerEnds_isNotLost() {
            run(() -> {
                Task<String> inner = createTask(() -> completed("done"));
                Task<Void> task = createTask(() -> {
                    await(waitFor(inner, seconds(100)));
                    await(sleep(seconds(1)));
                    log.add("not reached");
                    return completed();
                });
                await(yieldNow());
                task.cancel();
                assertThat(await(failureOf(task))).isInstanceOf(CancelledError.class);
                assertThat(await(inner)).isEqualTo("done");
                assertThat(log).isEmpty();
                return completed();
            });
        }
    }

    @Nested
    @PortOf("test_waitfor.WaitForShieldTests")
    class Shielded {
        @Ported("test_zero_timeout")
        void waitFor_ofAShieldWithNoTime_cancelsTheShieldOnly() {
            run(() -> {
                Task<String> task = createTask(sleep(millis(10), "done"));
                Future<String> shield = shield(task);
                assertThat(await(failureOf(waitFor(shield, ZERO)))).isInstanceOf(TimeoutException.class);
                assertThat(task.isDone()).isFalse();
                assertThat(shield.isCancelled()).isTrue();
                await(sleep(millis(100)));
                assertThat(task.result()).isEqualTo("done");
                return completed();
            });
        }

        @Ported("test_none_timeout")
        void waitFor_ofAShieldWithoutALimit_givesTheResult() {
            run(() -> {
                Task<String> task = createTask(sleep(millis(100), "done"));
                assertThat(await(waitFor(shield(task), FOREVER))).isEqualTo("done");
                assertThat(task.isDone()).isTrue();
                return completed();
            });
        }

        @Ported("test_shielded_timeout")
        void waitFor_ofAShieldThatIsTooSlow_leavesTheTaskRunning() {
            run(() -> {
                Task<String> task = createTask(sleep(millis(100), "done"));
                assertThat(await(failureOf(waitFor(shield(task), millis(10))))).isInstanceOf(TimeoutException.class);
                assertThat(task.isDone()).isFalse();
                assertThat(await(task)).isEqualTo("done");
                return completed();
            });
        }
    }
}
