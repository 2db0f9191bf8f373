package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.currentTask;
import static dev.weft.Weft.emit;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.timeout;
import static dev.weft.Weft.waitUntil;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.CancelledError;
import dev.weft.ContextVar;
import dev.weft.Coroutine;
import dev.weft.GeneratorExit;
import dev.weft.ReturnWhen;
import dev.weft.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Rule 45: async generators. */
class GeneratorIT extends Twin {
    private static final ContextVar<String> USER = ContextVar.named("user", "nobody");

    @Async
    Coroutine<Object> next(AsyncIterator<?> it) {
        return completed(await(it.advance()) ? it.current() : "end");
    }

    @Async
    <T> Coroutine<List<T>> all(AsyncIterator<T> it) {
        List<T> values = new ArrayList<>();
        while (await(it.advance())) {
            values.add(it.current());
        }
        return completed(values);
    }

    @Async
    AsyncIterator<Integer> count(String name, int n) {
        log(name, "begins");
        for (int i = 0; i < n; i++) {
            log(name, "makes", i);
            emit(i);
            log(name, "goes on");
            await(yieldNow());
        }
        log(name, "ends");
        return AsyncIterator.end();
    }

    @Async
    AsyncIterator<Integer> failing() {
        emit(1);
        throw new Boom("made");
    }

    @Test
    void generator_whereverItIsAdvanced_runsToItsNextEmit() {
        twin("rule45_generator_is_cold", () -> {
            AsyncIterator<Integer> it = count("a", 2);
            log("made");
            Coroutine<Object> first = next(it);
            log("not awaited yet");
            log(await(first));
            while (await(it.advance())) {
                log("got", it.current());
            }
            log(await(next(it)), await(next(it)));
            it = failing();
            log(await(next(it)));
            try {
                await(it.advance());
            } catch (Boom e) {
                log(e);
            }
            log(await(next(it)));
            AsyncIterator<Integer> a = count("x", 2);
            AsyncIterator<Integer> b = count("y", 1);
            log(await(next(a)), await(next(b)), await(next(a)));
            log(await(next(b)));
            log(await(all(count("z", 0))));
            return completed();
        });
    }

    @Async
    AsyncIterator<Integer> closable(String how) {
        try {
            emit(1);
            emit(2);
        } catch (GeneratorExit e) {
            log(how, e);
            if (how.equals("returns")) {
                return AsyncIterator.end();
            }
            if (how.equals("fails")) {
                throw new Boom(how);
            }
            throw e;
        } finally {
            await(sleep(seconds(1)));
            log(how, "cleaned at", now());
        }
        log(how, "goes on");
        return AsyncIterator.end();
    }

    @Async
    AsyncIterator<Integer> ignoring() {
        try {
            emit(1);
        } finally {
            log("cleanup");
            emit(2);
        }
        return AsyncIterator.end();
    }

    @Test
    void close_ofHalfUsedGenerator_runsItsCleanup() {
        twin("rule45_close", () -> {
            for (String how : List.of("throws", "returns", "fails")) {
                AsyncIterator<Integer> it = closable(how);
                log(await(next(it)));
                Coroutine<Void> closing = it.close();
                log("not awaited yet");
                try {
                    await(closing);
                    log("closed");
                } catch (Boom e) {
                    log("close threw", e);
                }
                await(it.close());
                log(await(next(it)));
            }
            AsyncIterator<Integer> unstarted = closable("unstarted");
            await(unstarted.close());
            log(await(next(unstarted)));
            AsyncIterator<Integer> ended = closable("ended");
            while (await(ended.advance())) {
                log(ended.current());
            }
            await(ended.close());
            AsyncIterator<Integer> ignoring = ignoring();
            await(ignoring.advance());
            try {
                await(ignoring.close());
            } catch (IllegalStateException e) {
                log("close threw", e);
            }
            return completed();
        });
    }

    @Async
    AsyncIterator<String> slow(String name) {
        try {
            await(sleep(seconds(1)));
            emit(name);
            await(sleep(seconds(1)));
            emit(name);
        } finally {
            await(sleep(seconds(1)));
            log(name, "cleaned");
        }
        return AsyncIterator.end();
    }

    @Async
    Coroutine<Void> attempt(Coroutine<?> what) {
        try {
            log(await(what));
        } catch (IllegalStateException e) {
            log(e);
        }
        return completed();
    }

    @Test
    void advanceAndClose_whileAnotherRuns_areRefused() {
        twin("rule45_two_at_once", () -> {
            AsyncIterator<String> it = slow("a");
            Task<Void> task = createTask(attempt(next(it)));
            await(yieldNow());
            await(attempt(next(it)));
            await(attempt(it.close()));
            await(task);
            Task<Void> closing = createTask(attempt(it.close()));
            await(yieldNow());
            await(attempt(next(it)));
            await(attempt(it.close()));
            await(closing);
            log(await(next(it)));
            return completed();
        });
    }

