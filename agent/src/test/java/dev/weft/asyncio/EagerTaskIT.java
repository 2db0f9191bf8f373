package dev.weft.asyncio;

import static dev.weft.Weft.allTasks;
import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.currentTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.taskGroup;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.AsyncCallable;
import dev.weft.CancelledError;
import dev.weft.ContextVar;
import dev.weft.Coroutine;
import dev.weft.Future;
import dev.weft.Task;
import dev.weft.TaskOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Tasks that run inside createTask up to their first suspension. */
class EagerTaskIT extends AsyncioCase {
    private static <T> Task<T> createEager(AsyncCallable<T> body) {
        return createTask(async(body), TaskOptions.defaults().eager());
    }

    @Nested
    @PortOf("test_eager_task_factory.EagerTaskFactoryLoopTests")
    class FirstStep {
        @Ported("test_eager_task_factory_set")
        void eagerTask_hasRunWhenCreateTaskReturns() {
            run(() -> {
                createEager(() -> completed(log.add("body")));
                log.add("created");
                assertThat(log).containsExactly("body", "created");
                return completed();
            });
        }

        @Ported("test_await_future_during_eager_step")
        void eagerTask_thatSetsAFuture_hasSetIt() {
            run(() -> {
                Future<String> future = newFuture();
                Task<Void> task = createEager(() -> {
                    future.setResult("my message");
                    return completed();
                });
                assertThat(task.isDone()).isTrue();
                assertThat(await(future)).isEqualTo("my message");
                return completed();
            });
        }

        @Ported("test_eager_completion")
        void eagerTask_thatDoesNotSuspend_isDone() {
            run(() -> {
                Task<String> task = createEager(() -> completed("hello"));
                assertThat(task.isDone()).isTrue();
                assertThat(await(task)).isEqualTo("hello");
                return completed();
            });
        }

        @Ported("test_block_after_eager_step")
        void eagerTask_thatSuspends_goesOnLater() {
            run(() -> {
                Task<String> task = createEager(() -> sleep(millis(100), "finished after blocking"));
                assertThat(task.isDone()).isFalse();
                assertThat(await(task)).isEqualTo("finished after blocking");
                return completed();
            });
        }

        @Ported("test_cancellation_after_eager_completion")
        void cancelOfAnEagerTask_thatIsDone_isRefused() {
            run(() -> {
                Task<String> task = createEager(() -> completed("finished without blocking"));
                assertThat(task.cancel()).isFalse();
                assertThat(await(task)).isEqualTo("finished without blocking");
                assertThat(task.isCancelled()).isFalse();
                return completed();
            });
        }

        @Ported("test_cancellation_after_eager_step_blocks")
        void cancelOfAnEagerTask_thatIsSuspended_arrives() {
            run(() -> {
                Task<String> task = createEager(() -> sleep(millis(100), "never"));
                task.cancel("cancellation message");
                assertThat(task.cancelling()).isEqualTo(1);
                assertThat(await(failureOf(task)))
                        .isInstanceOf(CancelledError.class)
                        .hasMessage("cancellation message");
                return completed();
            });
        }

        @Ported("test_current_task")
        void currentTask_inAnEagerTask_isTheSameBeforeAndAfterTheSuspension() {
            run(() -> {
                List<Task<?>> seen = new ArrayList<>();
                Task<?> creator = currentTask();
                Task<Void> task = createEager(() -> {
                    seen.add(currentTask());
                    await(sleep(millis(100)));
                    seen.add(currentTask());
                    return completed();
                });
                assertThat(currentTask()).isSameAs(creator);
                await(task);
                assertThat(seen).containsExactly(task, task);
                return completed();
            });
        }

        @Ported("test_all_tasks_with_eager_completion")
        void allTasks_hasAnEagerTaskWhileItRuns() {
            run(() -> {
                List<Task<?>> seen = new ArrayList<>();
                Task<Boolean> task = createEager(() -> completed(seen.addAll(allTasks())));
                assertThat(seen).contains(task);
                assertThat(allTasks()).doesNotContain(task);
                return completed();
            });
        }

        @Ported("test_all_tasks_with_blocking")
        void allTasks_hasAnEagerTaskUntilItEnds() {
            run(() -> {
                Future<Void> first = newFuture();
                Task<Void> task = createEager(() -> completed(await(first)));
                assertThat(allTasks()).contains(task);
                first.setResult(null);
                await(task);
                assertThat(allTasks()).doesNotContain(task);
                return completed();
            });
        }

        @Ported("test_context_vars")
        void eagerTask_thatSetsAVariable_doesNotTouchItsCreator() {
            ContextVar<Integer> variable = ContextVar.named("variable", 0);
            run(() -> {
                variable.set(1);
                Task<Void> task = createEager(() -> {
                    assertThat(variable.get()).isEqualTo(1);
                    variable.set(2);
                    await(sleep(millis(100)));
                    assertThat(variable.get()).isEqualTo(2);
                    variable.set(3);
                    return completed();
                });
                assertThat(variable.get()).isEqualTo(1);
                await(task);
                assertThat(variable.get()).isEqualTo(1);
                return completed();
            });
        }
    }

    /** How many tasks a program makes: an await of a coroutine makes none. */
    @Nested
    @PortOf("test_eager_task_factory.BaseTaskCountingTests")
    class Counting {
        private int number(Task<?> task) {
            return Integer.parseInt(task.name().substring("Task-".length()));
        }

        /** The tasks that a program makes, counted by the numbers in their names. */
        private <T> int tasksMadeBy(AsyncCallable<T> program) {
            return run(() -> {
                int before = number(createTask(() -> completed()));
                await(program.call());
                return completed(number(createTask(() -> completed())) - before - 1);
            });
        }

        @Async
        static Coroutine<Integer> chain(int depth) {
            return completed(depth == 0 ? 0 : 1 + await(chain(depth - 1)));
        }

        @Ported("test_awaitables_chain")
        void chainOfAwaits_makesNoTask() {
            assertThat(tasksMadeBy(() -> chain(100))).isZero();
        }

        @Async
        static Coroutine<Void> groups(int width, int depth) {
            if (depth == 0) {
                return completed();
            }
            return taskGroup(group -> {
                for (int i = 0; i < width; i++) {
                    group.createTask(groups(width, depth - 1));
                }
                return completed();
            });
        }

        @Ported("test_recursive_taskgroups")
        void groupsOfGroups_makeATaskForEachChild() {
            assertThat(tasksMadeBy(() -> groups(5, 4))).isEqualTo(5 + 25 + 125 + 625);
        }

        @Async
        static Coroutine<Void> gathers(int width, int depth) {
            List<Coroutine<Void>> children = new ArrayList<>();
            for (int i = 0; depth > 0 && i < width; i++) {
                children.add(gathers(width, depth - 1));
            }
            await(gather(children));
            return completed();
        }

        @Ported("test_recursive_gather")
        void gathersOfGathers_makeATaskForEachChild() {
            assertThat(tasksMadeBy(() -> gathers(5, 4))).isEqualTo(5 + 25 + 125 + 625);
        }
    }
}
