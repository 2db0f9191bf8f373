package dev.weft.semantics;

import static dev.weft.Weft.async;
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

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.ExceptionGroup;
import dev.weft.Task;
import dev.weft.TaskGroup;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Rules 22 to 24: failures in a group, cancels from outside, and timeouts around and inside. */
class TaskGroupIT extends Twin {
    /** Ends after a time; if it is cancelled, cleans up for another one. Both ways it throws the failure, if there is one. */
    @Async
    Coroutine<Void> child(String name, long delay, Duration cleanup, String failure) {
        try {
            await(sleep(seconds(delay)));
        } catch (CancelledError e) {
            log(name, e);
            if (cleanup.isZero()) {
                throw e;
            }
            await(sleep(cleanup));
            log(name, "cleaned up");
            throwIfNamed(failure);
            throw e;
        }
        log(name, "done");
        throwIfNamed(failure);
        return completed();
    }

    private static void throwIfNamed(String failure) {
        if (!failure.isEmpty()) {
            throw new Boom(failure);
        }
    }

    @Async
    Coroutine<Void> bodyThatFails() {
        try {
            await(sleep(seconds(9)));
        } catch (CancelledError e) {
            log("body", e);
            throw new Boom("body");
        }
        return completed();
    }

    @Test
    void firstFailure_cancelsTheOthersAndThrowsAllFailuresInOrder() {
        twin("rule22_first_failure", () -> {
            try {
                await(taskGroup(group -> {
                    group.createTask(child("a", 9, ZERO, ""));
                    group.createTask(child("b", 1, ZERO, "b"));
                    group.createTask(child("c", 9, seconds(2), "c"));
                    group.createTask(child("d", 1, ZERO, "d"));
                    group.createTask(child("e", 9, seconds(1), "e"));
                    return bodyThatFails();
                }));
            } catch (ExceptionGroup e) {
                log(e, now(), currentTask().cancelling());
            }
            return completed();
        });
    }

    @Async
    Coroutine<Void> parent(TaskGroup group) {
        await(sleep(seconds(1)));
        group.createTask(child("grandchild", 2, ZERO, ""));
        log("parent done");
        return completed();
    }

    @Async
    Coroutine<Void> addsWhenCancelled(TaskGroup group) {
        try {
            await(sleep(seconds(9)));
        } catch (CancelledError e) {
            try {
                group.createTask(child("late", 1, ZERO, ""));
            } catch (IllegalStateException refused) {
                log("refused", refused);
            }
            throw e;
        }
        return completed();
    }

    @Async
    static Coroutine<Void> failsAfter(Duration delay, String failure) {
        await(sleep(delay));
        throw new Boom(failure);
    }

    @Test
    void createTask_whileTheGroupCloses_isTakenButRefusedAfterAFailure() {
        twin("rule22_more_tasks", () -> {
            await(taskGroup(group -> {
                group.createTask(parent(group));
                log("body ends");
                return completed();
            }));
            log("group ends", now());
            try {
                await(taskGroup(group -> {
                    group.createTask(addsWhenCancelled(group));
                    group.createTask(failsAfter(seconds(1), "failure"));
                    return completed();
                }));
            } catch (ExceptionGroup e) {
                log(e);
            }
            return completed();
        });
    }

    @Async
    Coroutine<Void> throwsWhenCancelled(String name, String failure) {
        try {
            await(sleep(seconds(9)));
        } catch (CancelledError e) {
            log(name, e);
            throwIfNamed(failure);
            throw e;
        }
        return completed();
    }

    @Async
    Coroutine<Void> groupWith(String failure) {
        try {
            await(taskGroup(group -> {
                group.createTask(throwsWhenCancelled("a", ""));
                group.createTask(throwsWhenCancelled("b", failure));
                return completed();
            }));
        } catch (ExceptionGroup e) {
            log(e, currentTask().cancelling());
        }
        log("behind the group");
        await(sleep(seconds(1)));
        log("behind the sleep");
        return completed();
    }

    @Async
    Coroutine<Void> cancelledInTheTurnOfAFailure() {
        try {
            await(taskGroup(group -> {
                group.createTask(failsAfter(ZERO, "child"));
                await(sleep(seconds(9)));
                return completed();
            }));
        } catch (ExceptionGroup e) {
            log(e, currentTask().cancelling());
        }
        await(sleep(seconds(1)));
        log("not reached");
        return completed();
    }

    @Async
    Coroutine<Void> logsItsCancel(Task<Void> task) {
        try {
            await(task);
        } catch (CancelledError e) {
            log("main", e);
        }
        return completed();
    }

    @Test
    void cancelFromOutside_isACancelledErrorOrAGroupThatKeepsTheCancel() {
        twin("rule23_cancelled_from_outside", () -> {
            for (String failure : new String[] {"", "cleanup"}) {
                Task<Void> task = createTask(groupWith(failure));
                await(sleep(seconds(1)));
                task.cancel();
                await(logsItsCancel(task));
                log(task.isCancelled(), now());
            }
            Task<Void> task = createTask(cancelledInTheTurnOfAFailure());
            await(yieldNow());
            await(yieldNow());
            task.cancel();
            await(logsItsCancel(task));
            return completed();
        });
    }

    @Test
    void timeouts_aroundAGroupAndInsideAChild_throwWhenAllHaveEnded() {
        twin("rule24_timeouts_and_groups", () -> {
            try {
                await(timeout(
                        seconds(2),
                        t -> taskGroup(group -> {
                            group.createTask(child("a", 1, seconds(1), ""));
                            group.createTask(child("b", 9, seconds(3), ""));
                            return completed();
                        })));
            } catch (TimeoutException e) {
                log("around", e, now());
            }
            try {
                await(taskGroup(group -> {
                    group.createTask(child("c", 9, seconds(1), ""));
                    group.createTask(timeout(seconds(1), t -> sleep(seconds(9))));
                    return completed();
                }));
            } catch (ExceptionGroup e) {
                log("inside", e, now());
            }
            return completed();
        });
    }

    /** Rule 24, where Weft has what asyncio gets in CPython 3.15. */
    @Test
    void cancelOfAGroup_cancelsItsChildrenAndLeavesNoError() {
        runMain(() -> {
            String value = await(taskGroup(group -> {
                group.createTask(throwsWhenCancelled("a", ""));
                await(yieldNow());
                group.cancel();
                return completed("value");
            }));
            log(value, now(), currentTask().cancelling());
            return completed();
        });
        assertThat(lines()).containsExactly("a CancelledError", "value 0 0");
    }

    /** Rule 43. */
    @Test
    void groupThatCancelledItself_stillObeysACancelFromOutside() {
        runMain(() -> {
            Task<Void> task = createTask(async(() -> {
                await(taskGroup(group -> {
                    group.createTask(child("slow", 9, seconds(5), ""));
                    await(yieldNow());
                    group.cancel();
                    return completed();
                }));
                log("not reached");
                return completed();
            }));
            await(sleep(seconds(1)));
            task.cancel();
            await(logsItsCancel(task));
            return completed();
        });
        assertThat(lines()).doesNotContain("not reached").endsWith("main CancelledError");
    }
}
