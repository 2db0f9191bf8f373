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
import dev.weft.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rule 2: timers fire by deadline, those of equal deadline in the order in which they were made. */
class TimerOrderIT extends Twin {
    @Test
    void timers_madeInAnyOrder_fireByDeadlineAndNeverEarly() {
        twin("rule02_shuffled_deadlines", () -> {
            EventLoop loop = EventLoop.running();
            int[] delays = {7, 3, 9, 1, 64, 5, 4096, 63, 65, 2, 4095, 8, 100, 4097, 6, 4, 262144, 262143};
            for (int delay : delays) {
                loop.callLater(seconds(delay), () -> log(delay, "at", now()));
            }
            await(sleep(seconds(300000)));
            log("end", now());
            return completed();
        });
    }

    @Async
    Coroutine<Void> sleeper(String name, int delay) {
        await(sleep(seconds(delay)));
        log(name);
        return completed();
    }

    @Test
    void timers_ofEqualDeadline_fireInOrderOfCreation() {
        twin("rule02_equal_deadlines", () -> {
            EventLoop loop = EventLoop.running();
            long five = loop.time() + seconds(5).toNanos();
            List<Task<Void>> tasks = new ArrayList<>();
            tasks.add(createTask(sleeper("sleeper 1", 5)));
            loop.callLater(seconds(5), logs("timer 1"));
            loop.callAt(five, logs("timer 2"));
            tasks.add(createTask(sleeper("sleeper 2", 5)));
            await(sleep(seconds(2)));
            loop.callLater(seconds(3), logs("timer 3"));
            loop.callAt(five, () -> loop.callSoon(logs("soon from timer 4")));
            tasks.add(createTask(sleep(seconds(3))));
            await(sleep(seconds(3)));
            log("main");
            for (Task<Void> task : tasks) {
                await(task);
            }
            log("end");
            return completed();
        });
    }

    private void tick(int n) {
        EventLoop loop = EventLoop.running();
        log("tick", n, now());
        if (n > 0) {
            loop.callLater(seconds(n), () -> tick(n - 1));
            loop.callLater(ZERO, logs("zero after", n));
            loop.callSoon(logs("soon after", n));
        }
    }

    @Test
    void timer_thatSetsTimers_isFollowedByThemInLaterTurns() {
        twin("rule02_timer_sets_timer", () -> {
            EventLoop.running().callLater(seconds(2), () -> tick(3));
            await(sleep(seconds(2)));
            log("main at 2");
            await(sleep(seconds(5)));
            log("main at 7");
            await(sleep(seconds(5)));
            return completed();
        });
    }

    @Test
    void timers_overdueAfterABlockedTurn_runByDeadlineBehindWhatWasReady() {
        twin("rule02_blocked_turn", () -> {
            EventLoop loop = EventLoop.running();
            List<Task<Void>> tasks = new ArrayList<>();
            for (int delay : new int[] {20, 10}) {
                tasks.add(createTask(sleeper("sleeper " + delay, delay)));
            }
            loop.callLater(seconds(15), logs("timer 15"));
            loop.callLater(seconds(5), logs("timer 5"));
            loop.callLater(seconds(40), logs("timer 40"));
            loop.callLater(seconds(25), () -> loop.callSoon(logs("soon from timer 25")));
            await(yieldNow());
            loop.callSoon(() -> {
                log("block");
                loop.callSoon(logs("ready before the timers"));
                block(seconds(30));
                loop.callSoon(logs("ready too"));
                log("unblocked");
            });
            for (Task<Void> task : tasks) {
                await(task);
            }
            log("sleepers done");
            await(sleep(seconds(40)));
            return completed();
        });
    }

    @Async
    Coroutine<Void> wakes(String name, int delay) {
        await(sleep(seconds(delay)));
        log(name, "wakes");
        EventLoop.running().callSoon(logs("soon from", name));
        await(yieldNow());
        log(name, "ends");
        return completed();
    }

    @Test
    void sleep_atItsDeadline_takesATurnMoreThanACallback() {
        twin("rule06_timer_wakes_sleeper", () -> {
            EventLoop loop = EventLoop.running();
            Task<Void> a = createTask(wakes("a", 1));
            await(yieldNow());
            loop.callLater(seconds(1), () -> loop.callSoon(logs("soon from timer")));
            Task<Void> b = createTask(wakes("b", 1));
            await(yieldNow());
            loop.callLater(seconds(1), logs("timer"));
            await(sleep(seconds(1)));
            log("main wakes");
            await(a);
            log("main has a");
            await(b);
            log("main has b");
            return completed();
        });
    }
}
