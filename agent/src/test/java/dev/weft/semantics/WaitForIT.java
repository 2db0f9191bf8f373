package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.currentTask;
import static dev.weft.Weft.gatherSettled;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.waitFor;
import static dev.weft.Weft.yieldNow;
import static java.time.Duration.ZERO;

import dev.weft.Async;
import dev.weft.Awaitable;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Rule 21: waitFor runs in the caller's task, waits for cleanup, and treats a delay of zero as CPython 3.13 does. */
class WaitForIT extends Twin {
    @Async
    Coroutine<String> inCallersTask(Task<?> caller) {
        log("same task", currentTask() == caller);
        await(sleep(seconds(1)));
        return completed("value");
    }

    @Test
    void waitFor_ofACoroutine_runsItInTheCallersTask() {
        twin("rule21_own_task", () -> {
            log(await(waitFor(inCallersTask(currentTask()), seconds(5))));
            log(await(waitFor(inCallersTask(currentTask()), seconds(1_000_000_000_000L))));
            return completed();
        });
    }

    @Async
    Coroutine<Void> cleansUp() {
        try {
            await(sleep(seconds(10)));
        } catch (CancelledError e) {
            log("inner", e);
            await(sleep(seconds(2)));
            log("cleaned");
            throw e;
        }
        return completed();
    }

    @Test
    void waitFor_thatExpires_waitsForTheCleanupOfTheInner() {
        twin("rule21_waits_for_cleanup", () -> {
            try {
                await(waitFor(cleansUp(), seconds(1)));
            } catch (TimeoutException e) {
                log(e, e.getCause(), now());
            }
            Task<Void> task = createTask(cleansUp());
            try {
                await(waitFor(task, seconds(1)));
            } catch (TimeoutException e) {
                log(e, now(), task.isCancelled(), currentTask().cancelling());
            }
            return completed();
        });
    }

    @Async
    Coroutine<String> stubborn(String name) {
        try {
            await(sleep(seconds(10)));
        } catch (CancelledError e) {
            log(name, "absorbs");
        }
        await(sleep(seconds(1)));
        return completed(name);
    }

    @Async
    Coroutine<String> fails() {
        try {
            await(sleep(seconds(10)));
        } catch (CancelledError e) {
            throw new Boom("failed instead");
        }
        return completed("never");
    }

    @Test
    void waitFor_ofAnInnerThatEndsInSpiteOfTheCancel_givesWhatItGave() {
        twin("rule21_finished_in_spite", () -> {
            log(await(waitFor(stubborn("coroutine"), seconds(1))));
            Task<String> task = createTask(stubborn("task"));
            log(await(waitFor(task, seconds(1))), task.isCancelled());
            for (Awaitable<String> awaitable : List.of(fails(), createTask(fails()))) {
                try {
                    await(waitFor(awaitable, seconds(1)));
                } catch (Boom e) {
                    log(e, currentTask().cancelling());
                }
            }
            return completed();
        });
    }

    @Async
    Coroutine<String> runs(String name) {
        log("runs", name);
        return completed(name);
    }

    @Async
    Coroutine<String> absorbs() {
        try {
            await(sleep(seconds(10)));
        } catch (CancelledError e) {
            log("absorbs");
        }
        return completed("stubborn");
    }

    @Test
    void waitFor_withADelayOfZero_givesWhatIsDoneAndCancelsTheRest() {
        twin("rule21_zero", () -> {
            Turns turns = new Turns(this);
            Task<String> task = createTask(runs("task"));
            await(yieldNow());
            turns.log(await(waitFor(task, ZERO)), await(waitFor(task, seconds(-1))));
            try {
                await(waitFor(runs("never"), ZERO));
            } catch (TimeoutException e) {
                turns.log(e, e.getCause());
            }
            Future<String> future = EventLoop.running().createFuture();
            try {
                await(waitFor(future, seconds(-1)));
            } catch (TimeoutException e) {
                turns.log(e, future.isCancelled());
            }
            Task<String> running = createTask(absorbs());
            await(yieldNow());
            turns.log(await(waitFor(running, ZERO)));
            Future<String> failed = EventLoop.running().createFuture();
            failed.setException(new Boom("failed"));
            try {
                await(waitFor(failed, ZERO));
            } catch (Boom e) {
                turns.log(e);
            }
            turns.stop();
            return completed();
        });
    }

    @Async
    Coroutine<Void> showsCancel() {
        try {
            await(sleep(seconds(10)));
        } catch (CancelledError e) {
            log("inner", e);
            throw e;
        }
        return completed();
    }

    @Async
    Coroutine<Void> outer(Awaitable<Void> awaitable) throws TimeoutException {
        try {
            await(waitFor(awaitable, seconds(5)));
        } catch (CancelledError e) {
            log("outer", e);
            throw e;
        }
        return completed();
    }

    @Test
    void cancel_ofWhoWaits_reachesTheInnerAndIsNoTimeout() {
        twin("rule21_cancelled_from_outside", () -> {
            Task<Void> task = createTask(showsCancel());
            for (Awaitable<Void> awaitable : List.of(showsCancel(), task)) {
                Task<Void> waiting = createTask(() -> outer(awaitable));
                await(sleep(seconds(1)));
                waiting.cancel("outside");
                await(sleep(seconds(1)));
                log(waiting.isCancelled());
            }
            log(task.isCancelled());
            Task<Void> gone = createTask(showsCancel());
            gone.cancel("inner is gone");
            try {
                await(waitFor(gone, seconds(5)));
            } catch (CancelledError e) {
                log("main", e, currentTask().cancelling());
            }
            return completed();
        });
    }

    @Async
    static Coroutine<String> body(String name) {
        await(sleep(seconds(3)));
        return completed(name);
    }

    @Test
    void waitFor_nested_throwsFromTheDeadlineThatPassed() {
        twin("rule21_nested", () -> {
            log(await(waitFor(waitFor(body("inside both"), seconds(4)), seconds(5))));
            try {
                await(waitFor(waitFor(body("a"), seconds(5)), seconds(1)));
            } catch (TimeoutException e) {
                log(e, now());
            }
            try {
                await(waitFor(waitFor(body("b"), seconds(1)), seconds(5)));
            } catch (TimeoutException e) {
                log(e, now());
            }
            List<Coroutine<String>> waits = new ArrayList<>();
            waits.add(waitFor(body("c"), seconds(2)));
            waits.add(waitFor(body("d"), seconds(3)));
            waits.add(waitFor(body("e"), seconds(4)));
            log(await(gatherSettled(waits)));
            return completed();
        });
    }
}
