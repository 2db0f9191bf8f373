package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.currentTask;
import static dev.weft.Weft.run;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules 12, 33 and 34: how a run ends, in which order, and what a stopped or closed loop does. */
class ShutdownIT extends Twin {
    @Async
    Coroutine<Void> worker(String name, int delay) {
        try {
            await(sleep(seconds(100)));
        } catch (CancelledError e) {
            log(name, "cancelled", e);
            await(sleep(seconds(delay)));
            log(name, "cleaned");
            if (name.equals("b")) {
                throw new Boom(name);
            }
            if (name.equals("c")) {
                return completed();
            }
            throw e;
        } finally {
            log(name, "leaves");
        }
        return completed();
    }

    @Async
    Coroutine<Void> never() {
        log("never");
        return completed();
    }

    @Test
    void run_whoseMainReturns_cancelsTheRestInOrderOfCreationAndWaits() {
        String result = runMain(() -> {
            createTask(worker("a", 3));
            createTask(worker("b", 1));
            createTask(worker("c", 2));
            await(sleep(seconds(1)));
            createTask(worker("d", 0));
            await(yieldNow());
            createTask(never());
            EventLoop.running().callSoon(logs("queued by main"));
            return completed("result");
        });
        log(result);
        printsAs("rule33_shutdown_order");
    }

    @Async
    Coroutine<Void> child(String name) {
        log("child", name);
        try {
            await(sleep(seconds(1)));
        } finally {
            log("child", name, "ends");
        }
        return completed();
    }

    @Test
    void run_whoseMainCreatesTasksInItsLastStep_startsThem() {
        twin("rule33_last_step_starts_children", () -> {
            createTask(child("a"));
            createTask(child("b"));
            log("main ends");
            return completed();
        });
    }

    @Async
    Coroutine<Void> endless() {
        try {
            await(sleep(seconds(100)));
        } finally {
            log("worker ends");
        }
        return completed();
    }

    @Async
    Coroutine<String> ends(String how) {
        Task<Void> task = createTask(endless());
        await(sleep(seconds(1)));
        switch (how) {
            case "fails" -> throw new Boom("main");
            case "cancels itself" -> {
                currentTask().cancel("oneself");
                await(sleep(seconds(1)));
            }
            case "awaits a cancelled task" -> {
                task.cancel("worker");
                await(task);
            }
            case "throws cancelled" -> throw new CancelledError("thrown");
            default -> {}
        }
        return completed(how);
    }

    @Test
    void run_whoseMainFailsOrIsCancelled_throwsThatAfterTheCleanup() {
        List<String> ways =
                List.of("fails", "cancels itself", "awaits a cancelled task", "throws cancelled", "returns");
        for (String how : ways) {
            try {
                log(runMain(() -> ends(how)));
            } catch (Boom | CancelledError e) {
                log("run threw", e);
            }
        }
        printsAs("rule33_main_fails");
    }

    private void again(int n) {
        log("leftover", n);
        EventLoop.running().callSoon(() -> again(n + 1));
    }

    @Test
    void run_withCallbacksLeftOver_givesThemTheTurnsOfItsShutdown() {
        runMain(() -> {
            EventLoop.running().callSoon(() -> again(0));
            log("main ends");
            return completed();
        });
        log("closed");
        printsAs("rule33_leftover_callbacks");
    }

    private void refused(Runnable action) {
        try {
            action.run();
            log("accepted");
        } catch (IllegalStateException e) {
            log(e);
        }
    }

    @Test
    void run_insideARunningLoop_isRefused() {
        twin("rule33_run_inside_run", () -> {
            EventLoop loop = EventLoop.running();
            Coroutine<Void> first = never();
            refused(() -> run(first));
            first.close();
            Coroutine<Void> second = never();
            refused(() -> loop.runUntilComplete(second));
            second.close();
            refused(loop::close);
            await(sleep(seconds(1)));
            log("main goes on");
            return completed();
        });
    }

    @Async
    Coroutine<Void> cleaning(String name) {
        try {
            await(sleep(seconds(10)));
        } finally {
            log("cleanup of", name);
            await(sleep(seconds(1)));
            log("cleaned", name);
        }
        return completed();
    }

    @Async
    Coroutine<Void> fatal() {
        await(sleep(seconds(1)));
        log("fatal");
        EventLoop.running().callSoon(logs("queued behind"));
        throw new Fatal("fatal");
    }

    @Test
    void fatalError_inATask_leavesRunAfterMainWasCancelled() {
        try {
            runMain(() -> {
                try {
                    createTask(cleaning("a"));
                    Task<Void> fatal = createTask(fatal());
                    createTask(cleaning("b"));
                    fatal.addDoneCallback(task -> log("failed with", task.exception()));
                    await(sleep(seconds(20)));
                    log("never");
                } catch (CancelledError e) {
                    log("main", e);
                    throw e;
                } finally {
                    log("main finally");
                }
                return completed();
            });
        } catch (Fatal e) {
            log("run threw", e);
        }
        printsAs("rule12_fatal_in_a_task");
    }

    @Async
    Coroutine<String> asksWhetherTheLoopRuns() {
        log("main", EventLoop.running().isRunning());
        await(yieldNow());
        return completed("value");
    }

    @Test
    void stop_letsTheTurnEnd_andAClosedLoopRefusesEveryCall() {
        EventLoop loop = EventLoop.create();
        Runnable stopper = () -> {
            log("stop");
            loop.stop();
            loop.callSoon(logs("next turn"));
        };
        loop.callSoon(logs("before"));
        loop.callSoon(stopper);
        loop.callSoon(logs("after, same turn"));
        log(loop.isRunning());
        loop.runForever();
        log("stopped", loop.isRunning(), loop.isClosed());
        loop.callSoon(stopper);
        loop.runForever();
        log("stopped again");
        loop.stop();
        loop.runForever();
        log("one turn only");
        log(loop.runUntilComplete(asksWhetherTheLoopRuns()));
        Future<String> future = loop.createFuture();
        loop.callSoon(loop::stop);
        refused(() -> loop.runUntilComplete(future));
        loop.callSoon(() -> future.setResult("later"));
        log(loop.runUntilComplete(future), loop.runUntilComplete(future));
        loop.close();
        loop.close();
        log("closed", loop.isClosed());
        Runnable x = logs("x");
        refused(() -> loop.callSoon(x));
        refused(() -> loop.callLater(seconds(1), x));
        refused(() -> loop.callAt(1, x));
        refused(() -> loop.callSoonThreadsafe(x));
        refused(loop::runForever);
        refused(() -> loop.runUntilComplete(future));
        printsAs("rule34_stop_after_the_turn");
    }
}
