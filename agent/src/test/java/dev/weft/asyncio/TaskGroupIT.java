package dev.weft.asyncio;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.currentTask;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.taskGroup;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.Context;
import dev.weft.ContextVar;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.TaskGroup;
import dev.weft.TaskOptions;
import java.util.List;

/** Task groups that end well: which tasks they wait for, and who may add some. */
@PortOf("test_taskgroups.TestTaskGroup")
class TaskGroupIT extends AsyncioCase {
    @Ported("test_taskgroup_01")
    void taskGroup_withTwoTasks_endsWhenBothHaveEnded() {
        run(() -> {
            List<Task<Integer>> tasks = await(taskGroup(group -> completed(
                    List.of(group.createTask(sleep(millis(100), 42)), group.createTask(sleep(millis(200), 11))))));
            assertThat(tasks).extracting(Task::result).containsExactly(42, 11);
            assertThat(elapsed()).isEqualTo(millis(200));
            return completed();
        });
    }

    @Ported("test_taskgroup_02")
    void taskGroup_whoseBodySleeps_takesTasksAfterwards() {
        run(() -> {
            List<Task<Integer>> tasks = await(taskGroup(group -> {
                Task<Integer> first = group.createTask(sleep(millis(100), 42));
                await(sleep(millis(150)));
                return completed(List.of(first, group.createTask(sleep(millis(200), 11))));
            }));
            assertThat(tasks).extracting(Task::result).containsExactly(42, 11);
            assertThat(elapsed()).isEqualTo(millis(350));
            return completed();
        });
    }

    @Ported("test_taskgroup_03")
    void taskGroup_withAChildThatIsCancelledAlone_goesOn() {
        run(() -> {
            List<Task<Integer>> tasks = await(taskGroup(group -> {
                Task<Integer> cancelled = group.createTask(sleep(seconds(1), 42));
                await(sleep(millis(150)));
                cancelled.cancel();
                return completed(List.of(cancelled, group.createTask(sleep(millis(200), 11))));
            }));
            assertThat(tasks.get(0).isCancelled()).isTrue();
            assertThat(tasks.get(1).result()).isEqualTo(11);
            return completed();
        });
    }

    @Ported("test_taskgroup_23")
    void taskGroup_whoseTasksEndOneByOne_waitsForTheLast() {
        run(() -> {
            await(taskGroup(group -> {
                for (int i = 0; i < 10; i++) {
                    await(sleep(millis(100)));
                    group.createTask(logsCancel("child " + i, millis(300)));
                }
                log.add("body done");
                return completed();
            }));
            assertThat(log).endsWith("body done", "child 7 done", "child 8 done", "child 9 done");
            assertThat(elapsed()).isEqualTo(millis(1300));
            return completed();
        });
    }

    @Async
    static Coroutine<Void> addsTwo(TaskGroup group) {
        await(sleep(millis(100)));
        group.createTask(sleep(millis(100)));
        group.createTask(sleep(millis(200)));
        return completed();
    }

    @Ported("test_taskgroup_24")
    void taskGroup_whoseChildAddsChildren_waitsForThemToo() {
        run(() -> {
            await(taskGroup(group -> completed(group.createTask(addsTwo(group)))));
            assertThat(elapsed()).isEqualTo(millis(300));
            return completed();
        });
    }

    @Async
    Coroutine<Void> multiplies(TaskGroup group) {
        log.add("head");
        await(sleep(millis(10)));
        group.createTask(() -> multiplies(group));
        group.createTask(() -> multiplies(group));
        return completed();
    }

    @Async
    Coroutine<Void> failsAtTenHeads() {
        while (log.size() < 10) {
            await(sleep(millis(15)));
        }
        throw new ArithmeticException();
    }

    @Ported("test_taskgroup_25")
    void taskGroup_whoseChildrenMultiply_endsWithTheFirstFailure() {
        run(() -> {
            Throwable thrown = await(failureOf(taskGroup(group -> {
                group.createTask(multiplies(group));
                group.createTask(failsAtTenHeads());
                return completed();
            })));
            assertThat(typesIn(thrown)).containsExactly(ArithmeticException.class);
            assertThat(log).hasSizeGreaterThanOrEqualTo(10);
            return completed();
        });
    }

    @Ported("test_taskgroup_task_name")
    void createTask_withAName_givesItToTheTask() {
        run(() -> {
            Task<Void> task = await(taskGroup(group -> completed(group.createTask(yieldNow(), "yolo"))));
            assertThat(task.name()).isEqualTo("yolo");
            return completed();
        });
    }

    @Async
    static Coroutine<Void> sets(ContextVar<Integer> variable, int value) {
        await(yieldNow());
        variable.set(value);
        return completed();
    }

    @Ported("test_taskgroup_task_context")
    void createTask_withAContext_runsTheTasksInThatOne() {
        ContextVar<Integer> variable = ContextVar.named("variable", 0);
        run(() -> {
            Context context = Context.copyCurrent();
            TaskOptions inContext = TaskOptions.defaults().inContext(context);
            await(taskGroup(group -> {
                for (int i = 1; i <= 2; i++) {
                    await(group.createTask(sets(variable, i), inContext));
                    context.run(() -> log.add("context has " + variable.get()));
                }
                return completed();
            }));
            assertThat(log).containsExactly("context has 1", "context has 2");
            assertThat(variable.get()).isZero();
            return completed();
        });
    }

    @Ported({"test_taskgroup_finished", "test_coro_closed_when_tg_closed"})
    void createTask_onAFinishedGroup_isRefusedAndClosesTheCoroutine() {
        run(() -> {
            TaskGroup finished = await(taskGroup(group -> completed(group)));
            Coroutine<Void> late = async(() -> completed());
            assertThatThrownBy(() -> finished.createTask(late))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("finished");
            assertThat(late.state()).isEqualTo(Coroutine.State.CLOSED);
            return completed();
        });
    }

    @Ported("test_taskgroup_double_enter")
    void coroutineOfAGroup_thatIsAwaitedTwice_isRefused() {
        run(() -> {
            Coroutine<String> group = taskGroup(g -> completed("once"));
            assertThat(await(group)).isEqualTo("once");
            assertThat(await(failureOf(group))).isInstanceOf(IllegalStateException.class);
            return completed();
        });
    }

    @Ported("test_cancelling_level_preserved")
    void taskGroup_thatFails_leavesTheParentsCancelCountAsItWas() {
        run(() -> {
            await(failureOf(taskGroup(
                    group -> completed(group.createTask(failsAfter(seconds(0), new IllegalArgumentException()))))));
            assertThat(currentTask().cancelling()).isZero();
            return completed();
        });
    }
}
