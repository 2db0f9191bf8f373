package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.gatherSettled;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.AsyncCallable;
import dev.weft.Awaitable;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules 14 and 16: how a request to cancel reaches what is awaited, and when it shows. */
class CancellationIT extends Twin {
    private static List<Boolean> cancelled(Future<?>... futures) {
        return Stream.of(futures).map(Future::isCancelled).toList();
    }

    @Test
    void cancel_beforeTheFirstStep_keepsTheBodyFromRunning() {
        twin("rule14_before_first_step", () -> {
            Turns turns = new Turns(this);
            Task<Void> task = createTask(() -> {
                log("never");
                return completed();
            });
            turns.log(task.cancel("why"), task.isCancelled(), task.isDone(), task.cancelling());
            task.addDoneCallback(t -> turns.log("callback", t.isCancelled()));
            await(yieldNow());
            turns.log(task.isCancelled(), task.cancel(), task.cancelling());
            try {
                await(task);
            } catch (CancelledError e) {
                turns.log(e);
            }
            turns.stop();
            return completed();
        });
    }

    @Async
    Coroutine<Void> awaitsFuture(Turns turns, Future<Void> future) {
        try {
            await(future);
        } catch (CancelledError e) {
            turns.log("body", e);
            throw e;
        } finally {
            turns.log("finally");
        }
        return completed();
    }

    @Test
    void cancel_ofATaskThatAwaitsAFuture_showsOneTurnLater() {
        twin("rule14_waiting_on_a_future", () -> {
            Turns turns = new Turns(this);
            Future<Void> future = EventLoop.running().createFuture();
            Task<Void> task = createTask(awaitsFuture(turns, future));
            task.addDoneCallback(t -> turns.log("task callback", t.isCancelled()));
            future.addDoneCallback(f -> turns.log("future callback", f.isCancelled()));
            await(yieldNow());
            turns.log(task.cancel("enough"), future.isCancelled(), task.isCancelled());
            for (int i = 0; i < 3; i++) {
                await(yieldNow());
                turns.log(future.isCancelled(), task.isCancelled());
            }
            turns.stop();
            return completed();
        });
    }

    @Async
    Coroutine<Void> link(Turns turns, String name, Awaitable<Void> inner) {
        try {
            await(inner);
        } catch (CancelledError e) {
            turns.log(name, e);
            throw e;
        }
        return completed();
    }

    @Test
    void cancel_ofAChainOfTasks_climbsOneTaskATurn() {
        twin("rule14_chain_of_tasks", () -> {
            Turns turns = new Turns(this);
            Future<Void> future = EventLoop.running().createFuture();
            Task<Void> a = createTask(link(turns, "a", future));
            Task<Void> b = createTask(link(turns, "b", a));
            Task<Void> c = createTask(link(turns, "c", b));
            await(yieldNow());
            await(yieldNow());
            turns.log(
                    c.cancel("from the top"),
                    cancelled(future, a, b, c),
                    List.of(a.cancelling(), b.cancelling(), c.cancelling()));
            while (!c.isDone()) {
                await(yieldNow());
                turns.log(cancelled(future, a, b, c));
            }
            turns.stop();
            return completed();
        });
    }

    @Async
    Coroutine<String> swallows() {
        try {
            await(sleep(seconds(10)));
        } catch (CancelledError e) {
            log("swallowed");
        }
        return completed("value");
    }

    @Async
    Coroutine<String> fails() {
        try {
            await(sleep(seconds(10)));
        } catch (CancelledError e) {
            throw new Boom("instead");
        }
        return completed("never");
    }

    @Async
    Coroutine<String> cancelledByItself() {
        throw new CancelledError("own");
    }

    @Async
    Coroutine<String> cleans() {
        try {
            await(sleep(seconds(10)));
        } finally {
            log("cleaning");
            await(sleep(seconds(2)));
            log("cleaned");
        }
        return completed("never");
    }

    @Test
    void cancel_ofABodyThatEndsOtherwise_leavesTheTaskUncancelled() {
        twin("rule14_body_ends_otherwise", () -> {
            List<AsyncCallable<String>> bodies =
                    List.of(this::swallows, this::fails, this::cancelledByItself, this::cleans);
            for (AsyncCallable<String> body : bodies) {
                Task<String> task = createTask(body);
                await(sleep(seconds(1)));
                log(task.cancel());
                try {
                    log("result", await(task));
                } catch (Boom e) {
                    log("failure", e);
                } catch (CancelledError e) {
                    log("cancelled", e);
                }
                log(task.isCancelled(), task.cancelling(), task.cancel());
            }
            return completed();
        });
    }