    @Async
    AsyncIterator<Integer> ticks(boolean absorbs) {
        try {
            emit(0);
            try {
                await(sleep(seconds(10)));
            } catch (CancelledError e) {
                log("generator", e);
                if (!absorbs) {
                    throw e;
                }
            }
            emit(1);
        } finally {
            await(sleep(seconds(1)));
            log("cleaned");
        }
        return AsyncIterator.end();
    }

    @Async
    Coroutine<Void> consume(AsyncIterator<Integer> it) {
        try {
            while (await(it.advance())) {
                log("got", it.current());
            }
            log("consumed");
        } catch (CancelledError e) {
            log("consumer", e);
            throw e;
        }
        return completed();
    }

    @Test
    void cancel_ofTheTaskThatAdvances_reachesTheAwaitInside() {
        twin("rule45_cancel", () -> {
            for (boolean absorbs : new boolean[] {false, true}) {
                AsyncIterator<Integer> it = ticks(absorbs);
                Task<Void> task = createTask(consume(it), "consumer");
                await(sleep(seconds(1)));
                task.cancel("enough");
                await(waitUntil(ReturnWhen.ALL_COMPLETED, List.of(task)));
                log(task.isCancelled(), await(next(it)));
            }
            AsyncIterator<Integer> it = ticks(false);
            await(it.advance());
            try {
                await(timeout(seconds(2), t -> it.advance()));
            } catch (TimeoutException e) {
                log("too slow at", now());
            }
            log(await(next(it)));
            return completed();
        });
    }

    @Async
    @SuppressWarnings("Finally") // to fail there is what is tested
    AsyncIterator<Integer> kept(String name, boolean fails) {
        try {
            emit(1);
            emit(2);
        } finally {
            log(name, "closing");
            await(sleep(seconds(1)));
            log(name, "cleaned");
            if (fails) {
                throw new Boom(name);
            }
        }
        return AsyncIterator.end();
    }

    @Async
    Coroutine<Void> worker() {
        try {
            await(sleep(seconds(100)));
        } finally {
            log("worker ends");
        }
        return completed();
    }

    @Test
    void run_thatLeavesHalfUsedGenerators_closesThemBehindItsTasks() {
        String result = runMain(() -> {
            createTask(worker());
            AsyncIterator<Integer> a = kept("a", false);
            AsyncIterator<Integer> b = kept("b", true);
            AsyncIterator<Integer> ended = kept("ended", false);
            AsyncIterator<Integer> closed = kept("closed", false);
            AsyncIterator<Integer> c = kept("c", false);
            kept("unstarted", false);
            await(c.advance());
            for (AsyncIterator<Integer> it : List.of(a, b, ended, closed)) {
                await(it.advance());
            }
            await(all(ended));
            await(closed.close());
            log("main ends");
            return completed("result");
        });
        log(result);
        List<String> expected = new ArrayList<>(recorded("rule45_shutdown"));
        expected.remove("result"); // Python prints it before its runner closes, and this program when all is done
        expected.add("result");
        org.assertj.core.api.Assertions.assertThat(lines()).containsExactlyElementsOf(expected);
    }

    @Async
    AsyncIterator<String> visits() {
        while (true) {
            log("generator sees", USER.get(), "in", currentTask().name());
            USER.set("generator");
            await(yieldNow());
            emit(USER.get());
        }
    }

    @Async
    Coroutine<Void> visitor(AsyncIterator<String> it, String name) {
        USER.set(name);
        log(name, "got", await(next(it)), "sees", USER.get());
        return completed();
    }

    @Test
    void generator_advancedByAnotherTask_runsInTheContextOfThat() {
        twin("rule45_context", () -> {
            currentTask().setName("main");
            AsyncIterator<String> it = visits();
            await(createTask(visitor(it, "ann"), "first"));
            await(createTask(visitor(it, "bob"), "second"));
            log(await(next(it)), USER.get());
            await(it.close());
            return completed();
        });
    }

    @Async
    AsyncIterator<Integer> leaf(int n) {
        try {
            for (int i = 0; i < n; i++) {
                await(sleep(seconds(1)));
                emit(i);
            }
        } finally {
            log("leaf", n, "ends");
        }
        return AsyncIterator.end();
    }

    @Async
    AsyncIterator<Integer> tree(int depth) {
        try {
            emit(depth);
            if (depth > 0) {
                AsyncIterator<Integer> branch = tree(depth - 1);
                while (await(branch.advance())) {
                    emit(branch.current() * 10);
                }
            }
            AsyncIterator<Integer> leaf = leaf(depth);
            while (await(leaf.advance())) {
                emit(leaf.current());
            }
        } finally {
            log("tree", depth, "ends");
        }
        return AsyncIterator.end();
    }

    @Test
    void generators_insideGenerators_areClosedOneByOne() {
        twin("rule45_delegation", () -> {
            log(await(all(tree(2))));
            AsyncIterator<Integer> it = tree(1);
            while (await(it.advance())) {
                if (it.current() == 0) {
                    break;
                }
            }
            await(it.close());
            log("closed at", now());
            return completed();
        });
    }
}
