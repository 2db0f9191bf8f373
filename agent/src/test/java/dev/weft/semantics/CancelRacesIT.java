package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.currentTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.gatherSettled;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static java.time.Duration.ZERO;

import dev.weft.Async;
import dev.weft.AsyncCallable;
import dev.weft.Awaitable;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules 15, 17 and 18: cancel against result, cancel against cancel, and a task that cancels itself. */
class CancelRacesIT extends Twin {
    @Async
    static <T> Coroutine<T> waits(Awaitable<T> awaitable) {
        return completed(await(awaitable));
    }

    @Async
    static Coroutine<Void> ends(Awaitable<?> awaitable) {
        await(awaitable);
        return completed();
    }

    @Async
    Coroutine<Void> waiter(String name, Future<String> future) {
        try {
            log(name, await(future));
        } catch (CancelledError e) {
            log(name, "cancelled");
            throw e;
        }
        return completed();
    }

    @Test
    void cancel_betweenResultAndWakeUp_wins() {
        twin("rule15_result_then_cancel", () -> {
            EventLoop loop = EventLoop.running();
            Future<String> future = loop.createFuture();
            Task<Void> first = createTask(waiter("first", future));
            Task<Void> second = createTask(waiter("second", future));
            await(yieldNow());
            future.setResult("kept");
            log(first.cancel(), first.cancelling());
            log(future.isCancelled(), future.result());
            await(gatherSettled(List.of(first, second)));
            log(first.isCancelled(), second.isCancelled(), await(future));
            Future<String> failing = loop.createFuture();
            Task<Void> third = createTask(waiter("third", failing));
            await(yieldNow());
            failing.setException(new Boom("lost"));
            third.cancel();
            await(yieldNow());
            log(third.isCancelled(), failing.exception());
            log(third.cancel());
            return completed();
        });
    }

    @Async
    Coroutine<String> child() {
        log("child");
        return completed("value");
    }

    @Async
    Coroutine<Void> parent(Task<String> task) {
        try {
            log("parent", await(task));
        } catch (CancelledError e) {
            log("parent cancelled");
            log("again", await(task));
            throw e;
        }
        return completed();
    }

    @Test
    void cancel_fromTheCallbackOfTheAwaitedTask_comesInTheOrderOfRegistration() {
        twin("rule15_child_done_then_cancel", () -> {
            Task<String> task = createTask(child());
            Task<Void> waiting = createTask(parent(task));
            task.addDoneCallback(t -> log("callback cancels", waiting.cancel()));
            await(yieldNow());
            await(yieldNow());
            await(yieldNow());
            log(waiting.isCancelled(), task.result());
            return completed();
        });
    }

    @Async
    Coroutine<Void> sleeper() {
        try {
            log(await(sleep(seconds(1), "slept")));
        } catch (CancelledError e) {
            log("cancelled");
            await(sleep(seconds(1)));
            log("cleaned");
            throw e;
        }
        return completed();
    }

    @Test
    void cancel_behindTheTimerOfASleep_wins() {
        twin("rule15_sleep_over_then_cancel", () -> {
            Task<Void> task = createTask(sleeper());
            await(yieldNow());
            EventLoop.running().callLater(seconds(1), () -> log("cancel", task.cancel()));
            await(sleep(seconds(5)));
            log(task.isCancelled(), now());
            return completed();
        });
    }

    @Async
    Coroutine<String> absorbsOne() {
        try {
            await(sleep(seconds(10)));
        } catch (CancelledError e) {
            log("once", e);
        }
        await(sleep(seconds(1)));
        log("ran on");
        return completed("value");
    }

    @Test
    void cancel_twiceBeforeDelivery_isOneException() {
        twin("rule17_two_requests", () -> {
            Task<String> task = createTask(absorbsOne());
            await(sleep(seconds(1)));
            log(task.cancel("one"), task.cancel("two"), task.cancelling());
            try {
                log(await(task));
            } catch (CancelledError e) {
                log("main", e);
            }
            log(task.isCancelled(), task.cancelling());
            Future<String> future = EventLoop.running().createFuture();
            Task<String> waiting = createTask(waits(future));
            await(yieldNow());
            log(waiting.cancel("first"), waiting.cancel("second"));
            try {
                await(waiting);
            } catch (CancelledError e) {
                log("main", e);
            }
            return completed();
        });
    }

    @Async
    Coroutine<Void> cleansUp() {
        try {
            await(sleep(seconds(10)));
        } finally {
            log("cleanup");
            try {
                await(sleep(seconds(10)));
                log("never");
            } catch (CancelledError e) {
                log("interrupted", e);
                await(sleep(seconds(1)));
                log("cleanup ends");
            }
        }
        return completed();
    }

    @Test
    void cancel_duringCleanup_interruptsTheCleanup() {
        twin("rule17_cleanup_interrupted", () -> {
            Task<Void> task = createTask(cleansUp());
            await(sleep(seconds(1)));
            task.cancel("one");
            await(sleep(seconds(1)));
            log(task.cancel("two"), task.cancelling());
            try {
                await(task);
            } catch (CancelledError e) {
                log(e);
            }
            log(task.isCancelled());
            return completed();
        });
    }

    @Async
    Coroutine<String> body(String name) {
        log(name, "starts");
        await(yieldNow());
        log(name, "ends");
        return completed(name);
    }

    @Async
    Coroutine<String> goesOn(Future<Void> future) {
        try {
            await(future);
        } catch (CancelledError e) {
            log("waits", e);
            log(currentTask().uncancel());
        }
        await(yieldNow());
        return completed("went on");
    }

