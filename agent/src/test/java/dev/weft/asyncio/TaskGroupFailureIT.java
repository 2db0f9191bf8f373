package dev.weft.asyncio;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.currentTask;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.taskGroup;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.ExceptionGroup;
import dev.weft.Task;
import dev.weft.TaskGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/** Task groups in which a child or the body fails: the others are cancelled, and one group of failures leaves. */
@PortOf("test_taskgroups.TestTaskGroup")
class TaskGroupFailureIT extends AsyncioCase {
    private static final class SeriousError extends Error {
        private static final long serialVersionUID = 1;
    }

    @Ported("test_taskgroup_04")
    void child_thatFails_cancelsItsSibling() {
        run(() -> {
            Throwable thrown = await(failureOf(taskGroup(group -> {
                group.createTask(failsAfter(millis(100), new ArithmeticException()));
                group.createTask(logsCancel("sibling", seconds(1)));
                return completed();
            })));
            assertThat(typesIn(thrown)).containsExactly(ArithmeticException.class);
            assertThat(log).containsExactly("sibling cancelled");
            assertThat(elapsed()).isEqualTo(millis(100));
            return completed();
        });
    }

    @Ported("test_cancel_children_on_child_error")
    void children_thatFailInOneTurn_areAllInTheGroupAndTheBodyIsCancelled() {
        run(() -> {
            Throwable thrown = await(failureOf(taskGroup(group -> {
                for (int i = 0; i < 3; i++) {
                    group.createTask(failsAfter(millis(100), new ArithmeticException()));
                }
                group.createTask(logsCancel("sibling", seconds(5)));
                return logsCancel("body", seconds(10));
            })));
            assertThat(typesIn(thrown))
                    .containsExactly(ArithmeticException.class, ArithmeticException.class, ArithmeticException.class);
            assertThat(log).containsExactlyInAnyOrder("body cancelled", "sibling cancelled");
            return completed();
        });
    }

    @Async
    static Coroutine<Void> failsWithTwoChildren(List<Task<Integer>> tasks, boolean suspends) {
        return taskGroup(group -> {
            tasks.add(group.createTask(sleep(seconds(1), 42)));
            tasks.add(group.createTask(sleep(seconds(2), 11)));
            if (suspends) {
                await(sleep(millis(100)));
            }
            throw new ArithmeticException();
        });
    }

    @Ported("test_taskgroup_09")
    void body_thatFailsAfterASuspension_cancelsTheChildren() {
        run(() -> {
            List<Task<Integer>> tasks = new ArrayList<>();
            assertThat(typesIn(await(failureOf(failsWithTwoChildren(tasks, true)))))
                    .containsExactly(ArithmeticException.class);
            assertThat(tasks).hasSize(2).allMatch(Task::isCancelled);
            return completed();
        });
    }

    @Ported("test_taskgroup_10")
    void body_thatFailsAtOnce_cancelsTheChildrenBeforeTheyStart() {
        run(() -> {
            List<Task<Integer>> tasks = new ArrayList<>();
            assertThat(typesIn(await(failureOf(failsWithTwoChildren(tasks, false)))))
                    .containsExactly(ArithmeticException.class);
            assertThat(tasks).hasSize(2).allMatch(Task::isCancelled);
            return completed();
        });
    }

    @Ported("test_taskgroup_13")
    void outerGroup_whoseChildFails_cancelsTheInnerGroupInItsBody() {
        run(() -> {
            Throwable thrown = await(failureOf(taskGroup(outer -> {
                outer.createTask(failsAfter(millis(100), new IllegalArgumentException()));
                return taskGroup(
                        inner -> completed(inner.createTask(failsAfter(seconds(10), new ArithmeticException()))));
            })));
            assertThat(typesIn(thrown)).containsExactly(IllegalArgumentException.class);
            assertThat(elapsed()).isEqualTo(millis(100));
            return completed();
        });
    }

    @Ported("test_taskgroup_14")
    void innerGroup_whoseChildFails_isAFailureOfTheOuterBody() {
        run(() -> {
            Throwable thrown = await(failureOf(taskGroup(outer -> {
                outer.createTask(logsCancel("outer child", seconds(10)));
                return taskGroup(
                        inner -> completed(inner.createTask(failsAfter(millis(100), new IllegalArgumentException()))));
            })));
            assertThat(typesIn(thrown)).containsExactly(ExceptionGroup.class);
            assertThat(typesIn(((ExceptionGroup) thrown).exceptions().get(0)))
                    .containsExactly(IllegalArgumentException.class);
            assertThat(log).containsExactly("outer child cancelled");
            return completed();
        });
    }

    @Ported("test_taskgroup_19")
    void body_thatFailsInItsCleanup_isInTheGroupBehindTheChild() {
        run(() -> {
            Throwable thrown = await(failureOf(taskGroup(group -> {
                group.createTask(failsAfter(millis(100), new ArithmeticException()));
                return failsInCleanup(seconds(10), new NoSuchElementException());
            })));
            assertThat(typesIn(thrown)).containsExactly(ArithmeticException.class, NoSuchElementException.class);
            return completed();
        });
    }

    @Async
    static Coroutine<Void> throwsInCleanup(Error failure) {
        try {
            await(sleep(seconds(10)));
        } catch (CancelledError e) {
            throw failure;
        }
        return completed();
    }

