package dev.weft.asyncio;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.taskGroup;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.AsyncCallable;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.ExceptionGroup;
import dev.weft.Task;
import java.time.Duration;
import java.util.NoSuchElementException;

/** Task groups whose parent is cancelled from outside. */
@PortOf("test_taskgroups.TestTaskGroup")
class TaskGroupCancelIT extends AsyncioCase {
    /** Runs a body as a task, cancels that after a time, and gives what it throws. */
    @Async
    static <T> Coroutine<Throwable> cancelledAfter(Duration delay, AsyncCallable<T> body) {
        Task<T> task = createTask(body);
        await(sleep(delay));
        assertThat(task.isDone()).isFalse();
        task.cancel();
        return failureOf(task);
    }

    @Ported("test_cancellation")
    void cancel_whileTheGroupWaits_reachesAllChildren() {
        run(() -> {
            Throwable thrown = await(cancelledAfter(
                    millis(100),
                    () -> taskGroup(group -> {
                        for (int i = 0; i < 5; i++) {
                            group.createTask(logsCancel("child " + i, seconds(5)));
                        }
                        return completed();
                    })));
            assertThat(thrown).isInstanceOf(CancelledError.class);
            assertThat(log)
                    .containsExactly(
                            "child 0 cancelled",
                            "child 1 cancelled",
                            "child 2 cancelled",
                            "child 3 cancelled",
                            "child 4 cancelled");
            return completed();
        });
    }

    @Ported("test_taskgroup_07")
    void cancel_whileTheBodySleeps_reachesTheBodyAndThenTheChildren() {
        run(() -> {
            Throwable thrown = await(cancelledAfter(
                    millis(100),
                    () -> taskGroup(group -> {
                        group.createTask(logsCancel("child 1", seconds(5)));
                        group.createTask(logsCancel("child 2", seconds(5)));
                        return logsCancel("body", seconds(10));
                    })));
            assertThat(thrown).isInstanceOf(CancelledError.class);
            assertThat(log).containsExactly("body cancelled", "child 1 cancelled", "child 2 cancelled");
            return completed();
        });
    }

    @Async
    static Coroutine<Void> groupOfFailingCleanups() {
        return taskGroup(group -> {
            for (int i = 0; i < 5; i++) {
                group.createTask(failsInCleanup(seconds(10), new ArithmeticException()));
            }
            await(sleep(seconds(10)));
            return completed();
        });
    }

    @Ported("test_taskgroup_08")
    void cancel_ofChildrenThatFailInTheirCleanup_throwsTheGroup() {
        run(() -> {
            Throwable thrown = await(cancelledAfter(millis(100), () -> groupOfFailingCleanups()));
            assertThat(typesIn(thrown)).hasSize(5).containsOnly(ArithmeticException.class);
            return completed();
        });
    }

    @Ported("test_taskgroup_11")
    void cancel_ofAnInnerGroupWithFailures_nestsTheGroups() {
        run(() -> {
            Throwable thrown = await(cancelledAfter(millis(100), () -> taskGroup(outer -> groupOfFailingCleanups())));
            assertThat(typesIn(thrown)).containsExactly(ExceptionGroup.class);
            assertThat(typesIn(((ExceptionGroup) thrown).exceptions().get(0))).containsOnly(ArithmeticException.class);
            return completed();
        });
    }

    @Ported("test_taskgroup_12")
    void cancel_ofNestedGroups_cancelsTheChildrenOfTheOuterToo() {
        run(() -> {
            Throwable thrown = await(cancelledAfter(
                    millis(100),
                    () -> taskGroup(outer -> {
                        outer.createTask(logsCancel("outer child", seconds(10)));
                        return groupOfFailingCleanups();
                    })));
            assertThat(typesIn(thrown)).containsExactly(ExceptionGroup.class);
            assertThat(typesIn(((ExceptionGroup) thrown).exceptions().get(0))).containsOnly(ArithmeticException.class);
            assertThat(log).containsExactly("outer child cancelled");
            return completed();
        });
    }

    @Async
    static Coroutine<Void> cleansUpWhileAChildFails() {
        return taskGroup(group -> {
            group.createTask(failsAfter(millis(300), new ArithmeticException()));
            try {
                await(sleep(seconds(10)));
            } catch (CancelledError e) {
                await(sleep(millis(500)));
                throw e;
            }
            return completed();
        });
    }

    @Ported("test_taskgroup_15")
    void childThatFails_whileTheCancelledBodyCleansUp_isThrownAsAGroup() {
        run(() -> {
            Throwable thrown = await(cancelledAfter(millis(100), () -> cleansUpWhileAChildFails()));
            assertThat(typesIn(thrown)).containsExactly(ArithmeticException.class);
            return completed();
        });
    }

    @Ported("test_taskgroup_16")
    void childThatFails_whileTheCancelComesThroughATask_isThrownAsAGroup() {
        run(() -> {
            Throwable thrown =
                    await(cancelledAfter(millis(100), () -> completed(await(createTask(cleansUpWhileAChildFails())))));
            assertThat(typesIn(thrown)).containsExactly(ArithmeticException.class);
            return completed();
        });
    }

    @Ported("test_taskgroup_17")
    void cancel_ofAGroupWithoutChildren_isACancelledError() {
        run(() -> {
            Throwable thrown =
                    await(cancelledAfter(millis(100), () -> taskGroup(g -> logsCancel("body", seconds(10)))));
            assertThat(thrown).isInstanceOf(CancelledError.class);
            assertThat(log).containsExactly("body cancelled");
            return completed();
        });
    }

    @Ported("test_taskgroup_18")
    void cancel_thatTheBodyTurnsIntoAFailure_isThrownAsAGroup() {
        run(() -> {
            Throwable thrown = await(cancelledAfter(
                    millis(100), () -> taskGroup(group -> failsInCleanup(seconds(10), new NoSuchElementException()))));
            assertThat(typesIn(thrown)).containsExactly(NoSuchElementException.class);
            return completed();
        });
    }

    @Ported("test_taskgroup_22")
    void cancel_whileTheGroupWaitsForChildrenOfDifferentLength_isACancelledError() {
        run(() -> {
            Throwable thrown = await(cancelledAfter(
                    millis(50),
                    () -> taskGroup(group -> {
                        group.createTask(sleep(seconds(1), 42));
                        group.createTask(sleep(seconds(2), 11));
                        return completed();
                    })));
            assertThat(thrown).isInstanceOf(CancelledError.class);
            assertThat(elapsed()).isEqualTo(millis(50));
            return completed();
        });
    }
}
