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
import dev.weft.Task;
import dev.weft.Timeout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Rule 19: a deadline is CancelledError inside and TimeoutException outside, and gives way to other cancels. */
class TimeoutIT extends Twin {
    @Test
    void timeout_thatExpires_isCancelledErrorInsideAndTimeoutExceptionOutside() {
        twin("rule19_cancelled_inside_timeout_outside", () -> {
            Task<?> task = currentTask();
            Timeout first = Timeout.after(seconds(2));
            try {
                await(first.run(timeout -> {
                    try {
                        await(sleep(seconds(10)));
                    } catch (CancelledError e) {
                        log("inside", e, task.cancelling(), timeout.expired());
                        throw e;
                    } finally {
                        await(sleep(seconds(1)));
                        log("cleaned");
                    }
                    return completed();
                }));
            } catch (TimeoutException e) {
                log("outside", e, e.getCause(), task.cancelling(), first.expired(), now());
            }
            Timeout second = Timeout.after(seconds(5));
            await(second.run(timeout -> {
                log(
                        await(sleep(seconds(1), "in time")),
                        inSeconds(timeout.when().getAsLong()));
                return completed();
            }));
            log(second.expired(), task.cancelling());
            await(sleep(seconds(10)));
            log("end");
            return completed();
        });
    }

    @Async
    Coroutine<String> absorbsThenTimesOut() {
        Task<?> task = currentTask();
        try {
            await(sleep(seconds(10)));
        } catch (CancelledError e) {
            log("absorbed", task.cancelling());
        }
        try {
            await(timeout(seconds(1), timeout -> sleep(seconds(10))));
        } catch (TimeoutException e) {
            log(e, task.cancelling());
        }
        await(sleep(seconds(1)));
        return completed("value");
    }

    @Test
    void timeout_inATaskThatAbsorbedACancel_restoresItsCount() {
        twin("rule19_cancelling_kept_from_entry", () -> {
            Task<String> task = createTask(absorbsThenTimesOut());
            await(sleep(seconds(1)));
            task.cancel();
            log(await(task), task.cancelling());
            return completed();
        });
    }

    @Async
    Coroutine<Void> underTwoSeconds() throws Exception {
        List<Timeout> timeouts = new ArrayList<>();
        try {
            await(timeout(seconds(2), timeout -> {
                timeouts.add(timeout);
                try {
                    await(sleep(seconds(10)));
                } catch (CancelledError e) {
                    log("inside", e, currentTask().cancelling());
                    throw e;
                }
                return completed();
            }));
        } catch (TimeoutException e) {
            log("never", e);
        } catch (CancelledError e) {
            log("outside", e, timeouts.get(0).expired(), currentTask().cancelling());
            throw e;
        }
        return completed();
    }

    @Test
    void cancel_inTheTurnOfTheDeadline_beatsTheTimeout() {
        twin("rule19_outside_cancel_beats_timeout", () -> {
            Task<Void> task = createTask(() -> underTwoSeconds());
            await(yieldNow());
            task.loop().callLater(seconds(2), () -> task.cancel("outside"));
            await(sleep(seconds(3)));
            log(task.isCancelled());
            Task<Void> other = createTask(() -> underTwoSeconds());
            other.loop().callLater(seconds(2), () -> other.cancel("outside first"));
            await(sleep(seconds(3)));
            log(other.isCancelled());
            return completed();
        });
    }

    @Test
    void timeouts_nestedWithOneDeadline_raiseInTheOuter() {
        twin("rule19_equal_nested_deadlines", () -> {
            Timeout outer = Timeout.after(seconds(2));
            Timeout inner = Timeout.after(seconds(2));
            try {
                await(outer.run(o -> {
                    try {
                        await(inner.run(i -> sleep(seconds(10))));
                    } catch (TimeoutException e) {
                        log("never");
                    } catch (CancelledError e) {
                        log("between", e, inner.expired(), outer.expired());
                        throw e;
                    }
                    return completed();
                }));
            } catch (TimeoutException e) {
                log("outer", e, inner.expired(), outer.expired(), currentTask().cancelling());
            }
            return completed();
        });
    }

    @Async
    Coroutine<Void> nested(int outerDelay, int innerDelay) {
        Timeout outer = Timeout.after(seconds(outerDelay));
        Timeout inner = Timeout.after(seconds(innerDelay));
        try {
            await(outer.run(o -> {
                try {
                    await(inner.run(i -> sleep(seconds(10))));
                } catch (TimeoutException e) {
                    log("inner", e, inner.expired(), outer.expired());
                }
                log("between", now());
                return sleep(seconds(10));
            }));
        } catch (TimeoutException e) {
            log("outer", e, inner.expired(), outer.expired());
        }
        return completed();
    }

    @Test
    void timeouts_nested_raiseWhereTheDeadlinePassed() {
        twin("rule19_nested_deadlines", () -> {
            await(nested(3, 1));
            await(nested(1, 3));
            log(currentTask().cancelling(), now());
            return completed();
        });
    }

    @Test
    void failure_insideATimeout_passesThroughUnchanged() {
        twin("rule19_other_failure_at_the_deadline", () -> {
            Timeout late = Timeout.after(seconds(1));
            try {
                await(late.run(timeout -> {
                    try {
                        await(sleep(seconds(10)));
                    } catch (CancelledError e) {
                        throw new Boom("stronger");
                    }
                    return completed();
                }));
            } catch (Boom e) {
                log(e, late.expired(), currentTask().cancelling());
            }
            Timeout early = Timeout.after(seconds(1));
            try {
                await(early.run(timeout -> {
                    throw new Boom("early");
                }));
            } catch (Boom e) {
                log(e, early.expired());
            }
            await(sleep(seconds(5)));
            try {
                await(timeout(
                        seconds(5),
                        o -> timeout(seconds(1), i -> {
                            throw new TimeoutException();
                        })));
            } catch (TimeoutException e) {
                log("own", e, e.getCause());
            }
            return completed();
        });
    }
}