    @Test
    void uncancel_toZero_withdrawsWhatWasNotPassedOn() {
        twin("rule17_uncancel", () -> {
            Task<String> withdrawn = createTask(body("withdrawn"));
            log(withdrawn.cancel(), withdrawn.cancelling(), withdrawn.uncancel(), withdrawn.cancelling());
            log(await(withdrawn), withdrawn.uncancel());
            Task<String> twice = createTask(body("not at zero"));
            twice.cancel("a");
            twice.cancel("b");
            log(twice.uncancel());
            try {
                await(twice);
            } catch (CancelledError e) {
                log(e, twice.cancelling());
            }
            Future<Void> future = EventLoop.running().createFuture();
            Task<String> waiting = createTask(goesOn(future));
            await(yieldNow());
            log(waiting.cancel("passed on"), waiting.uncancel(), future.isCancelled());
            log(await(waiting), waiting.isCancelled());
            Task<String> yielding = createTask(body("yielding"));
            await(yieldNow());
            log(yielding.cancel(), yielding.uncancel());
            log(await(yielding));
            return completed();
        });
    }

    @Async
    Coroutine<String> done() {
        return completed("done");
    }

    @Async
    <T> Coroutine<T> cancelsItself(AsyncCallable<T> suspend) throws Exception {
        log("before", currentTask().cancel("self"));
        log(await(done()));
        try {
            T value = await(suspend.call());
            log("never");
            return completed(value);
        } catch (CancelledError e) {
            log("at the suspension", e);
            throw e;
        }
    }

    @Test
    void cancel_ofOneself_arrivesAtTheNextSuspension() {
        twin("rule18_oneself_at_next_suspension", () -> {
            Future<Void> future = EventLoop.running().createFuture();
            Task<Void> other = createTask(sleep(seconds(5)));
            List<AsyncCallable<Void>> suspensions = List.of(
                    () -> yieldNow(),
                    () -> sleep(seconds(3)),
                    () -> waits(future),
                    () -> ends(gather(sleep(seconds(1)), other)));
            for (AsyncCallable<Void> suspend : suspensions) {
                Task<Void> task = createTask(() -> cancelsItself(suspend));
                try {
                    await(task);
                } catch (CancelledError e) {
                    log("main", e, task.isCancelled());
                }
            }
            log(future.isCancelled(), other.isCancelled(), now());
            return completed();
        });
    }

    @Async
    Coroutine<String> losesItsValue(Task<String> task) {
        currentTask().cancel("lost");
        log("done task", await(task));
        return completed("value");
    }

    @Async
    static Coroutine<String> failsAfterCancel() {
        currentTask().cancel();
        throw new Boom("stronger");
    }

    @Async
    Coroutine<String> absorbs() {
        currentTask().cancel();
        try {
            await(yieldNow());
        } catch (CancelledError e) {
            log("absorbed", currentTask().cancelling());
        }
        return completed("kept");
    }

    @Test
    void cancel_ofOneselfBeforeTheReturn_losesTheValue() {
        twin("rule18_oneself_then_return", () -> {
            Task<String> early = createTask(sleep(ZERO, "early"));
            await(early);
            List<AsyncCallable<String>> bodies =
                    List.of(() -> losesItsValue(early), () -> failsAfterCancel(), () -> absorbs());
            for (AsyncCallable<String> body : bodies) {
                Task<String> task = createTask(body);
                try {
                    log("value", await(task));
                } catch (Boom | CancelledError e) {
                    log("thrown", e);
                }
                log(task.isCancelled(), task.cancelling());
            }
            return completed();
        });
    }

    @Async
    Coroutine<Void> cancelsThenWaits(Turns turns, Future<Void> future) {
        turns.log("body");
        currentTask().cancel();
        try {
            await(future);
        } catch (CancelledError e) {
            turns.log("thrown", future.isCancelled());
            throw e;
        }
        return completed();
    }

    @Test
    void cancel_ofOneselfBeforeAFuture_cancelsTheFutureInThatTurn() {
        twin("rule18_self_cancel_turns", () -> {
            Turns turns = new Turns(this);
            Future<Void> future = EventLoop.running().createFuture();
            future.addDoneCallback(f -> turns.log("future callback"));
            Task<Void> task = createTask(cancelsThenWaits(turns, future));
            task.addDoneCallback(t -> turns.log("task callback"));
            while (!task.isDone()) {
                await(yieldNow());
                turns.log(future.isCancelled(), task.isCancelled());
            }
            await(yieldNow());
            turns.stop();
            return completed();
        });
    }

    @Async
    Coroutine<String> victim(String name) {
        try {
            log(name, "runs");
            await(yieldNow());
            log(name, "runs on");
            await(yieldNow());
            log(name, "completes");
            return completed(name);
        } catch (CancelledError e) {
            log(name, "cancelled");
            throw e;
        }
    }

    @Test
    void cancel_withinATurn_reachesWhoRunsLaterInThatTurn() {
        twin("rule18_cancel_from_another_in_the_same_turn", () -> {
            Task<String> before = createTask(victim("before"));
            Task<?>[] after = new Task<?>[1];
            Task<Void> kill = createTask(() -> {
                await(yieldNow());
                log("kill", before.cancel(), after[0].cancel());
                await(yieldNow());
                log("killed", before.isDone(), after[0].isDone());
                return completed();
            });
            after[0] = createTask(victim("after"));
            log(await(gatherSettled(List.of(before, kill, after[0]))));
            return completed();
        });
    }
}
