package dev.weft.asyncio;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Handle;
import dev.weft.Runner;
import dev.weft.Task;
import dev.weft.TaskOptions;
import dev.weft.TimerHandle;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** The event loop: callbacks, timers, runs, stops, and what a closed one refuses. */
class EventLoopIT extends AsyncioCase {
    private Runner runner;
    private EventLoop loop;

    @BeforeEach
    void createLoop() {
        runner = runner();
        loop = runner.loop();
    }

    @AfterEach
    void closeLoop() {
        runner.close();
    }

    @Nested
    @PortOf("test_base_events.BaseEventLoopTests")
    class Callbacks {
        @Ported("test_call_soon")
        void callSoon_runsInTheNextTurn() {
            Handle handle = loop.callSoon(logs("callback"));
            assertThat(handle.isCancelled()).isFalse();
            assertThat(log).isEmpty();
            loop.runOnce();
            assertThat(log).containsExactly("callback");
        }

        @Ported("test_call_soon_non_callable")
        void callbacks_thatAreNull_areRefused() {
            assertThatThrownBy(() -> loop.callSoon(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> loop.callLater(seconds(1), null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> loop.callLater(null, logs("callback"))).isInstanceOf(NullPointerException.class);
        }

        @Ported("test_call_later")
        void callLater_isNotReadyBeforeItsTime() {
            TimerHandle timer = loop.callLater(seconds(10), logs("timer"));
            loop.callSoon(logs("ready"));
            loop.runOnce();
            assertThat(log).containsExactly("ready");
            assertThat(timer.when()).isEqualTo(seconds(10).toNanos());
        }

        @Ported("test_call_later_negative_delays")
        void callLater_withNegativeDelays_runsInTheirOrder() {
            loop.callLater(seconds(-1), logs("a"));
            loop.callLater(seconds(-2), logs("b"));
            loop.runUntilComplete(yieldNow());
            assertThat(log).containsExactly("b", "a");
        }

        @Ported("test_time_and_call_at")
        void callAt_runsAtItsTime() {
            loop.callAt(loop.time() + millis(100).toNanos(), loop::stop);
            loop.runForever();
            assertThat(elapsed()).isEqualTo(millis(100));
        }

        @Ported("test__run_once_schedule_handle")
        void callbackOfATimer_thatSchedulesAnother_leavesItForTheNextTurn() {
            loop.callLater(seconds(-1), () -> {
                log.add("timer");
                loop.callSoon(logs("later"));
            });
            loop.runOnce();
            assertThat(log).containsExactly("timer");
            loop.runOnce();
            assertThat(log).containsExactly("timer", "later");
        }

        @Ported("test__run_once_cancelled_event_cleanup")
        void timers_thatAreCancelled_areNotWaitedFor() {
            for (int i = 0; i < 200; i++) {
                loop.callLater(seconds(i), logs("cancelled")).cancel();
            }
            loop.callLater(seconds(3000), loop::stop);
            loop.runForever();
            assertThat(log).isEmpty();
            assertThat(elapsed()).isEqualTo(seconds(3000));
        }

        @Ported("test_run_once")
        void stop_asACallback_letsTheTurnEnd() {
            loop.callSoon(loop::stop);
            loop.callSoon(logs("callback"));
            loop.runForever();
            assertThat(log).containsExactly("callback");
        }

        @Ported("test_run_forever_pre_stopped")
        void runForever_afterAStop_runsOneTurn() {
            loop.callSoon(() -> {
                log.add("first turn");
                loop.callSoon(logs("second turn"));
            });
            loop.stop();
            loop.runForever();
            assertThat(log).containsExactly("first turn");
        }

        @Ported("test_single_selecter_event_callback_after_stopping")
        void stoppedLoop_thatRunsAgain_doesNotRunACallbackTwice() {
            loop.callSoon(logs("once"));
            for (int i = 0; i < 2; i++) {
                loop.callSoon(loop::stop);
                loop.runForever();
                assertThat(log).containsExactly("once");
            }
        }
    }

    @Nested
    @PortOf("test_base_events.BaseEventLoopTests")
    class Running {
        @Ported("test_run_until_complete_loop")
        void runUntilComplete_ofAFutureOfAnotherLoop_isRefused() {
            Future<String> future = loop.createFuture();
            try (EventLoop other = EventLoop.create()) {
                assertThatThrownBy(() -> other.runUntilComplete(future)).isInstanceOf(IllegalArgumentException.class);
            }
        }

        @Ported("test_run_until_complete_loop_orphan_future_close_loop")
        void runUntilComplete_afterAFatalCallback_runsAgain() {
            InternalError fatal = new InternalError("show stopper");
            loop.callSoon(() -> {
                throw fatal;
            });
            assertThatThrownBy(() -> loop.runUntilComplete(sleep(millis(100)))).isSameAs(fatal);
            assertThat(loop.runUntilComplete(sleep(millis(200), "done"))).isEqualTo("done");
            assertThat(elapsed()).isEqualTo(millis(200));
        }

        @Ported("test_run_until_complete_baseexception")
        void runUntilComplete_thatAFatalErrorLeaves_leavesNoStopBehind() {
            InternalError fatal = new InternalError("fatal");
            assertThatThrownBy(() -> loop.runUntilComplete(async(() -> {
                        throw fatal;
                    })))
                    .isSameAs(fatal);
            loop.callSoon(() -> loop.callSoon(() -> {
                log.add("second turn");
                loop.stop();
            }));
            loop.runForever();
            assertThat(log).containsExactly("second turn");
        }

        @Ported("test_run_forever_keyboard_interrupt")
        void fatalErrorOfMain_isNotReported() {
            InternalError fatal = new InternalError("fatal");
            assertThatThrownBy(() -> loop.runUntilComplete(async(() -> {
                        throw fatal;
                    })))
                    .isSameAs(fatal);
            runner.close();
            assertThat(reports()).isEmpty();
        }

        @Ported("test_close")
        void closedLoop_refusesToRun() {
            assertThat(loop.isClosed()).isFalse();
            loop.close();
            assertThat(loop.isClosed()).isTrue();
            loop.close();
            Future<String> future = loop.createFuture();
            assertThatThrownBy(loop::runForever).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> loop.runUntilComplete(future)).isInstanceOf(IllegalStateException.class);
        }

        @Ported("test_create_task")
        void createTask_outsideARun_isRunLater() {
            Task<String> task = loop.createTask(async(() -> completed("test")));
            assertThat(task.isDone()).isFalse();
            assertThat(loop.runUntilComplete(task)).isEqualTo("test");
        }

        @Ported("test_create_task_error_closes_coro")
        void createTask_onAClosedLoop_isRefused() {
            loop.close();
            Coroutine<String> coroutine = async(() -> completed("test"));
            assertThatThrownBy(() -> loop.createTask(coroutine)).isInstanceOf(IllegalStateException.class);
            coroutine.close();
        }

        @Ported("test_create_named_task_with_default_factory")
        void createTask_withAName_hasIt() {
            Task<String> task = loop.createTask(
                    async(() -> completed("test")), TaskOptions.defaults().named("test_task"));
            assertThat(task.name()).isEqualTo("test_task");
            loop.runUntilComplete(task);
        }
    }

