package dev.weft.asyncio;

import static dev.weft.Weft.allTasks;
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
import dev.weft.Context;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Runner;
import dev.weft.Task;
import dev.weft.TaskOptions;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** What a task is: its result, its name, its coroutine, and what it refuses. */
class TaskIT extends AsyncioCase {
    @Async
    static Coroutine<Integer> adds(Coroutine<Integer> a, Coroutine<Integer> b) {
        return completed(await(a) + await(b));
    }

    @Nested
    @PortOf("test_tasks.BaseTaskTests")
    class Result {
        @Ported("test_task_basics")
        void coroutine_thatAwaitsOthers_givesTheirSum() {
            assertThat(run(() -> adds(completed(42), async(() -> completed(1000)))))
                    .isEqualTo(1042);
        }

        @Ported("test_task_class")
        void task_ofALoop_hasItsResultAndItsLoop() {
            try (Runner runner = runner()) {
                EventLoop loop = runner.loop();
                Task<String> task = loop.createTask(async(() -> completed("ok")));
                assertThat(loop.runUntilComplete(task)).isEqualTo("ok");
                assertThat(task.isDone()).isTrue();
                assertThat(task.result()).isEqualTo("ok");
                assertThat(task.loop()).isSameAs(loop);
            }
        }

        @Ported("test_ensure_future_coroutine")
        void createTask_outsideALoop_isRefused() {
            Coroutine<String> coroutine = async(() -> completed("ok"));
            assertThatThrownBy(() -> createTask(coroutine))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no running event loop");
            coroutine.close();
        }

        @Ported("test_bare_create_task")
        void createTask_insideALoop_isATaskOfIt() {
            run(() -> {
                Task<Integer> task = createTask(completed(1));
                assertThat(task.loop()).isSameAs(EventLoop.running());
                assertThat(await(task)).isEqualTo(1);
                return completed();
            });
        }

        @Ported("test_step_result_future")
        void task_thatAwaitsAFuture_getsTheSameObject() {
            run(() -> {
                Object value = new Object();
                Future<Object> future = newFuture();
                Task<Boolean> task = createTask(() -> completed(await(future) == value));
                await(yieldNow());
                future.setResult(value);
                assertThat(await(task)).isTrue();
                return completed();
            });
        }

        @Ported("test_coroutine_non_gen_function")
        void asyncMethod_thatIsCalled_givesACoroutineThatHasNotRun() {
            Coroutine<Integer> coroutine = adds(completed(1), completed(2));
            assertThat(coroutine.state()).isEqualTo(Coroutine.State.CREATED);
            assertThat(run(() -> coroutine)).isEqualTo(3);
        }

        @Ported("test_coroutine_non_gen_function_return_future")
        void coroutine_whoseValueIsAFuture_doesNotAwaitIt() {
            run(() -> {
                Future<String> future = newFuture();
                Task<Future<String>> task = createTask(() -> completed(future));
                assertThat(await(task)).isSameAs(future);
                assertThat(future.isDone()).isFalse();
                return completed();
            });
        }

        @Ported("test_exception_traceback")
        void failureOfATask_hasAStackTrace() {
            run(() -> {
                Task<Void> task = createTask(failsAfter(millis(0), new ArithmeticException()));
                await(failureOf(task));
                assertThat(task.exception().getStackTrace()).isNotEmpty();
                return completed();
            });
        }

        @Ported("test_tb_logger_not_called_after_cancel")
        void failureOfATask_thatIsCancelledAfterwards_isNotReported() {
            run(() -> {
                Task<Void> task = createTask(failsAfter(millis(0), new ArithmeticException()));
                await(sleep(millis(50)));
                assertThat(task.cancel()).isFalse();
                return completed();
            });
            assertThat(reports()).isEmpty();
        }

