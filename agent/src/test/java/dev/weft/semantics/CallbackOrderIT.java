package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static java.time.Duration.ZERO;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Handle;
import dev.weft.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rule 1: callbacks run in the order in which they were queued, and never in the turn that queued them. */
class CallbackOrderIT extends Twin {
    @Test
    void callSoon_insideACallback_runsInTheNextTurn() {
        twin("rule01_call_soon_fifo", () -> {
            EventLoop loop = EventLoop.running();
            loop.callSoon(() -> {
                log("first");
                loop.callSoon(logs("queued by first"));
            });
            loop.callSoon(() -> {
                log("second");
                loop.callSoon(logs("queued by second"));
            });
            loop.callSoon(logs("third"));
            log("main yields");
            await(yieldNow());
            log("main again");
            await(yieldNow());
            log("main ends");
            return completed();
        });
    }

    @Test
    void callLater_zero_runsInTheNextTurnBehindWhatIsReady() {
        twin("rule01_call_later_zero", () -> {
            EventLoop loop = EventLoop.running();
            loop.callLater(ZERO, () -> {
                log("b");
                loop.callSoon(logs("soon from b"));
                loop.callLater(ZERO, logs("later from b"));
            });
            loop.callSoon(() -> {
                log("a");
                loop.callLater(ZERO, logs("later from a"));
                loop.callSoon(logs("soon from a"));
            });
            loop.callLater(ZERO, logs("later from main"));
            loop.callSoon(logs("soon from main"));
            for (int turn = 0; turn < 4; turn++) {
                log("turn", turn);
                await(yieldNow());
            }
            return completed();
        });
    }

    @Test
    void callLater_negative_runsInTheNextTurnByDeadline() {
        twin("rule01_negative_delay", () -> {
            EventLoop loop = EventLoop.running();
            long start = loop.time();
            await(sleep(seconds(10)));
            loop.callLater(ZERO, logs("now"));
            loop.callLater(seconds(-3), logs("three ago"));
            loop.callAt(start + seconds(2).toNanos(), logs("at two"));
            loop.callLater(seconds(-3), logs("three ago too"));
            loop.callSoon(logs("soon"));
            await(yieldNow());
            log("main");
            await(yieldNow());
            log("end");
            return completed();
        });
    }

    @Test
    void cancel_ofAHandleThatIsAlreadyReady_keepsItFromRunning() {
        twin("rule01_cancelled_handles", () -> {
            EventLoop loop = EventLoop.running();
            List<Handle> handles = new ArrayList<>();
            loop.callSoon(() -> {
                log("first cancels");
                handles.forEach(Handle::cancel);
            });
            handles.add(loop.callSoon(logs("never: same turn")));
            handles.add(loop.callLater(ZERO, logs("never: due timer of the same turn")));
            handles.add(loop.callLater(seconds(1), logs("never: later timer")));
            loop.callLater(seconds(1), logs("kept"));
            log(handles.stream().map(Handle::isCancelled).toList());
            await(sleep(seconds(2)));
            log(handles.stream().map(Handle::isCancelled).toList());
            handles.get(0).cancel();
            log("end");
            return completed();
        });
    }

    @Async
    Coroutine<Void> worker(String name) {
        EventLoop loop = EventLoop.running();
        for (int i = 0; i < 3; i++) {
            log(name, i);
            loop.callSoon(logs("callback of", name, i));
            await(yieldNow());
        }
        return completed();
    }

    @Test
    void tasksAndCallbacks_takeTurnsInOneQueue() {
        twin("rule01_tasks_and_callbacks", () -> {
            Task<Void> a = createTask(worker("a"));
            EventLoop.running().callSoon(logs("between"));
            Task<Void> b = createTask(worker("b"));
            await(a);
            log("a done");
            await(b);
            log("b done");
            return completed();
        });
    }

    private void chain(int n) {
        log("chain", n);
        if (n > 0) {
            EventLoop.running().callSoon(() -> chain(n - 1));
        }
    }

    @Test
    void yieldNow_amongCallbacks_keepsItsPlaceInTheQueue() {
        twin("rule05_yield_against_queue", () -> {
            EventLoop loop = EventLoop.running();
            loop.callSoon(() -> chain(4));
            loop.callLater(ZERO, logs("timer"));
            for (int i = 0; i < 4; i++) {
                log("yield", i);
                await(yieldNow());
            }
            return completed();
        });
    }

    private void boom(String name) {
        log("throws", name);
        throw new Boom(name);
    }

    @Test
    void callback_thatThrows_isReportedAndTheTurnGoesOn() {
        twin("rule11_callbacks_that_throw", () -> {
            EventLoop loop = EventLoop.running();
            Future<Void> future = loop.createFuture();
            future.addDoneCallback(f -> boom("done callback"));
            future.addDoneCallback(f -> log("next done callback"));
            loop.callSoon(() -> boom("soon"));
            loop.callSoon(logs("next soon"));
            loop.callLater(ZERO, () -> boom("timer"));
            loop.callLater(ZERO, logs("next timer"));
            loop.callSoon(() -> future.setResult(null));
            log(await(future));
            await(sleep(seconds(1)));
            log("end");
            return completed();
        });
    }
}
