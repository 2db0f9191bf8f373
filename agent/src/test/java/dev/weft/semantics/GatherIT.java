package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.currentTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.gatherSettled;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Awaitable;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rule 25, what concerns gather: order of results, first error, and cancels from both sides. */
class GatherIT extends Twin {
    @Async
    Coroutine<String> child(String name, int delay, boolean fails) {
        try {
            await(sleep(seconds(delay)));
        } catch (CancelledError e) {
            log(name, e);
            throw e;
        }
        log(name, "done");
        if (fails) {
            throw new Boom(name);
        }
        return completed(name);
    }

    @Test
    void gather_withAFailure_throwsTheFirstWhileSiblingsRunOn() {
        twin("rule25_first_error_surfaces", () -> {
            try {
                await(gather(child("a", 3, false), child("b", 1, true), child("c", 2, true), child("d", 4, false)));
            } catch (Boom e) {
                log("main", e);
            }
            await(sleep(seconds(2)));
            log("main again");
            await(sleep(seconds(3)));
            log(await(gatherSettled(List.of(child("e", 2, false), child("f", 1, true)))));
            return completed();
        });
    }

    @Async
    Coroutine<String> sleeps(String name, boolean absorbs) {
        try {
            await(sleep(seconds(10)));
        } catch (CancelledError e) {
            log(name, e);
            if (!absorbs) {
                throw e;
            }
        }
        return completed(name);
    }

    @Test
    void gather_withACancelledChild_throwsAndLeavesTheSiblings() {
        twin("rule25_cancelled_child", () -> {
            Task<String> a = createTask(sleeps("a", false));
            Task<String> b = createTask(sleeps("b", false));
            EventLoop.running().callLater(seconds(1), () -> a.cancel("only a"));
            try {
                await(gather(a, b));
            } catch (CancelledError e) {
                log("gather", e, currentTask().cancelling());
            }
            log(a.isCancelled(), b.isDone());
            log(await(b));
            return completed();
        });
    }

    @Test
    void cancel_ofAGather_cancelsAllChildren() {
        twin("rule25_cancel_the_gather", () -> {
            for (String absorbing : List.of("", "b", "ab")) {
                Future<List<String>> future =
                        gather(sleeps("a", absorbing.contains("a")), sleeps("b", absorbing.contains("b")));
                await(sleep(seconds(1)));
                log(future.cancel("all"), future.isDone(), future.cancel());
                try {
                    log(await(future));
                } catch (CancelledError e) {
                    log("gather", e);
                }
                log(future.isCancelled(), future.cancel());
            }
            Future<List<String>> empty = gather(List.of());
            log(empty.isDone(), await(empty));
            return completed();
        });
    }

    @Async
    Coroutine<String> runs(String name) {
        log("run", name);
        await(sleep(seconds(1)));
        return completed(name);
    }

    @Test
    void gather_ofEqualArguments_runsThemOnce() {
        twin("rule25_equal_arguments_share", () -> {
            Coroutine<String> coroutine = runs("coroutine");
            Task<String> task = createTask(runs("task"));
            log(await(gather(coroutine, task, coroutine, task)));
            log(await(gather(task, runs("new"), task)));
            return completed();
        });
    }

    @Async
    static Coroutine<String> named(String name) {
        if (name.equals("bad")) {
            throw new Boom(name);
        }
        return completed(name);
    }

    @Test
    void gather_ofDoneAndFailedTasks_isDoneAtOnceOrThrowsTheFailure() {
        twin("rule25_gather_with_done_and_failed", () -> {
            Turns turns = new Turns(this);
            Task<String> good = createTask(named("good"));
            Task<String> bad = createTask(named("bad"));
            await(yieldNow());
            try {
                await(gather(good, bad, named("never seen")));
            } catch (Boom e) {
                turns.log(e);
            }
            turns.log(await(gatherSettled(List.of(good, bad, good))));
            try {
                await(gather(named("x"), bad));
            } catch (Boom e) {
                turns.log(e);
            }
            Future<List<String>> failed = gather(List.<Awaitable<String>>of(bad, good));
            turns.log(failed.isDone());
            try {
                await(failed);
            } catch (Boom e) {
                turns.log(e, failed.isDone());
            }
            turns.stop();
            return completed();
        });
    }
}