    @Ported("test_taskgroup_20")
    void body_thatFailsWithWhatTheJvmCannotLiveWith_leavesTheGroupAsItIs() {
        InternalError fatal = new InternalError("fatal");
        run(() -> {
            Throwable thrown = await(failureOf(taskGroup(group -> {
                group.createTask(failsAfter(millis(100), new ArithmeticException()));
                return throwsInCleanup(fatal);
            })));
            assertThat(thrown).isSameAs(fatal);
            return completed();
        });
    }

    @Ported("test_taskgroup_20a")
    void body_thatThrowsAnErrorInItsCleanup_isInTheGroup() {
        run(() -> {
            Throwable thrown = await(failureOf(taskGroup(group -> {
                group.createTask(failsAfter(millis(100), new ArithmeticException()));
                return throwsInCleanup(new SeriousError());
            })));
            assertThat(typesIn(thrown)).containsExactly(ArithmeticException.class, SeriousError.class);
            return completed();
        });
    }

    @Async
    static Coroutine<Void> throwsAfter(Duration delay, Error failure) {
        await(sleep(delay));
        throw failure;
    }

    @Ported("test_taskgroup_21a")
    void child_thatThrowsAnError_isInTheGroup() {
        run(() -> {
            Throwable thrown = await(failureOf(taskGroup(group -> {
                group.createTask(throwsAfter(millis(100), new SeriousError()));
                return failsInCleanup(seconds(10), new IllegalArgumentException());
            })));
            assertThat(typesIn(thrown)).containsExactly(SeriousError.class, IllegalArgumentException.class);
            return completed();
        });
    }

    @Async
    Coroutine<Void> addsInItsCleanup(TaskGroup group) {
        try {
            await(sleep(seconds(1)));
        } catch (CancelledError e) {
            assertThatThrownBy(() -> group.createTask(yieldNow())).isInstanceOf(IllegalStateException.class);
            log.add("refused");
        }
        return completed();
    }

    @Ported("test_taskgroup_no_create_task_after_failure")
    void createTask_whileTheGroupShutsDownAfterAFailure_isRefused() {
        run(() -> {
            Throwable thrown = await(failureOf(taskGroup(group -> {
                group.createTask(failsAfter(millis(1), new ArithmeticException()));
                group.createTask(addsInItsCleanup(group));
                return completed();
            })));
            assertThat(typesIn(thrown)).containsExactly(ArithmeticException.class);
            assertThat(log).containsExactly("refused");
            return completed();
        });
    }

    private static final class Database implements AutoCloseable {
        @Override
        public void close() {
            throw new NoSuchElementException("close");
        }
    }

    @Ported("test_taskgroup_context_manager_exit_raises")
    void resourceInTheBody_thatFailsToClose_isInTheGroupAndTheCancelIsTakenBack() {
        run(() -> {
            Throwable thrown = await(failureOf(taskGroup(group -> {
                try (Database database = new Database()) {
                    group.createTask(failsAfter(seconds(0), new NoSuchElementException()));
                    await(sleep(seconds(1)));
                    log.add("not reached with " + (database != null));
                } catch (CancelledError e) {
                    throw (NoSuchElementException) e.getSuppressed()[0];
                }
                return completed();
            })));
            assertThat(typesIn(thrown)).containsExactly(NoSuchElementException.class, NoSuchElementException.class);
            assertThat(currentTask().cancelling()).isZero();
            return completed();
        });
    }

    @Async
    Coroutine<Void> bothGroupsFail() {
        await(taskGroup(outer -> {
            Throwable inner = await(failureOf(taskGroup(group -> {
                group.createTask(failsAfter(seconds(0), new IllegalStateException()));
                outer.createTask(failsAfter(seconds(0), new IllegalArgumentException()));
                return completed();
            })));
            assertThat(typesIn(inner)).containsExactly(IllegalStateException.class);
            log.add("cancelling " + currentTask().cancelling());
            return completed();
        }));
        return completed();
    }

    @Ported("test_nested_groups_both_cancelled")
    void nestedGroups_whoseChildrenFailInOneTurn_eachThrowAndTakeTheirCancelBack() {
        run(() -> {
            assertThat(typesIn(await(failureOf(bothGroupsFail())))).containsExactly(IllegalArgumentException.class);
            assertThat(log).containsExactly("cancelling 1");
            assertThat(currentTask().cancelling()).isZero();
            return completed();
        });
    }

    @Async
    Coroutine<Void> failsWhileCancelled() {
        Throwable thrown = await(failureOf(taskGroup(group -> {
            group.createTask(failsAfter(seconds(0), new IllegalStateException()));
            await(sleep(seconds(1)));
            log.add("not reached");
            return completed();
        })));
        assertThat(typesIn(thrown)).containsExactly(IllegalStateException.class);
        log.add("cancelling " + currentTask().cancelling());
        await(sleep(seconds(1)));
        log.add("not reached");
        return completed();
    }

    @Ported("test_error_and_cancel")
    void failureAndCancelFromOutside_inOneTurn_throwTheGroupAndKeepTheCancel() {
        run(() -> {
            Task<Void> task = createTask(failsWhileCancelled());
            await(yieldNow());
            await(yieldNow());
            assertThat(task.cancelling()).isZero();
            task.cancel();
            assertThat(task.cancelling()).isEqualTo(1);
            assertThat(await(failureOf(task))).isInstanceOf(CancelledError.class);
            assertThat(task.isCancelled()).isTrue();
            assertThat(log).containsExactly("cancelling 1");
            return completed();
        });
    }
}