        @Ported("test_create_task_with_async_function")
        void createTask_ofOneMethodTwice_makesTwoTasks() {
            run(() -> {
                Task<Integer> first = createTask(adds(completed(1), completed(1)));
                Task<Integer> second = createTask(adds(completed(2), completed(2)));
                assertThat(await(first) + await(second)).isEqualTo(6);
                return completed();
            });
        }
    }

    @Nested
    @PortOf("test_tasks.BaseTaskTests")
    class Refusal {
        @Ported("test_other_loop_future")
        void await_ofAFutureOfAnotherLoop_isRefused() {
            try (EventLoop other = EventLoop.create()) {
                Future<String> foreign = other.createFuture();
                run(() -> {
                    assertThat(await(failureOf(foreign))).isInstanceOf(IllegalStateException.class);
                    return completed();
                });
            }
        }

        @Ported("test_task_awaits_on_itself")
        void await_ofTheTaskItself_isRefused() {
            run(() -> {
                Task<Void> task = createTask(() -> {
                    await((Task<?>) currentTask());
                    return completed();
                });
                assertThat(await(failureOf(task))).isInstanceOf(IllegalStateException.class);
                return completed();
            });
        }

        @Ported("test_task_set_methods")
        void setResultAndSetException_onATask_areRefused() {
            run(() -> {
                Task<String> task = createTask(completed("ko"));
                assertThatThrownBy(() -> task.setResult("ok")).isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(() -> task.setException(new IllegalArgumentException()))
                        .isInstanceOf(IllegalStateException.class);
                assertThat(await(task)).isEqualTo("ko");
                return completed();
            });
        }

        @Ported("test_stop_while_run_in_complete")
        void stop_whileRunUntilComplete_endsThatAndLeavesTheTask() {
            try (Runner runner = runner()) {
                EventLoop loop = runner.loop();
                Task<Void> task = loop.createTask(async(() -> {
                    while (log.size() < 10) {
                        await(sleep(millis(100)));
                        log.add("round");
                        if (log.size() == 2) {
                            loop.stop();
                        }
                    }
                    return completed();
                }));
                assertThatThrownBy(() -> loop.runUntilComplete(task))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("stop");
                assertThat(task.isDone()).isFalse();
                assertThat(log).hasSize(2);
                assertThat(elapsed()).isEqualTo(millis(200));
            }
        }
    }

    @Nested
    @PortOf("test_tasks.BaseTaskTests")
    class Name {
        @Ported("test_task_repr_autogenerated")
        void tasks_withoutAName_areNumberedUpwards() {
            run(() -> {
                Task<Void> first = createTask(yieldNow());
                Task<Void> second = createTask(yieldNow());
                assertThat(first.name()).matches("Task-\\d+");
                assertThat(number(first)).isLessThan(number(second));
                return completed();
            });
        }

        private int number(Task<?> task) {
            return Integer.parseInt(task.name().substring("Task-".length()));
        }

        @Ported({"test_task_set_name_pylong", "test_task_repr_name_not_str"})
        void setName_ofATask_replacesItsName() {
            run(() -> {
                Task<Void> task = createTask(yieldNow(), "987654321");
                assertThat(task.name()).isEqualTo("987654321");
                task.setName("{6}");
                assertThat(task.name()).isEqualTo("{6}");
                return completed();
            });
        }

        @Ported("test_bare_create_named_task")
        void createTask_withAName_hasThatName() {
            run(() -> {
                assertThat(createTask(yieldNow(), "No-op").name()).isEqualTo("No-op");
                return completed();
            });
        }
    }

    @Nested
    @PortOf("test_tasks.BaseTaskTests")
    class Introspection {
        @Ported("test_current_task")
        void currentTask_insideATask_isThatTask() {
            run(() -> {
                Task<Boolean> task =
                        createTask(() -> completed(log.add(currentTask().name())), "inner");
                await(task);
                assertThat(log).containsExactly("inner");
                return completed();
            });
        }

        @Async
        Coroutine<Void> passesOn(String name, Future<Void> waitsFor, Future<Void> sets) {
            log.add(name + " is " + currentTask().name());
            await(waitsFor);
            log.add(name + " is " + currentTask().name());
            sets.setResult(null);
            return completed();
        }

