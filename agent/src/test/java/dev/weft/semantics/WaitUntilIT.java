package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.waitUntil;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.ReturnWhen;
import dev.weft.Task;
import dev.weft.WaitResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rule 26: waitUntil gives what is done, and neither throws for a child nor cancels one. */
class WaitUntilIT extends Twin {
    @Async
    Coroutine<Void> child(String name, long delay, boolean fails) {
        try {
            await(sleep(seconds(delay)));
        } catch (CancelledError e) {
            log(name, e);
            throw e;
        }
        log(name, "done");
        if (fails) {
            throw new Boom(name);
        }
        return completed();
    }

    private List<Task<Void>> tasks() {
        return List.of(
                createTask(child("a", 3, false), "a"),
                createTask(child("b", 1, false), "b"),
                createTask(child("c", 2, true), "c"));
    }

    private static List<String> names(List<Task<Void>> tasks) {
        return tasks.stream().map(Task::name).sorted().toList();
    }

    private void logNames(WaitResult<Task<Void>> result) {
        log(names(result.done()), names(result.pending()));
    }

    @Test
    void waitUntil_withEachCondition_givesWhatIsDoneAndCancelsNone() {
        twin("rule26_wait", () -> {
            for (ReturnWhen when :
                    List.of(ReturnWhen.FIRST_COMPLETED, ReturnWhen.FIRST_EXCEPTION, ReturnWhen.ALL_COMPLETED)) {
                List<Task<Void>> tasks = tasks();
                logNames(await(waitUntil(when, tasks)));
                await(sleep(seconds(4)));
                log(tasks.get(2).exception());
            }
            List<Task<Void>> tasks = tasks();
            WaitResult<Task<Void>> limited = await(waitUntil(ReturnWhen.ALL_COMPLETED, tasks, seconds(1)));
            log(names(limited.done()), names(limited.pending()), now());
            tasks.get(0).cancel();
            WaitResult<Task<Void>> all = await(waitUntil(ReturnWhen.ALL_COMPLETED, tasks));
            log(names(all.done()), tasks.get(0).isCancelled(), tasks.get(2).exception());
            try {
                await(waitUntil(ReturnWhen.ALL_COMPLETED, List.of()));
            } catch (IllegalArgumentException e) {
                log("empty");
            }
            return completed();
        });
    }
}