    @Nested
    @PortOf("test_base_events.BaseEventLoopTests")
    class Reports {
        private final ArithmeticException failure = new ArithmeticException();

        private void fail() {
            throw failure;
        }

        @Ported({"test_set_exc_handler_custom", "test_default_exc_handler_callback"})
        void callbackThatFails_isReportedToTheHandler() {
            loop.callSoon(this::fail);
            loop.callLater(millis(10), this::fail);
            loop.runUntilComplete(sleep(millis(20)));
            assertThat(reports()).hasSize(2).allSatisfy(report -> {
                assertThat(report.message()).contains("Exception in callback");
                assertThat(report.exception()).isSameAs(failure);
            });
        }

        @Ported("test_default_exc_handler_coro")
        void taskThatFails_isReportedWhenNobodyHasLooked() {
            loop.createTask(failsAfter(millis(10), failure));
            loop.runUntilComplete(sleep(millis(20)));
            runner.close();
            assertThat(reports()).singleElement().satisfies(report -> {
                assertThat(report.message()).contains("never retrieved");
                assertThat(report.exception()).isSameAs(failure);
            });
        }

        @Ported({"test_set_exc_handler_broken", "test_default_exc_handler_broken"})
        void handlerThatFails_doesNotEndTheLoop() {
            loop.setExceptionHandler((where, error) -> {
                log.add("handler");
                throw new IllegalStateException("spam");
            });
            loop.callSoon(this::fail);
            loop.callSoon(logs("next"));
            loop.runOnce();
            assertThat(log).containsExactly("handler", "next");
        }
    }

