package app;

import static dev.weft.Weft.asCompleted;
import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.gatherSettled;
import static dev.weft.Weft.run;
import static dev.weft.Weft.runCoroutineThreadsafe;
import static dev.weft.Weft.shield;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.taskGroup;
import static dev.weft.Weft.timeout;
import static dev.weft.Weft.toThread;
import static dev.weft.Weft.waitFor;

import dev.weft.Async;
import dev.weft.AsyncCallable;
import dev.weft.AsyncIterator;
import dev.weft.Awaitable;
import dev.weft.ContextVar;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Outcome;
import dev.weft.Runner;
import dev.weft.Task;
import dev.weft.TaskGroup;
import dev.weft.TaskGroupBody;
import dev.weft.Timeout;
import dev.weft.TimeoutBody;
import dev.weft.testing.TestLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Values that may be null, in everything of Weft that holds a value. */
@NullMarked
class Absent {
    static final ContextVar<@Nullable String> USER = ContextVar.named("user", null);

    private Absent() {}

    @Async
    static Coroutine<@Nullable String> find(@Nullable String key) {
        @Nullable String found = await(sleep(Duration.ZERO, key));
        return completed(found);
    }

    @Async
    static CompletableFuture<@Nullable String> stage(CompletableFuture<@Nullable String> from) throws IOException {
        return CompletableFuture.completedFuture(await(from, IOException.class));
    }

    @Async
    static Coroutine<@Nullable String> reading(Awaitable<@Nullable String> from) throws IOException {
        return completed(await(from, IOException.class));
    }

    @Async
    static Coroutine<@Nullable String> alone() {
        EventLoop loop = EventLoop.running();
        Future<@Nullable String> future = loop.createFuture();
        future.setResult(null);
        future.addDoneCallback(done -> USER.set(done.result()));
        @Nullable String first = await(future);
        Task<@Nullable String> task = createTask(find(first));
        @Nullable String second = await(task);
        Coroutine<@Nullable String> ran = task.coroutine();
        AsyncCallable<@Nullable String> body = Absent::none;
        @Nullable String third = await(async(body));
        @Nullable String fourth = await(createTask(body));
        @Nullable String fifth = await(shield(find(null)));
        CompletableFuture<@Nullable String> outside = runCoroutineThreadsafe(find(null), loop);
        Future<@Nullable String> inside = Future.from(outside);
        return completed(second == null && third == null && fourth == null ? fifth : ran.name() + await(inside));
    }

    @Async
    static Coroutine<@Nullable String> several() throws TimeoutException {
        Future<List<@Nullable String>> gathered = gather(find("one"), find(null));
        Future<List<Outcome<@Nullable String>>> settled = gatherSettled(List.of(find(null)));
        for (Coroutine<@Nullable String> next : Absent.ended(List.of(find(null)))) {
            USER.set(await(next));
        }
        TaskGroupBody<@Nullable String> group = Absent::inGroup;
        TimeoutBody<@Nullable String> block = Absent::inTime;
        @Nullable String ended = await(waitFor(find(null), Duration.ofSeconds(9)));
        @Nullable String inTime = await(timeout(Duration.ofSeconds(9), block));
        @Nullable String grouped = await(taskGroup(group));
        @Nullable String onThread = await(toThread(() -> ended));
        boolean none = inTime == null && grouped == null && onThread == null;
        return completed(none ? await(gathered).get(1) : await(settled).toString());
    }

    static Iterable<Coroutine<@Nullable String>> ended(List<Coroutine<@Nullable String>> running) {
        return asCompleted(running);
    }

    // Method references, because NullAway 0.14.3 takes T itself for the value of a lambda.
    static Coroutine<@Nullable String> none() {
        return find(USER.get(null));
    }

    static Coroutine<@Nullable String> inGroup(TaskGroup group) {
        Task<@Nullable String> task = group.createTask(find(null), "absent");
        return find(task.name());
    }

    static Coroutine<@Nullable String> inTime(Timeout timeout) {
        return none();
    }

    @Async
    static Coroutine<@Nullable String> last(AsyncIterator<@Nullable String> keys) {
        @Nullable String last = null;
        while (await(keys.advance())) {
            last = keys.current();
        }
        return completed(last);
    }

    static @Nullable String absent() {
        @Nullable String alone = run(alone());
        try (Runner runner = Runner.builder().build(); TestLoop loop = new TestLoop()) {
            return alone == null ? runner.run(find(null)) : loop.run(find(null));
        }
    }
}
