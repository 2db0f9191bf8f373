package dev.weft.semantics;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static java.time.Duration.ZERO;

import dev.weft.Async;
import dev.weft.AsyncCallable;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules 3 to 5: when tasks start, which awaits take no turn, and how yields share the loop. */
class TaskOrderIT extends Twin {
    @Async
    Coroutine<String> child(String name) {
        log("start", name);
        await(yieldNow());
        log("end", name);
        return completed(name);
    }

    @Async
    Coroutine<Void> says(String text) {
        log(text);
        return completed();
    }

    @Test
    void createTask_queuesTheFirstStep_untilTheCreatorSuspends() {
        twin("rule03_create_task_queues", () -> {
            log("main");
            Task<String> a = createTask(child("a"));
            Task<String> b = createTask(child("b"));
            await(says("direct call"));
            log("created");
            Task<String> c = createTask(child("c"));
            log(await(b));
            log(await(a), await(c));
            return completed();
        });
    }

    @Async
    Coroutine<Void> node(String name, int depth) {
        log("enter", name);
        List<Task<Void>> tasks = new ArrayList<>();
        if (depth > 0) {
            for (int i = 0; i < 2; i++) {
                tasks.add(createTask(node(name + "." + i, depth - 1)));
            }
            log("created by", name);
        }
        for (Task<Void> task : tasks) {
            await(task);
        }
        log("leave", name);
        return completed();
    }

    @Test
    void createTask_inChildren_startsLevelByLevel() {
        twin("rule03_children_of_children", () -> node("r", 2));
    }

    @Test
    void gather_ofCoroutinesAndTasks_startsThemInArgumentOrder() {
        twin("rule03_gather_starts_in_order", () -> {
            Task<String> early = createTask(child("task"));
            Future<List<String>> all = gather(child("x"), early, child("y"));
            Task<String> late = createTask(child("late"));
            log("gathered");
            log(await(all));
            await(late);
            log("end");
            return completed();
        });
    }

    @Async
    Coroutine<Integer> leaf(int n) {
        log("leaf", n);
        return completed(n);
    }

    @Async
    Coroutine<Integer> middle(int n) {
        return completed(await(leaf(n)) + await(leaf(n + 1)));
    }

    @Test
    void await_ofWhatDoesNotSuspend_takesNoTurn() {
        twin("rule04_direct_calls", () -> {
            Task<Void> task = createTask(says("other runs"));
            log(await(middle(1)));
            Future<String> done = EventLoop.running().createFuture();
            done.setResult("ready");
            for (int i = 0; i < 3; i++) {
                log(await(done), i);
            }
            log("not yet");
            await(task);
            log(await(task), await(task));
            createTask(says("other runs"));
            log(await(task), "no turn");
            log(await(middle(5)));
            await(yieldNow());
            log("end");
            return completed();
        });
    }

    @Async
    <T> Coroutine<Void> rounds(String name, AsyncCallable<T> pause) throws Exception {
        for (int i = 0; i < 4; i++) {
            log(name, i);
            await(pause.call());
        }
        return completed();
    }

    @Async
    static Coroutine<Void> twice() {
        await(yieldNow());
        await(yieldNow());
        return completed();
    }

    @Test
    void yieldNow_andSleepsOfZero_areAStrictRoundRobin() {
        twin("rule05_round_robin", () -> {
            await(gather(
                    rounds("a", () -> yieldNow()),
                    rounds("b", () -> sleep(seconds(-1))),
                    rounds("c", () -> twice()),
                    rounds("d", () -> sleep(ZERO, "result"))));
            log(await(sleep(ZERO, "value")), await(sleep(seconds(-5), "negative")), await(sleep(seconds(2), "slept")));
            return completed();
        });
    }

    @Test
    void async_ofALambda_runsItsBodyAtTheFirstStepOnly() {
        List<String> order = new ArrayList<>();
        String value = runMain(() -> {
            Coroutine<String> lazy = async(() -> {
                order.add("body");
                await(yieldNow());
                return completed("value");
            });
            Task<String> task = createTask(() -> {
                order.add("task body");
                return lazy;
            });
            order.add("made");
            return completed(await(task));
        });
        org.assertj.core.api.Assertions.assertThat(order).containsExactly("made", "task body", "body");
        org.assertj.core.api.Assertions.assertThat(value).isEqualTo("value");
    }
}