    @Nested
    @PortOf("test_base_events.RunningLoopTests")
    class Nesting {
        @Ported("test_running_loop_within_a_loop")
        void runForever_insideAnotherLoop_isRefused() {
            try (EventLoop inner = EventLoop.create()) {
                loop.runUntilComplete(async(() -> {
                    assertThatThrownBy(inner::runForever).isInstanceOf(IllegalStateException.class);
                    return completed();
                }));
            }
        }
    }

    @Nested
    @PortOf("test_events.EventLoopTestsMixin")
    class AnyLoop {
        @Ported("test_run_until_complete")
        void runUntilComplete_ofASleep_takesItsTime() {
            loop.runUntilComplete(sleep(millis(10)));
            assertThat(elapsed()).isEqualTo(millis(10));
        }

        @Ported("test_run_until_complete_nesting")
        void runUntilComplete_insideTheLoop_isRefused() {
            loop.runUntilComplete(async(() -> {
                assertThat(loop.isRunning()).isTrue();
                Future<String> future = newFuture();
                assertThatThrownBy(() -> loop.runUntilComplete(future)).isInstanceOf(IllegalStateException.class);
                return completed();
            }));
        }

        @Ported("test_run_until_complete_stopped")
        void runUntilComplete_thatIsStopped_throws() {
            assertThatThrownBy(() -> loop.runUntilComplete(async(() -> {
                        loop.stop();
                        await(sleep(millis(100)));
                        return completed();
                    })))
                    .isInstanceOf(IllegalStateException.class);
        }

        @Ported("test_call_soon")
        void callSoon_thatStopsTheLoop_hasRun() {
            loop.callSoon(() -> {
                log.add("hello world");
                loop.stop();
            });
            loop.runForever();
            assertThat(log).containsExactly("hello world");
        }

        @Ported("test_call_later")
        void callLater_thatStopsTheLoop_hasRunAtItsTime() {
            loop.callLater(millis(100), () -> {
                log.add("hello world");
                loop.stop();
            });
            loop.runForever();
            assertThat(log).containsExactly("hello world");
            assertThat(elapsed()).isEqualTo(millis(100));
        }

        @Ported("test_call_soon_threadsafe_same_thread")
        void callSoonThreadsafe_fromTheLoopsThread_runs() {
            loop.callSoonThreadsafe(logs("hello"));
            loop.callSoon(logs("world"));
            loop.runUntilComplete(yieldNow());
            assertThat(log).containsExactlyInAnyOrder("hello", "world");
        }

        @Ported("test_prompt_cancellation")
        void cancel_inTheNextTurn_arrivesAtOnce() {
            Task<Void> sleeper = loop.createTask(sleep(seconds(1000)));
            Task<Throwable> main = loop.createTask(async(() -> {
                loop.callSoon(sleeper::cancel);
                return failureOf(sleeper);
            }));
            assertThat(loop.runUntilComplete(main)).isInstanceOf(CancelledError.class);
            assertThatThrownBy(sleeper::result).isInstanceOf(CancelledError.class);
            assertThat(elapsed()).isZero();
        }

