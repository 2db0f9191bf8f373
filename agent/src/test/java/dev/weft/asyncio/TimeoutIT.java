package dev.weft.asyncio;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.currentTask;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.taskGroup;
import static dev.weft.Weft.timeout;
import static dev.weft.Weft.yieldNow;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import dev.weft.Timeout;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Nested;

/** Timeouts: when they expire, what is thrown inside and outside, and how they nest. */
class TimeoutIT extends AsyncioCase {
    /** Deadlines, by a delay or a time, and what expires. */
    @Nested
    @PortOf("test_timeouts.TimeoutTests")
    class Deadline {
        @Ported("test_timeout_basic")
        void timeout_thatExpires_throwsATimeoutException() {
            run(() -> {
                Timeout timeout = Timeout.after(millis(10));
                assertThat(await(failureOf(timeout.run(t -> sleep(seconds(10))))))
                        .isInstanceOf(TimeoutException.class);
                assertThat(timeout.expired()).isTrue();
                assertThat(elapsed()).isEqualTo(millis(10));
                return completed();
            });
        }

        @Ported("test_timeout_at_basic")
        void timeout_atATime_expiresThen() {
            run(() -> {
                long deadline = EventLoop.running().time() + millis(10).toNanos();
                Timeout timeout = Timeout.at(deadline);
                assertThat(await(failureOf(timeout.run(t -> sleep(seconds(10))))))
                        .isInstanceOf(TimeoutException.class);
                assertThat(timeout.expired()).isTrue();
                assertThat(timeout.when()).hasValue(deadline);
                return completed();
            });
        }

        @Ported("test_timeout_not_called")
        void timeout_whoseBodyEndsInTime_doesNotExpire() {
            run(() -> {
                Timeout timeout = Timeout.after(seconds(10));
                String value = await(timeout.run(t -> sleep(millis(10), "done")));
                assertThat(value).isEqualTo("done");
                assertThat(timeout.expired()).isFalse();
                assertThat(timeout.when()).hasValue(seconds(10).toNanos());
                return completed();
            });
        }

        @Ported({"test_timeout_disabled", "test_timeout_at_disabled"})
        void timeout_withoutADeadline_neverExpires() {
            run(() -> {
                Timeout timeout = Timeout.none();
                await(timeout.run(t -> sleep(seconds(1000))));
                assertThat(timeout.expired()).isFalse();
                assertThat(timeout.when()).isEmpty();
                return completed();
            });
        }

        @Ported("test_timeout_zero")
        void timeout_ofZero_expiresAtTheFirstSleep() {
            run(() -> {
                await(sleep(seconds(1)));
                Timeout timeout = Timeout.after(ZERO);
                assertThat(await(failureOf(timeout.run(t -> sleep(seconds(10))))))
                        .isInstanceOf(TimeoutException.class);
                assertThat(timeout.when()).hasValue(seconds(1).toNanos());
                assertThat(elapsed()).isEqualTo(seconds(1));
                return completed();
            });
        }

        @Ported("test_timeout_zero_sleep_zero")
        void timeout_ofZero_expiresAtAYield() {
            run(() -> {
                Timeout timeout = Timeout.after(ZERO);
                assertThat(await(failureOf(timeout.run(t -> yieldNow())))).isInstanceOf(TimeoutException.class);
                assertThat(timeout.expired()).isTrue();
                return completed();
            });
        }

        @Ported("test_timeout_in_the_past_sleep_zero")
        void timeout_inThePast_expiresAtAYield() {
            run(() -> {
                Timeout timeout = Timeout.after(seconds(-11));
                assertThat(await(failureOf(timeout.run(t -> yieldNow())))).isInstanceOf(TimeoutException.class);
                assertThat(timeout.expired()).isTrue();
                assertThat(timeout.when()).hasValue(seconds(-11).toNanos());
                return completed();
            });
        }

