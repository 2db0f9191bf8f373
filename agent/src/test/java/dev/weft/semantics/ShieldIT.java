package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.currentTask;
import static dev.weft.Weft.shield;
import static dev.weft.Weft.sleep;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.Task;
import org.junit.jupiter.api.Test;

/** Rule 27: a shield keeps a cancel from the inner task, and passes one of the inner task on. */
class ShieldIT extends Twin {
    @Async
    Coroutine<String> inner() {
        try {
            await(sleep(seconds(2)));
        } catch (CancelledError e) {
            log("inner", e);
            throw e;
        }
        log("inner done");
        return completed("value");
    }

    @Async
    Coroutine<Void> outer(Task<String> task) {
        try {
            log(await(shield(task)));
        } catch (CancelledError e) {
            log("outer", e, currentTask().cancelling());
            throw e;
        }
        return completed();
    }

    @Async
    Coroutine<Void> logsTheCancelOf(Task<Void> waiter) {
        try {
            await(waiter);
        } catch (CancelledError e) {
            log("main", e);
        }
        return completed();
    }

    @Test
    void cancel_ofTheWaiterAndOfTheInner_reachesTheWaiterOnly() {
        twin("rule27_shield", () -> {
            Task<String> shielded = createTask(inner());
            Task<Void> cancelled = createTask(outer(shielded));
            await(sleep(seconds(1)));
            cancelled.cancel("waiter");
            await(logsTheCancelOf(cancelled));
            log(cancelled.isCancelled(), shielded.isDone());
            log(await(shielded), now());

            Task<String> task = createTask(inner());
            Task<Void> waiter = createTask(outer(task));
            await(sleep(seconds(1)));
            task.cancel("task");
            await(logsTheCancelOf(waiter));
            log(waiter.isCancelled(), task.isCancelled());
            return completed();
        });
    }
}