        @Ported("test_timeout_rounding")
        void sleeps_ofFewNanoseconds_areNeverEarly() {
            loop.runUntilComplete(async(() -> {
                for (long nanos : new long[] {10_000_000, 100_000, 1_000, 10, 1}) {
                    await(sleep(Duration.ofNanos(nanos)));
                }
                return completed();
            }));
            assertThat(elapsed().toNanos()).isEqualTo(10_101_011);
        }

        @Ported("test_close_running_event_loop")
        void close_ofARunningLoop_isRefused() {
            loop.runUntilComplete(async(() -> {
                assertThatThrownBy(loop::close).isInstanceOf(IllegalStateException.class);
                return completed();
            }));
        }

        private void assertRefused(Callable<?> call) {
            assertThatThrownBy(call::call).isInstanceOf(IllegalStateException.class);
        }

        @Ported("test_close")
        void closedLoop_refusesEveryCall() {
            loop.close();
            Runnable nothing = () -> {};
            Coroutine<String> coroutine = async(() -> completed("never"));
            assertRefused(() -> loop.callSoon(nothing));
            assertRefused(() -> loop.callSoonThreadsafe(nothing));
            assertRefused(() -> loop.callLater(seconds(1), nothing));
            assertRefused(() -> loop.callAt(loop.time(), nothing));
            assertRefused(() -> loop.createTask(coroutine));
            assertRefused(() -> loop.runInExecutor(null, () -> "never"));
            assertThatThrownBy(() -> loop.addSignalHandler("USR2", nothing)).isInstanceOf(IllegalStateException.class);
            coroutine.close();
        }
    }

    @Nested
    @PortOf("test_events.HandleTests")
    class Handles {
        @Ported("test_handle")
        void handle_thatIsCancelled_saysSoAndDoesNotRun() {
            Handle handle = loop.callSoon(logs("callback"));
            assertThat(handle.isCancelled()).isFalse();
            handle.cancel();
            assertThat(handle.isCancelled()).isTrue();
            loop.runOnce();
            assertThat(log).isEmpty();
        }

        @Ported("test_callback_with_exception")
        void handle_whoseCallbackFails_reportsItsFailure() {
            IllegalArgumentException failure = new IllegalArgumentException();
            loop.callSoon(() -> {
                throw failure;
            });
            loop.runOnce();
            assertThat(reports())
                    .singleElement()
                    .satisfies(report -> assertThat(report.exception()).isSameAs(failure));
        }
    }

    @Nested
    @PortOf("test_events.TimerTests")
    class Timers {
        @Ported("test_when")
        void when_ofATimer_isItsDeadline() {
            long deadline = loop.time() + seconds(5).toNanos();
            assertThat(loop.callAt(deadline, () -> {}).when()).isEqualTo(deadline);
        }

        @Ported("test_timer")
        void timer_thatIsCancelled_saysSoAndDoesNotRun() {
            TimerHandle timer = loop.callLater(seconds(1), logs("timer"));
            timer.cancel();
            assertThat(timer.isCancelled()).isTrue();
            loop.runUntilComplete(sleep(seconds(2)));
            assertThat(log).isEmpty();
        }

        @Ported("test_timer_comparison")
        void timers_ofDifferentDeadlines_runInTheirOrder() {
            loop.callLater(seconds(2), logs("second"));
            loop.callLater(seconds(1), logs("first"));
            loop.callLater(seconds(2), logs("third"));
            loop.runUntilComplete(sleep(seconds(3)));
            assertThat(log).containsExactly("first", "second", "third");
        }
    }

    @Nested
    @PortOf("test_events.GetEventLoopTestsMixin")
    class Current {
        @Ported({"test_get_event_loop_returns_running_loop", "test_get_event_loop_returns_running_loop2"})
        void running_isTheLoopInsideARunAndRefusedOutside() {
            assertThatThrownBy(EventLoop::running).isInstanceOf(IllegalStateException.class);
            assertThat(loop.runUntilComplete(async(() -> completed(EventLoop.running()))))
                    .isSameAs(loop);
            assertThatThrownBy(EventLoop::running).isInstanceOf(IllegalStateException.class);
        }
    }
}