        @Ported("test_waiter_cancelled")
        void bodyOfATimeout_thatExpires_isCancelled() {
            run(() -> {
                Throwable thrown = await(failureOf(timeout(millis(10), t -> logsCancel("body", seconds(10)))));
                assertThat(thrown).isInstanceOf(TimeoutException.class);
                assertThat(log).containsExactly("body cancelled");
                return completed();
            });
        }

        @Ported("test_outer_task_is_not_cancelled")
        void taskAroundATimeout_thatExpires_isNotCancelled() {
            run(() -> {
                Task<Throwable> task = createTask(failureOf(timeout(millis(1), t -> sleep(seconds(10)))));
                assertThat(await(task)).isInstanceOf(TimeoutException.class);
                assertThat(task.isCancelled()).isFalse();
                return completed();
            });
        }
    }

    /** Failures and cancels that are not the timeout's own. */
    @Nested
    @PortOf("test_timeouts.TimeoutTests")
    class ForeignFailure {
        @Ported("test_foreign_exception_passed")
        void failure_beforeTheDeadline_passesThrough() {
            run(() -> {
                Timeout timeout = Timeout.after(millis(10));
                IllegalArgumentException failure = new IllegalArgumentException();
                assertThat(await(failureOf(timeout.run(t -> {
                            throw failure;
                        }))))
                        .isSameAs(failure);
                assertThat(timeout.expired()).isFalse();
                return completed();
            });
        }

        @Ported("test_timeout_exception_context")
        void timeout_duringAFinally_isATimeoutExceptionWithItsCancelAsCause() {
            run(() -> {
                Throwable thrown = await(failureOf(timeout(millis(10), t -> {
                    try {
                        throw new ArithmeticException();
                    } finally {
                        await(sleep(seconds(1)));
                    }
                })));
                assertThat(thrown).isInstanceOf(TimeoutException.class).hasCauseInstanceOf(CancelledError.class);
                return completed();
            });
        }

        @Ported("test_foreign_exception_on_timeout")
        void failure_inTheCleanupOfATimeout_passesThrough() {
            run(() -> {
                ArithmeticException failure = new ArithmeticException();
                Timeout timeout = Timeout.after(millis(10));
                assertThat(await(failureOf(timeout.run(t -> failsInCleanup(seconds(1), failure)))))
                        .isSameAs(failure);
                assertThat(timeout.expired()).isTrue();
                return completed();
            });
        }

        private void fail(RuntimeException failure) {
            throw failure;
        }

        @Async
        Coroutine<Void> failsInNestedFinallys(RuntimeException last) {
            try {
                try {
                    throw new IllegalArgumentException();
                } finally {
                    await(sleep(seconds(1)));
                }
            } finally {
                fail(last);
            }
        }

        @Ported("test_foreign_exception_on_timeout_2")
        void failure_outOfNestedFinallys_isTheLastThrown() {
            run(() -> {
                ArithmeticException last = new ArithmeticException();
                assertThat(await(failureOf(timeout(millis(10), t -> failsInNestedFinallys(last)))))
                        .isSameAs(last);
                assertThat(elapsed()).isEqualTo(millis(10));
                return completed();
            });
        }

        @Ported("test_foreign_cancel_doesnt_timeout_if_not_expired")
        void cancel_beforeTheDeadline_isNoTimeout() {
            run(() -> {
                Timeout timeout = Timeout.after(seconds(10));
                Throwable thrown = await(failureOf(timeout.run(t -> {
                    currentTask().cancel();
                    await(sleep(seconds(10)));
                    return completed();
                })));
                assertThat(thrown).isInstanceOf(CancelledError.class);
                assertThat(timeout.expired()).isFalse();
                return completed();
            });
        }

        @Async
        Coroutine<Void> absorbsACancel() {
            currentTask().cancel();
            assertThat(await(failureOf(sleep(seconds(1))))).isInstanceOf(CancelledError.class);
            return completed();
        }

