package dev.weft.asyncio;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.currentTask;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.ContextVar;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.LoopError;
import dev.weft.Runner;
import dev.weft.Task;
import dev.weft.Weft;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Runs of a program, and what becomes of the tasks that it leaves. */
class RunnerIT extends AsyncioCase {
    @Nested
    @PortOf("test_runners.RunTests")
    class Run {
        @Ported("test_asyncio_run_return")
        void run_givesTheValueOfMain() {
            int value = Weft.run(() -> {
                await(yieldNow());
                return completed(42);
            });
            assertThat(value).isEqualTo(42);
        }

        @Ported("test_asyncio_run_raises")
        void run_throwsTheFailureOfMain() {
            IllegalArgumentException failure = new IllegalArgumentException("spam");
            assertThatThrownBy(() -> Weft.run(failsAfter(millis(0), failure))).isSameAs(failure);
        }

        @Ported("test_asyncio_run_from_running_loop")
        void run_insideARun_isRefused() {
            run(() -> {
                Coroutine<String> inner = completed("inner");
                assertThatThrownBy(() -> Weft.run(inner))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("cannot be called from a running event loop");
                return completed();
            });
        }

        @Ported("test_asyncio_run_cancels_hanging_tasks")
        void taskThatMainLeaves_isCancelledAndAwaited() {
            Task<Void> left = run(() -> completed(createTask(logsCancel("left", millis(100)))));
            assertThat(left.isCancelled()).isTrue();
            assertThat(log).containsExactly("left cancelled");
        }

        @Ported("test_asyncio_run_reports_hanging_tasks_errors")
        void taskThatMainLeaves_andThatFailsInItsCleanup_isReported() {
            ArithmeticException failure = new ArithmeticException();
            int value = run(() -> {
                createTask(failsInCleanup(millis(100), failure));
                await(yieldNow());
                return completed(123);
            });
            assertThat(value).isEqualTo(123);
            assertThat(reports())
                    .singleElement()
                    .satisfies(report -> assertThat(report.message()).contains("shutdown"))
                    .extracting(LoopError::exception)
                    .isSameAs(failure);
        }

        @Ported("test_asyncio_run_loop_factory")
        void mainOfARunner_runsOnItsLoop() {
            try (Runner runner = runner()) {
                EventLoop loop = runner.run(async(() -> completed(EventLoop.running())));
                assertThat(loop).isSameAs(runner.loop());
            }
        }
    }

    @Nested
    @PortOf("test_runners.RunnerTests")
    class Several {
        @Ported("test_run")
        void runner_afterItsClose_hasAClosedLoop() {
            Runner runner = runner();
            assertThat(runner.run(async(() -> {
                        await(yieldNow());
                        return completed("done");
                    })))
                    .isEqualTo("done");
            runner.close();
            assertThat(runner.loop().isClosed()).isTrue();
        }

        @Ported("test_explicit_close")
        void close_ofARunnerThatRanNothing_closesItsLoop() {
            Runner runner = runner();
            assertThat(runner.loop().isClosed()).isFalse();
            runner.close();
            assertThat(runner.loop().isClosed()).isTrue();
        }

        @Ported("test_double_close")
        void close_twice_isANoOp() {
            Runner runner = runner();
            runner.close();
            runner.close();
            assertThat(runner.loop().isClosed()).isTrue();
        }

        @Ported("test_second_with_block_raises")
        void run_onAClosedRunner_isRefused() {
            Runner runner = runner();
            runner.run(async(() -> completed(log.add("1"))));
            runner.close();
            Coroutine<Boolean> second = async(() -> completed(log.add("2")));
            assertThatThrownBy(() -> runner.run(second)).isInstanceOf(IllegalStateException.class);
            assertThat(log).containsExactly("1");
            second.close();
        }

        @Async
        static Coroutine<Integer> replaces(ContextVar<Integer> variable, int value) {
            int old = variable.get();
            await(yieldNow());
            variable.set(value);
            return completed(old);
        }

        @Ported("test_run_keeps_context")
        void runsOfOneRunner_shareTheirContext() {
            ContextVar<Integer> variable = ContextVar.named("variable", -1);
            List<Integer> seen = new ArrayList<>();
            try (Runner runner = runner()) {
                seen.add(runner.run(replaces(variable, 1)));
                seen.add(runner.run(replaces(variable, 2)));
                seen.add(runner.run(async(() -> completed(variable.get()))));
            }
            assertThat(seen).containsExactly(-1, 1, 2);
            assertThat(variable.get()).isEqualTo(-1);
        }

        @Ported("test_recursive_run")
        void run_ofARunnerInsideItself_isRefused() {
            try (Runner runner = runner()) {
                runner.run(async(() -> {
                    Coroutine<String> inner = completed("inner");
                    assertThatThrownBy(() -> runner.run(inner))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("cannot be called from a running event loop");
                    return completed();
                }));
            }
        }

        @Ported("test_no_repr_is_call_on_the_task_result")
        void run_doesNotCallToStringOfTheResult() {
            Object result = new Object() {
                @Override
                public String toString() {
                    log.add("toString");
                    return "result";
                }
            };
            assertThat(Weft.<Object>run(() -> completed(result)) == result).isTrue();
            assertThat(log).isEmpty();
        }
    }

    /** An interrupt of the thread, which cancels main as SIGINT does. */
    @Nested
    @PortOf("test_runners.RunnerTests")
    class Interrupt {
        private boolean interruptedWhileRunning(Coroutine<?> main) {
            try (Runner runner = runner()) {
                runner.loop()
                        .callSoon(() -> runner.loop()
                                .callSoon(() -> Thread.currentThread().interrupt()));
                assertThatThrownBy(() -> runner.run(main)).isInstanceOf(CancelledError.class);
            } finally {
                log.add("interrupted " + Thread.interrupted());
            }
            return log.contains("interrupted true");
        }

        @Async
        Coroutine<Void> yieldsForever() {
            try {
                while (true) {
                    await(yieldNow());
                }
            } finally {
                log.add("cleanup");
            }
        }

        @Ported("test_interrupt_call_soon")
        void interrupt_ofAMainThatYields_cancelsItAndIsKept() {
            assertThat(interruptedWhileRunning(yieldsForever())).isTrue();
            assertThat(log).startsWith("cleanup");
        }

        @Ported("test_interrupt_wait")
        void interrupt_ofAMainThatWaits_cancelsWhatItWaitsFor() {
            List<Future<Void>> futures = new ArrayList<>();
            assertThat(interruptedWhileRunning(async(() -> {
                        futures.add(newFuture());
                        return completed(await(futures.get(0)));
                    })))
                    .isTrue();
            assertThat(futures.get(0).isCancelled()).isTrue();
        }

        @Async
        Coroutine<Void> cancelsAndInterrupts(Task<?> main) {
            await(yieldNow());
            main.cancel();
            Thread.currentThread().interrupt();
            return completed();
        }

        @Ported("test_interrupt_cancelled_task")
        void interrupt_ofAMainThatIsCancelledAlready_leavesACancelledError() {
            try (Runner runner = runner()) {
                assertThatThrownBy(() -> runner.run(async(() -> {
                            createTask(cancelsAndInterrupts(currentTask()));
                            await(sleep(seconds(10)));
                            return completed();
                        })))
                        .isInstanceOf(CancelledError.class);
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
        }
    }
}
