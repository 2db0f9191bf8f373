package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.waitFor;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Awaitable;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rule 6: how many turns lie between the end of a child and the next step of who waits for it. */
class TurnCountIT extends Twin {
    @Async
    Coroutine<String> quick() {
        return completed("quick");
    }

    @Async
    Coroutine<String> yields() {
        await(yieldNow());
        return completed("yields");
    }

    @Test
    void await_ofEachKind_takesTheTurnsOfAsyncio() {
        twin("rule06_turns_of_waits", () -> {
            Turns turns = new Turns(this);
            EventLoop loop = EventLoop.running();
            turns.log("inline", await(quick()));
            Task<String> task = createTask(quick());
            turns.log("task", await(task));
            turns.log("done task", await(task));
            turns.log("inline that yields", await(yields()));
            turns.log("task that yields", await(createTask(yields())));
            Future<String> future = loop.createFuture();
            loop.callSoon(() -> future.setResult("set"));
            turns.log("future", await(future));
            await(yieldNow());
            turns.log("yield");
            turns.log("gather", await(gather(quick())));
            turns.log("gather of three", await(gather(quick(), yields(), quick())));
            turns.log("gather of done", await(gather(task, task)));
            turns.log("gather of nothing", await(gather(List.<Awaitable<String>>of())));
            turns.log("nested gather", await(gather(List.<Awaitable<?>>of(gather(quick()), yields()))));
            turns.log("wait_for", await(waitFor(yields(), seconds(10))));
            turns.log("wait_for done", await(waitFor(task, seconds(10))));
            turns.log("wait_for task", await(waitFor(createTask(quick()), seconds(10))));
            turns.stop();
            return completed();
        });
    }

    @Async
    Coroutine<Void> link(Turns turns, Task<?> inner) {
        if (inner != null) {
            await(inner);
        }
        turns.log("link");
        return completed();
    }

    @Test
    void chainOfTasks_whoseLastEnds_wakesOneLinkATurn() {
        twin("rule06_task_chain", () -> {
            Turns turns = new Turns(this);
            Task<Void> task = null;
            for (int i = 0; i < 6; i++) {
                task = createTask(link(turns, task));
            }
            turns.log("made");
            await(task);
            turns.log("main");
            for (int i = 0; i < 3; i++) {
                task = createTask(link(turns, task));
                await(yieldNow());
            }
            await(task);
            turns.log("end");
            turns.stop();
            return completed();
        });
    }

    @Async
    Coroutine<Integer> leaf(Turns turns, int n) {
        turns.log("leaf", n);
        await(yieldNow());
        return completed(n);
    }

    @Async
    Coroutine<Void> watch(Turns turns, String name, Awaitable<?> awaitable) {
        turns.log(name, await(awaitable));
        return completed();
    }

    @Test
    void gather_ofGathers_takesTwoTurnsALevel() {
        twin("rule06_gather_of_gathers", () -> {
            Turns turns = new Turns(this);
            Future<List<Integer>> inner = gather(leaf(turns, 1), leaf(turns, 2));
            Future<List<Object>> outer =
                    gather(List.<Awaitable<?>>of(inner, gather(List.<Awaitable<?>>of(leaf(turns, 3), inner))));
            List<Task<Void>> watchers =
                    List.of(createTask(watch(turns, "outer", outer)), createTask(watch(turns, "inner", inner)));
            turns.log("main", await(outer));
            await(gather(watchers));
            turns.log("end");
            turns.stop();
            return completed();
        });
    }
}