        @Ported("test_timeout_after_cancellation")
        void timeout_inATaskThatAbsorbedACancel_stillIsATimeout() {
            run(() -> {
                await(absorbsACancel());
                Throwable thrown = await(failureOf(timeout(ZERO, t -> sleep(seconds(1)))));
                assertThat(thrown).isInstanceOf(TimeoutException.class);
                return completed();
            });
        }

        @Ported("test_cancel_in_timeout_after_cancellation")
        void cancel_insideATimeoutOfATaskThatAbsorbedOne_isACancelledError() {
            run(() -> {
                await(absorbsACancel());
                Throwable thrown = await(failureOf(timeout(seconds(1), t -> {
                    currentTask().cancel();
                    return sleep(seconds(2));
                })));
                assertThat(thrown).isInstanceOf(CancelledError.class);
                return completed();
            });
        }

        @Ported("test_timeout_taskgroup")
        void timeoutAroundAGroup_whoseChildFailsInItsCleanup_throwsTheGroup() {
            run(() -> {
                Throwable thrown = await(failureOf(timeout(
                        millis(10),
                        t -> taskGroup(group -> {
                            group.createTask(failsInCleanup(seconds(2), new ArithmeticException()));
                            try {
                                throw new IllegalArgumentException();
                            } finally {
                                await(sleep(seconds(1)));
                            }
                        }))));
                assertThat(typesIn(thrown)).containsExactly(ArithmeticException.class);
                assertThat(elapsed()).isEqualTo(millis(10));
                return completed();
            });
        }
    }

    /** Timeouts inside timeouts. */
    @Nested
    @PortOf("test_timeouts.TimeoutTests")
    class Nesting {
        @Ported("test_nested_timeouts")
        void timeouts_ofOneDeadline_throwFromTheOuterOnly() {
            run(() -> {
                Timeout outer = Timeout.after(millis(10));
                Timeout inner = Timeout.after(millis(10));
                Throwable thrown = await(failureOf(outer.run(o -> {
                    Throwable inside = await(failureOf(inner.run(i -> sleep(seconds(10)))));
                    assertThat(inside).isInstanceOf(CancelledError.class);
                    log.add("inner cancelled");
                    throw (CancelledError) inside;
                })));
                assertThat(thrown).isInstanceOf(TimeoutException.class);
                assertThat(log).containsExactly("inner cancelled");
                assertThat(outer.expired()).isTrue();
                assertThat(inner.expired()).isTrue();
                return completed();
            });
        }

        @Async
        Coroutine<Void> computes(Duration time) {
            clock.advance(time);
            await(sleep(seconds(1)));
            return completed();
        }

        @Ported("test_nested_timeouts_concurrent")
        void innerTimeout_thatIsNotOver_passesTheOuterOnesCancelOn() {
            run(() -> {
                Throwable thrown = await(failureOf(timeout(millis(2), outer -> {
                    Throwable inside = await(failureOf(timeout(millis(100), inner -> computes(millis(10)))));
                    assertThat(inside).isInstanceOf(CancelledError.class);
                    throw (CancelledError) inside;
                })));
                assertThat(thrown).isInstanceOf(TimeoutException.class);
                return completed();
            });
        }

        @Ported("test_nested_timeouts_loop_busy")
        void outerTimeout_afterABusyInnerOne_stillInterrupts() {
            run(() -> {
                Throwable thrown = await(failureOf(timeout(millis(101), outer -> {
                    Throwable inside = await(failureOf(timeout(millis(10), inner -> computes(millis(100)))));
                    assertThat(inside).isInstanceOf(TimeoutException.class);
                    log.add("inner expired");
                    return sleep(seconds(10));
                })));
                assertThat(thrown).isInstanceOf(TimeoutException.class);
                assertThat(log).containsExactly("inner expired");
                assertThat(elapsed()).isEqualTo(millis(101));
                return completed();
            });
        }

        @Async
        Coroutine<Void> cleansUpWithATimeout() throws TimeoutException {
            try {
                await(sleep(seconds(1)));
            } finally {
                Throwable inside = await(failureOf(timeout(millis(10), t -> sleep(seconds(10)))));
                assertThat(inside).isInstanceOf(TimeoutException.class).hasCauseInstanceOf(CancelledError.class);
                log.add("cleanup expired");
            }
            return completed();
        }