    @Async
    Coroutine<Void> spin(String name) {
        int i = 0;
        try {
            while (true) {
                log(name, i);
                i++;
                await(yieldNow());
            }
        } catch (CancelledError e) {
            log(name, "stops");
            await(yieldNow());
            log(name, "stopped");
            throw e;
        }
    }

    @Test
    void cancel_ofATaskThatYields_arrivesInItsOwnTurn() {
        twin("rule14_while_yielding", () -> {
            Task<Void> a = createTask(spin("a"));
            Task<Void> b = createTask(spin("b"));
            await(yieldNow());
            await(yieldNow());
            log("cancel a", a.cancel());
            await(yieldNow());
            log("cancel b", b.cancel());
            log(a.isCancelled(), b.isCancelled());
            await(gatherSettled(List.of(a, b)));
            log(a.isCancelled(), b.isCancelled());
            return completed();
        });
    }

    @Async
    Coroutine<Void> sleeper(String name) {
        try {
            await(sleep(seconds(1)));
            log(name, "slept");
        } catch (CancelledError e) {
            log(name, "cancelled");
            throw e;
        }
        return completed();
    }

    @Test
    void cancel_atTheDeadlineOfASleep_stillArrives() {
        twin("rule14_sleeper_at_its_deadline", () -> {
            EventLoop loop = EventLoop.running();
            List<Task<Void>> tasks = new ArrayList<>();
            for (String name : List.of("before", "woken", "after")) {
                tasks.add(createTask(sleeper(name)));
            }
            loop.callLater(
                    seconds(1),
                    () -> log(
                            "timer cancels", tasks.get(0).cancel(), tasks.get(2).cancel()));
            await(yieldNow());
            loop.callLater(
                    seconds(1), () -> log("second timer cancels", tasks.get(1).cancel()));
            await(sleep(seconds(1)));
            log(cancelled(tasks.toArray(Future<?>[]::new)));
            await(sleep(seconds(1)));
            log(cancelled(tasks.toArray(Future<?>[]::new)));
            return completed();
        });
    }

    @Async
    Coroutine<String> absorbs() {
        try {
            await(sleep(seconds(10)));
        } catch (CancelledError e) {
            log("inner absorbs", e);
            await(sleep(seconds(1)));
        }
        return completed("inner value");
    }

    @Async
    Coroutine<String> outer(Task<String> task) {
        String value = await(task);
        log("outer got", value);
        await(sleep(seconds(1)));
        return completed("outer value");
    }

    @Test
    void cancel_thatTheInnermostTaskAbsorbs_isNotSeenOutside() {
        twin("rule16_inner_absorbs", () -> {
            Task<String> innermost = createTask(absorbs());
            Task<String> middle = createTask(outer(innermost));
            Task<String> top = createTask(outer(middle));
            await(sleep(seconds(1)));
            log(top.cancel("deep"));
            log(await(top));
            log(
                    cancelled(innermost, middle, top),
                    List.of(innermost.cancelling(), middle.cancelling(), top.cancelling()));
            return completed();
        });
    }

    @Async
    Coroutine<String> leaf(String name, boolean absorbs) {
        try {
            await(sleep(seconds(10)));
        } catch (CancelledError e) {
            log("leaf", name, e);
            if (!absorbs) {
                throw e;
            }
        }
        return completed(name);
    }

    @Async
    Coroutine<List<String>> direct(boolean absorbs) {
        try {
            return completed(await(gather(leaf("a", absorbs), leaf("b", absorbs))));
        } catch (CancelledError e) {
            log("direct", e);
            throw e;
        }
    }

    @Test
    void cancel_throughAGather_reachesAllChildrenAndTheWaiter() {
        twin("rule16_through_coroutines_and_gather", () -> {
            for (boolean absorbs : new boolean[] {false, true}) {
                Task<List<String>> task = createTask(direct(absorbs));
                await(sleep(seconds(1)));
                task.cancel("now");
                try {
                    log(await(task));
                } catch (CancelledError e) {
                    log("main", e);
                }
                log(task.isCancelled(), task.cancelling());
            }
            return completed();
        });
    }
}
