package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Awaitable;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Rules 8, 9, 10 and 13: who gets a result or a failure, how often, and what is refused. */
class ResultsIT extends Twin {
    @Async
    Coroutine<String> work() {
        log("work");
        await(sleep(seconds(1)));
        return completed("value");
    }

    @Async
    Coroutine<Void> watcher(String name, Task<String> task) {
        log(name, await(task), await(task));
        return completed();
    }

    @Test
    void await_twice_givesATaskItsResultAndRefusesACoroutine() {
        twin("rule08_await_task_often", () -> {
            Task<String> task = createTask(work());
            List<Task<Void>> watchers = new ArrayList<>();
            for (String name : List.of("a", "b", "c")) {
                watchers.add(createTask(watcher(name, task)));
            }
            log(await(task), await(task));
            await(gather(watchers));
            Coroutine<String> once = work();
            log(await(once));
            try {
                await(once);
            } catch (IllegalStateException e) {
                log(e);
            }
            log("end");
            return completed();
        });
    }

    @Async
    Coroutine<Void> fail() {
        log("fail");
        await(yieldNow());
        throw new Boom("original");
    }

    @Async
    Coroutine<Void> catching(String name, Awaitable<?> awaitable, List<Throwable> seen) {
        try {
            await(awaitable);
        } catch (Boom e) {
            log(name, e);
            seen.add(e);
        }
        return completed();
    }

    @Test
    void await_ofAFailedTask_throwsTheSameObjectEachTime() {
        twin("rule09_same_failure", () -> {
            List<Throwable> seen = new ArrayList<>();
            Task<Void> task = createTask(fail());
            await(gather(catching("a", task, seen), catching("b", task, seen), catching("c", task, seen)));
            await(catching("main", task, seen));
            await(catching("gather", gather(task, sleep(seconds(5))), seen));
            log(seen.stream().allMatch(e -> e == task.exception()), seen.size());
            try {
                task.result();
            } catch (Boom e) {
                log(e == task.exception());
            }
            return completed();
        });
    }

    @Async
    Coroutine<String> inner() {
        try {
            log("inner body");
            await(sleep(seconds(1)));
            throw new Boom("inner");
        } finally {
            log("inner finally");
            await(sleep(seconds(1)));
            log("inner finally ends");
        }
    }

    @Async
    Coroutine<String> middle() {
        try {
            return completed(await(inner()));
        } finally {
            log("middle finally");
            await(yieldNow());
            log("middle finally ends");
        }
    }

    @Async
    @SuppressWarnings({"finally", "Finally"})
    Coroutine<String> returns() {
        try {
            await(middle());
        } finally {
            await(sleep(seconds(1)));
            return completed("return wins");
        }
    }

    @Async
    Coroutine<String> replaces() {
        try {
            return completed(await(middle()));
        } catch (Boom e) {
            log("caught", e);
            await(sleep(seconds(1)));
            throw new Boom("other");
        } finally {
            log("last");
        }
    }

    @Test
    void finally_thatSuspends_runsInsideOutAndItsReturnWins() {
        twin("rule09_finally_inside_out", () -> {
            log(await(returns()));
            try {
                await(replaces());
            } catch (Boom e) {
                log(e);
            }
            for (int i = 0; i < 3; i++) {
                try {
                    if (i == 1) {
                        continue;
                    }
                    await(sleep(seconds(1)));
                } finally {
                    await(sleep(seconds(1)));
                    log("round", i);
                }
            }
            return completed();
        });
    }

    @Async
    static Coroutine<Void> failing(String name) {
        throw new Boom(name);
    }

    @Test
    void failure_thatNobodyLookedAt_isReportedWhenRunEnds() {
        twin("rule10_unseen_failures", () -> {
            Task<Void> seen = createTask(failing("awaited"));
            Task<Void> looked = createTask(failing("looked at"));
            Task<Void> unseen = createTask(failing("unseen"));
            Task<Void> cancelled = createTask(failing("cancelled in time"));
            cancelled.cancel();
            try {
                await(seen);
            } catch (Boom e) {
                log(e);
            }
            log(looked.exception());
            log(unseen.isDone(), cancelled.isCancelled());
            log("main ends");
            return completed();
        });
    }

    @Test
    void failureOfAFuture_thatNobodyLookedAt_isReportedWhenRunEnds() {
        twin("rule10_unseen_future", () -> {
            Future<Void> future = EventLoop.running().createFuture();
            future.setException(new Boom("nobody looked"));
            Future<Void> other = EventLoop.running().createFuture();
            other.setException(new Boom("somebody looked"));
            other.addDoneCallback(f -> log("callback", f.exception()));
            try {
                await(yieldNow());
                log("main ends");
            } finally {
                Reference.reachabilityFence(future); // as Python's locals: garbage would be reported sooner
            }
            return completed();
        });
    }

    @Async
    Coroutine<Void> failsAfter(String name, int turns) {
        for (int i = 0; i < turns; i++) {
            await(yieldNow());
        }
        log("fails", name);
        throw new Boom(name);
    }

    @Test
    void failuresOfSiblings_behindTheFirstOfAGather_areNotReported() {
        twin("rule10_gather_and_siblings", () -> {
            try {
                await(gather(failsAfter("first", 1), failsAfter("second", 2), failsAfter("third", 1)));
            } catch (Boom e) {
                log("caught", e);
            }
            await(sleep(seconds(1)));
            log("main ends");
            return completed();
        });
    }

    private void attempt(String name, Supplier<Object> action) {
        try {
            log(name, action.get());
        } catch (IllegalStateException e) {
            log(name, e);
        }
    }

    private void attempt(String name, Runnable action) {
        attempt(name, () -> {
            action.run();
            return null;
        });
    }

    private void cancelledOn(Runnable action) {
        try {
            action.run();
        } catch (CancelledError e) {
            log(e);
        }
    }

    @Test
    void transitions_outOfOrder_areRefused() {
        twin("rule13_wrong_transitions", () -> {
            Future<Integer> future = EventLoop.running().createFuture();
            attempt("result while pending", () -> future.result());
            attempt("exception while pending", () -> future.exception());
            future.setResult(1);
            attempt("set twice", () -> future.setResult(2));
            attempt("exception after result", () -> future.setException(new Boom("late")));
            attempt("result", () -> future.result());
            attempt("cancel", () -> future.cancel());
            Future<Integer> cancelled = EventLoop.running().createFuture();
            attempt("cancel", () -> cancelled.cancel());
            attempt("cancel again", () -> cancelled.cancel());
            attempt("set after cancel", () -> cancelled.setResult(2));
            cancelledOn(cancelled::result);
            cancelledOn(cancelled::exception);
            log(cancelled.isDone(), cancelled.isCancelled());
            return completed();
        });
    }

    @Test
    void await_ofOneself_isRefused() {
        twin("rule13_await_oneself", () -> {
            List<Task<String>> itself = new ArrayList<>();
            itself.add(createTask(() -> {
                try {
                    await(itself.get(0));
                } catch (IllegalStateException e) {
                    log("refused", e);
                }
                return completed("survives");
            }));
            log(await(itself.get(0)));
            return completed();
        });
    }
}