        @Ported("test_nested_timeout_in_finally")
        void timeout_insideTheCleanupOfAnother_expiresForItself() {
            run(() -> {
                Throwable thrown = await(failureOf(timeout(millis(10), t -> cleansUpWithATimeout())));
                assertThat(thrown).isInstanceOf(TimeoutException.class).hasCauseInstanceOf(CancelledError.class);
                assertThat(log).containsExactly("cleanup expired");
                assertThat(elapsed()).isEqualTo(millis(20));
                return completed();
            });
        }
    }

    /** Changes of the deadline, and when they are refused. */
    @Nested
    @PortOf("test_timeouts.TimeoutTests")
    class Reschedule {
        @Ported("test_reschedule")
        void reschedule_ofARunningTimeout_movesOrRemovesItsDeadline() {
            run(() -> {
                Future<Timeout> started = newFuture();
                Task<Void> task = createTask(timeout(seconds(10), t -> {
                    started.setResult(t);
                    return sleep(seconds(50));
                }));
                Timeout timeout = await(started);
                assertThat(timeout.when()).hasValue(seconds(10).toNanos());
                timeout.rescheduleAt(seconds(30).toNanos());
                assertThat(timeout.when()).hasValue(seconds(30).toNanos());
                timeout.disable();
                assertThat(timeout.when()).isEmpty();
                task.cancel();
                assertThat(await(failureOf(task))).isInstanceOf(CancelledError.class);
                assertThat(timeout.expired()).isFalse();
                return completed();
            });
        }

        private void assertThatReschedulingIsRefused(Timeout timeout, String why) {
            assertThatThrownBy(() -> timeout.reschedule(millis(20)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(why);
        }

        @Ported("test_timeout_finished")
        void reschedule_ofAFinishedTimeout_isRefused() {
            run(() -> {
                Timeout timeout = Timeout.after(millis(10));
                await(timeout.run(t -> completed()));
                assertThatReschedulingIsRefused(timeout, "finished");
                return completed();
            });
        }

        @Ported("test_timeout_expired")
        void reschedule_ofAnExpiredTimeout_isRefused() {
            run(() -> {
                Timeout timeout = Timeout.after(millis(10));
                await(failureOf(timeout.run(t -> sleep(seconds(1)))));
                assertThatReschedulingIsRefused(timeout, "expired");
                return completed();
            });
        }

        @Ported("test_timeout_expiring")
        void reschedule_whileTheBodyCleansUp_isRefused() {
            run(() -> {
                Timeout timeout = Timeout.after(millis(10));
                await(timeout.run(t -> {
                    assertThat(await(failureOf(sleep(seconds(1))))).isInstanceOf(CancelledError.class);
                    assertThatReschedulingIsRefused(t, "expiring");
                    return completed();
                }));
                assertThat(timeout.expired()).isTrue();
                return completed();
            });
        }

        @Ported("test_timeout_not_entered")
        void reschedule_ofATimeoutThatHasNotBegun_isRefused() {
            run(() -> {
                assertThatReschedulingIsRefused(Timeout.after(millis(10)), "not");
                return completed();
            });
        }

        @Ported("test_timeout_already_entered")
        void timeout_thatRuns_isNotEnteredAgain() {
            run(() -> {
                Timeout timeout = Timeout.after(millis(10));
                await(timeout.run(t -> {
                    assertThat(await(failureOf(t.run(again -> completed()))))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("used");
                    return completed();
                }));
                return completed();
            });
        }

        @Ported("test_timeout_double_enter")
        void timeout_thatHasEnded_isNotEnteredAgain() {
            run(() -> {
                Timeout timeout = Timeout.after(millis(10));
                await(timeout.run(t -> completed()));
                assertThat(await(failureOf(timeout.run(again -> completed()))))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("used");
                return completed();
            });
        }
    }
}
