package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.toThread;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Context;
import dev.weft.ContextVar;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import dev.weft.TaskOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rule 30: tasks copy their creator's context, awaits share it, callbacks keep theirs, threads take it along. */
class ContextIT extends Twin {
    private final ContextVar<String> user = ContextVar.named("user", "nobody");

    @Async
    Coroutine<Void> child(String name) {
        log(name, "sees", user.get());
        user.set(name);
        await(yieldNow());
        log(name, "keeps", user.get());
        return completed();
    }

    @Async
    Coroutine<Void> awaited() {
        user.set("set by an awaited coroutine");
        return completed();
    }

    @Test
    void context_ofATask_isACopyOfItsCreators() {
        runMain(() -> {
            user.set("main");
            Task<Void> before = createTask(child("before"));
            user.set("changed");
            Task<Void> after = createTask(child("after"));
            await(before);
            await(after);
            log(user.get());
            await(awaited());
            log(user.get());
            await(gather(child("x"), child("y")));
            log(user.get());
            ContextVar.Token<String> token = user.set("for a while");
            log(user.get());
            user.reset(token);
            log(user.get());
            try {
                user.reset(token);
            } catch (IllegalStateException e) {
                log(e);
            }
            return completed();
        });
        log(user.get());
        printsAs("rule30_context_of_tasks");
    }

    private void show(String name) {
        log(name, user.get("nobody"));
        user.set("set by " + name);
    }

    @Test
    void context_ofACallback_isThatOfItsRegistration() {
        twin("rule30_context_of_callbacks", () -> {
            EventLoop loop = EventLoop.running();
            Future<Void> future = loop.createFuture();
            user.set("one");
            loop.callSoon(() -> show("soon"));
            loop.callLater(seconds(1), () -> show("timer"));
            loop.callSoonThreadsafe(() -> show("threadsafe"));
            future.addDoneCallback(f -> show("done callback"));
            user.set("two");
            loop.callSoon(() -> show("soon two"));
            future.setResult(null);
            future.addDoneCallback(f -> show("late callback"));
            user.set("three");
            await(sleep(seconds(2)));
            log(user.get());
            Context context = Context.copyCurrent();
            context.run(() -> show("run"));
            context.run(() -> show("run again"));
            log(user.get());
            Task<Void> task = createTask(
                    shows("task in a context"), TaskOptions.defaults().inContext(context));
            await(task);
            List<String> kept = new ArrayList<>();
            context.run(() -> kept.add(user.get()));
            log(user.get(), kept.get(0), task.context() == context);
            return completed();
        });
    }

    @Async
    Coroutine<Void> shows(String name) {
        show(name);
        return completed();
    }

    private String blocking(String name) {
        String seen = user.get();
        user.set("set in a thread");
        return name + " saw " + seen;
    }

    @Test
    void context_ofToThread_isACopyOfTheCallers() {
        twin("rule30_context_of_threads", () -> {
            user.set("main");
            log(await(toThread(() -> blocking("thread"))));
            log(user.get());
            user.set("other");
            log(await(gather(toThread(() -> blocking("a")), toThread(() -> blocking("b")))));
            log(user.get());
            try {
                await(toThread(() -> {
                    throw new Boom("in a thread");
                }));
            } catch (Boom e) {
                log(e);
            }
            return completed();
        });
    }
}