        @Ported("test_current_task_with_interleaving_tasks")
        void currentTask_ofTasksThatInterleave_isTheOneThatRuns() {
            run(() -> {
                Future<Void> first = newFuture();
                Future<Void> second = newFuture();
                Future<Void> third = newFuture();
                Task<Void> a = createTask(passesOn("a", first, second), "a");
                Task<Void> b = createTask(passesOn("b", second, third), "b");
                await(yieldNow());
                first.setResult(null);
                await(a);
                await(b);
                assertThat(log).containsExactly("a is a", "b is b", "a is a", "b is b");
                return completed();
            });
        }

        @Async
        Coroutine<Void> innerSleep() {
            await(sleep(seconds(1)));
            return completed();
        }

        @Async
        Coroutine<Void> outerSleep() {
            await(innerSleep());
            return completed();
        }

        @Ported("test_get_stack")
        void stack_ofASuspendedTask_hasTheInnermostAwaitFirst() {
            run(() -> {
                Task<Void> task = createTask(outerSleep());
                await(yieldNow());
                List<String> methods = task.stack().stream()
                        .map(StackTraceElement::getMethodName)
                        .filter(name -> name.endsWith("Sleep"))
                        .toList();
                assertThat(methods).containsExactly("innerSleep", "outerSleep");
                return completed();
            });
        }

        @Ported("test_get_coro")
        void coroutine_ofATask_isTheOneThatItWasMadeOf() {
            run(() -> {
                Coroutine<Void> coroutine = innerSleep();
                assertThat(createTask(coroutine).coroutine()).isSameAs(coroutine);
                return completed();
            });
        }

        @Ported("test_get_context")
        void context_ofATask_isTheOneThatItWasGiven() {
            run(() -> {
                Context context = Context.copyCurrent();
                Task<Void> task = EventLoop.running()
                        .createTask(yieldNow(), TaskOptions.defaults().inContext(context));
                assertThat(task.context()).isSameAs(context);
                return completed();
            });
        }
    }

    @Nested
    @PortOf("test_tasks.BaseCurrentLoopTests")
    class CurrentLoop {
        @Ported("test_current_task_no_running_loop")
        void currentTask_outsideATask_isNull() {
            try (Runner runner = runner()) {
                runner.loop().callSoon(() -> log.add("in a callback: " + currentTask()));
                runner.run(yieldNow());
            }
            assertThat(log).containsExactly("in a callback: null");
        }

        @Ported("test_current_task_no_running_loop_implicit")
        void currentTask_withoutALoop_isNull() {
            assertThat(currentTask()).isNull();
        }

        @Ported("test_current_task_with_implicit_loop")
        void currentTask_afterATaskHasEnded_isNullAgain() {
            run(() -> completed(log.add(String.valueOf(currentTask() != null))));
            assertThat(log).containsExactly("true");
            assertThat(currentTask()).isNull();
        }
    }

    @Nested
    @PortOf("test_tasks.BaseTaskIntrospectionTests")
    class AllTasks {
        @Ported({"test__register_task_1", "test__register_task_2", "test__register_task_3"})
        void allTasks_inATask_areThoseThatAreNotDoneInOrder() {
            run(() -> {
                Task<Void> done = createTask(yieldNow());
                await(done);
                Task<Void> a = createTask(sleep(seconds(1)));
                Task<Void> b = createTask(sleep(seconds(1)));
                assertThat(allTasks()).containsExactly(currentTask(), a, b);
                return completed();
            });
        }

        @Ported("test__unregister_task")
        void allTasks_afterATaskHasEnded_isWithoutIt() {
            run(() -> {
                Task<Void> task = createTask(yieldNow());
                assertThat(allTasks()).contains(task);
                await(task);
                assertThat(allTasks()).doesNotContain(task);
                return completed();
            });
        }
    }
}
