package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Awaitable;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Rule 7: a result returns at once, and whoever waits for it runs in the next turn in the order of registration. */
class FutureOrderIT extends Twin {
    @Async
    Coroutine<Void> waiter(String name, Future<String> future) {
        log(name, "waits");
        log(name, "got", await(future));
        return completed();
    }

    @Test
    void setResult_withCallbacksAndWaiters_runsThemNextTurnInOrder() {
        twin("rule07_result_returns_at_once", () -> {
            EventLoop loop = EventLoop.running();
            Future<String> future = loop.createFuture();
            List<Task<Void>> tasks = new ArrayList<>();
            tasks.add(createTask(waiter("w1", future)));
            await(yieldNow());
            future.addDoneCallback(f -> log("callback 1", f.result()));
            tasks.add(createTask(waiter("w2", future)));
            await(yieldNow());
            future.addDoneCallback(f -> log("callback 2", f.result()));
            tasks.add(createTask(waiter("w3", future)));
            loop.callSoon(logs("soon before"));
            future.setResult("value");
            loop.callSoon(logs("soon after"));
            log("set", future.isDone(), future.result());
            future.addDoneCallback(f -> log("late callback", f.result()));
            log("added late");
            await(gather(tasks));
            log("end");
            return completed();
        });
    }

    @Test
    void doneCallbacks_addedTwiceRemovedOrAddedWhileRunning_followTheRules() {
        twin("rule07_callbacks_added_while_running", () -> {
            EventLoop loop = EventLoop.running();
            Future<Void> future = loop.createFuture();
            Consumer<Future<Void>> twice = f -> log("twice");
            Consumer<Future<Void>> removed = f -> log("never");
            future.addDoneCallback(twice);
            future.addDoneCallback(f -> {
                log("adds");
                f.addDoneCallback(g -> log("added by a callback"));
                f.addDoneCallback(twice);
                loop.callSoon(logs("soon from a callback"));
            });
            future.addDoneCallback(removed);
            future.addDoneCallback(twice);
            future.addDoneCallback(removed);
            log("removed", future.removeDoneCallback(removed), future.removeDoneCallback(removed));
            future.setResult(null);
            log("removed when done", future.removeDoneCallback(twice));
            for (int turn = 0; turn < 3; turn++) {
                log("turn", turn);
                await(yieldNow());
            }
            return completed();
        });
    }

    @Async
    Coroutine<String> work() {
        log("work");
        await(yieldNow());
        return completed("done");
    }

    @Async
    static <T> Coroutine<T> waits(Awaitable<T> awaitable) {
        return completed(await(awaitable));
    }

    @Test
    void doneCallbacks_ofATask_runBetweenItsWaiters() {
        twin("rule07_callbacks_of_tasks", () -> {
            Task<String> task = createTask(work());
            task.addDoneCallback(t -> log("first", t == task, t.result()));
            Task<String> waiter = createTask(waits(task));
            await(yieldNow());
            task.addDoneCallback(t -> log("second", t.isCancelled()));
            log(await(task));
            task.addDoneCallback(t -> log("third", t.exception()));
            log(await(waiter));
            await(yieldNow());
            log("end");
            return completed();
        });
    }
}
