package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.sync.BrokenBarrierException;
import dev.weft.sync.QueueShutdownException;
import java.util.ArrayList;
import java.util.List;

/** A random program of a few tasks and what it prints, one line: the twin of {@code Program} in the Python files. */
abstract class RandomWorkers {
    final Chance chance;
    final List<Task<?>> tasks = new ArrayList<>();
    private final StringBuilder out = new StringBuilder();

    RandomWorkers(Chance chance) {
        this.chance = chance;
    }

    /** The twin of {@code rnd}. */
    static final class Chance {
        private long seed = 1;

        int next(int n) {
            seed = (seed * 1103515245L + 12345) & 0x7FFFFFFF;
            return (int) ((seed >> 16) % n);
        }
    }

    interface Body {
        Coroutine<Void> run(String name);
    }

    final void say(Object text) {
        out.append(text);
    }

    final void spawn(Body body) {
        tasks.add(createTask(guarded(String.valueOf((char) ('a' + tasks.size())), body)));
    }

    @Async
    private Coroutine<Void> guarded(String name, Body body) {
        try {
            say(name + "?");
            await(body.run(name));
        } catch (CancelledError e) {
            say(name + "!");
            throw e;
        } catch (BrokenBarrierException e) {
            say(name + "#");
        } catch (QueueShutdownException e) {
            say(name + "S");
        }
        return completed();
    }

    void cancelOne() {
        if (!tasks.isEmpty()) {
            tasks.get(chance.next(tasks.size())).cancel();
        }
    }

    @Async
    final Coroutine<String> line() {
        await(steps());
        await(turns(20));
        say("|" + state());
        for (Task<?> task : tasks) {
            task.cancel();
        }
        await(turns(10));
        return completed(out.toString());
    }

    @Async
    static Coroutine<Void> turns(int n) {
        for (int i = 0; i < n; i++) {
            await(yieldNow());
        }
        return completed();
    }

    abstract Coroutine<Void> steps();

    abstract String state();
}
