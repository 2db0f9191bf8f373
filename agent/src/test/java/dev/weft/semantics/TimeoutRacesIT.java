package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.currentTask;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.timeout;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import dev.weft.Timeout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Rule 20: a deadline against bodies that compute, finish, swallow or move it. */
class TimeoutRacesIT extends Twin {
    @Async
    static Coroutine<Integer> done(int i) {
        return completed(i);
    }

    @Test
    void timeout_aroundABodyThatNeverSuspends_neverExpires() {
        twin("rule20_body_that_never_suspends", () -> {
            Timeout zero = Timeout.after(seconds(0));
            await(zero.run(timeout -> {
                log("entered");
                for (int i = 0; i < 3; i++) {
                    await(done(i));
                }
                return completed();
            }));
            log("left", zero.expired());
            await(sleep(seconds(1)));
            Timeout blocked = Timeout.after(seconds(1));
            await(blocked.run(timeout -> {
                block(seconds(5));
                log("computed");
                return completed();
            }));
            log(blocked.expired());
            await(sleep(seconds(1)));
            log("end", currentTask().cancelling());
            return completed();
        });
    }

    @Test
    void timeout_ofZero_entersItsBodyUpToTheFirstSuspension() {
        twin("rule20_zero_timeout_enters", () -> {
            for (int delay : new int[] {0, -1}) {
                Timeout now = Timeout.after(seconds(delay));
                try {
                    await(now.run(timeout -> {
                        log("entered", timeout.expired());
                        await(yieldNow());
                        log("never");
                        return completed();
                    }));
                } catch (TimeoutException e) {
                    log(e, now.expired());
                }
            }
            List<Task<Void>> tasks = new ArrayList<>();
            try {
                await(timeout(seconds(0), timeout -> {
                    EventLoop.running().callSoon(logs("soon"));
                    tasks.add(createTask(() -> {
                        log("child runs");
                        return sleep(seconds(1));
                    }));
                    return completed(await(tasks.get(0)));
                }));
            } catch (TimeoutException e) {
                log(e, tasks.get(0).isCancelled());
            }
            return completed();
        });
    }

    @Async
    Coroutine<Void> attempt(boolean resultFirst) {
        EventLoop loop = EventLoop.running();
        Future<String> future = loop.createFuture();
        if (resultFirst) {
            loop.callLater(seconds(1), () -> future.setResult("result"));
        }
        Timeout second = Timeout.after(seconds(1));
        try {
            await(second.run(timeout -> {
                if (!resultFirst) {
                    loop.callLater(seconds(1), () -> log("cancelled already", future.isCancelled()));
                }
                log(await(future));
                return completed();
            }));
        } catch (TimeoutException e) {
            log(e, second.expired(), future.isCancelled());
        }
        return completed();
    }

    @Test
    void resultAndDeadline_dueInOneTurn_areATimeout() {
        twin("rule20_result_and_deadline_in_one_turn", () -> {
            await(attempt(true));
            await(attempt(false));
            try {
                String slept = await(timeout(seconds(1), timeout -> sleep(seconds(1), "sleep of the same length")));
                log(slept);
            } catch (TimeoutException e) {
                log(e);
            }
            Timeout longer = Timeout.after(seconds(3));
            String shorter = await(longer.run(timeout -> sleep(seconds(2), "shorter")));
            log(shorter);
            log(longer.expired());
            return completed();
        });
    }

    @Test
    void cancelOfATimeout_thatIsSwallowed_isNoTimeout() {
        twin("rule20_swallowed", () -> {
            Timeout swallowed = Timeout.after(seconds(1));
            await(swallowed.run(timeout -> {
                try {
                    await(sleep(seconds(10)));
                } catch (CancelledError e) {
                    log("swallowed", timeout.expired());
                }
                log(await(sleep(seconds(1), "goes on")));
                return completed();
            }));
            log(swallowed.expired(), currentTask().cancelling());
            await(sleep(seconds(1)));
            log("end");
            return completed();
        });
    }

    @Test
    void reschedule_movesTheDeadline_whileTheBodyRuns() {
        twin("rule20_reschedule", () -> {
            EventLoop loop = EventLoop.running();
            try {
                await(timeout(seconds(1), timeout -> {
                    timeout.reschedule(seconds(3));
                    log(
                            await(sleep(seconds(2), "later deadline")),
                            inSeconds(timeout.when().getAsLong()));
                    timeout.rescheduleAt(loop.time());
                    log("not yet", timeout.expired());
                    await(yieldNow());
                    log("never");
                    return completed();
                }));
            } catch (TimeoutException e) {
                log(e, now());
            }
            Timeout disabled = Timeout.after(seconds(1));
            await(disabled.run(timeout -> {
                timeout.disable();
                log(await(sleep(seconds(5), "disabled")));
                return completed();
            }));
            log(disabled.expired());
            Timeout none = Timeout.none();
            await(none.run(timeout -> {
                log(await(sleep(seconds(5), "none")), timeout.expired());
                return completed();
            }));
            for (Timeout change : List.of(none, Timeout.after(seconds(1)))) {
                try {
                    change.reschedule(seconds(100));
                } catch (IllegalStateException e) {
                    log(e);
                }
            }
            try {
                await(Timeout.at(loop.time() + seconds(2).toNanos()).run(timeout -> sleep(seconds(3))));
            } catch (TimeoutException e) {
                log(e, now());
            }
            return completed();
        });
    }

    @Async
    Coroutine<Void> cleansTooLong() {
        try {
            await(timeout(seconds(2), o -> {
                try {
                    await(timeout(seconds(1), i -> sleep(seconds(5))));
                } finally {
                    log("inner cleanup");
                    await(sleep(seconds(5)));
                    log("never");
                }
                return completed();
            }));
        } catch (TimeoutException e) {
            log("outer", e, currentTask().cancelling(), now());
        }
        return completed();
    }

    @Test
    void timeout_duringTheCleanupOfAnInnerOne_interruptsIt() {
        twin("rule20_expired_timer_before_wakeup", () -> {
            await(cleansTooLong());
            log("end");
            return completed();
        });
    }
}
