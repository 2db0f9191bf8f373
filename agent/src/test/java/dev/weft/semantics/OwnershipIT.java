package dev.weft.semantics;

import static dev.weft.Weft.allTasks;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.currentTask;
import static dev.weft.Weft.run;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.LoopError;
import dev.weft.Runner;
import dev.weft.Task;
import dev.weft.TaskOptions;
import dev.weft.testing.TestLoop;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules 10, 12 and 35: what a loop holds, what it reports, and how tasks are known. */
class OwnershipIT {
    private final List<String> log = new ArrayList<>();

    @Async
    Coroutine<Void> collectsGarbage() {
        for (int i = 0; i < 5; i++) {
            System.gc();
            await(sleep(Duration.ofSeconds(1)));
        }
        log.add("done");
        return completed();
    }

    @Test
    void task_thatNobodyRefersTo_runsToItsEnd() {
        try (TestLoop loop = new TestLoop()) {
            loop.run(forgets());
        }
        assertThat(log).containsExactly("done", "main ends");
    }

    @Async
    Coroutine<Void> forgets() {
        WeakReference<Task<?>> forgotten = new WeakReference<>(createTask(collectsGarbage()));
        await(sleep(Duration.ofSeconds(10)));
        log.add(forgotten.refersTo(null) || forgotten.get() != null ? "main ends" : "");
        return completed();
    }

    @Async
    Coroutine<Void> awaits(List<Task<?>> tasks, int next) {
        await(tasks.get(next));
        return completed();
    }

    @Test
    void tasks_thatAwaitEachOther_failWithTheCircleNamed() {
        List<String> messages = run(() -> {
            List<Task<?>> tasks = new ArrayList<>();
            tasks.add(createTask(awaits(tasks, 1), "hen"));
            tasks.add(createTask(awaits(tasks, 2), "egg"));
            tasks.add(createTask(awaits(tasks, 0), "chick"));
            List<String> seen = new ArrayList<>();
            for (Task<?> task : tasks) {
                try {
                    await(task);
                } catch (IllegalStateException e) {
                    seen.add(e.getMessage());
                }
            }
            return completed(seen);
        });
        assertThat(messages).hasSize(3);
        assertThat(messages.get(0)).contains("hen", "egg", "chick");
    }

    @Async
    static Coroutine<Integer> value() {
        return completed(1);
    }

    @Async
    Coroutine<Void> drops() {
        value();
        await(yieldNow());
        return completed();
    }

    @Test
    void coroutine_thatIsDropped_isReportedWithItsName() {
        List<LoopError> errors = new ArrayList<>();
        try (Runner runner = Runner.builder().build()) {
            runner.loop().setExceptionHandler((loop, error) -> errors.add(error));
            runner.run(drops());
        }
        assertThat(errors).hasSize(1);
        assertThat(errors.get(0).message()).contains("OwnershipIT.value", "never awaited");
    }

    @Test
    void coroutine_thatIsClosedUnstarted_isNotReported() {
        List<LoopError> errors = new ArrayList<>();
        try (Runner runner = Runner.builder().build()) {
            runner.loop().setExceptionHandler((loop, error) -> errors.add(error));
            runner.run(closes());
        }
        assertThat(errors).isEmpty();
    }

    @Async
    Coroutine<Void> closes() {
        Coroutine<Integer> cold = value();
        cold.close();
        assertThat(cold.state()).isEqualTo(Coroutine.State.CLOSED);
        await(yieldNow());
        return completed();
    }

    @Async
    static Coroutine<Integer> overflows(int n) {
        return completed(recurse(n));
    }

    private static int recurse(int n) {
        return n == Integer.MAX_VALUE ? 0 : recurse(n + 1) + 1;
    }

    @Test
    void stackOverflow_inATask_isAnOrdinaryFailure() {
        boolean caught = run(() -> {
            Task<Integer> task = createTask(overflows(0));
            try {
                await(task);
                return completed(false);
            } catch (StackOverflowError e) {
                return completed(task.exception() == e);
            }
        });
        assertThat(caught).isTrue();
    }

    @Test
    void outOfMemory_inMain_leavesRunAsItIs() {
        OutOfMemoryError error = new OutOfMemoryError("a test threw it");
        assertThatThrownBy(() -> run(() -> {
                    await(yieldNow());
                    throw error;
                }))
                .isSameAs(error);
    }

    @Test
    void tasks_haveNamesAndAreListedInOrderOfCreation() {
        run(() -> {
            Task<Integer> first = createTask(value(), "first");
            Task<Integer> second = createTask(value(), TaskOptions.defaults().named("second"));
            Task<Integer> third = createTask(() -> value());
            assertThat(first.name()).isEqualTo("first");
            assertThat(second.name()).isEqualTo("second");
            assertThat(third.name()).startsWith("Task-");
            third.setName("third");
            List<String> names = new ArrayList<>();
            for (Task<?> task : allTasks()) {
                names.add(task == currentTask() ? "main" : task.name());
            }
            assertThat(names).containsExactly("main", "first", "second", "third");
            assertThat(first.coroutine().name()).isEqualTo("OwnershipIT.value");
            await(first);
            await(third);
            assertThat(allTasks()).containsExactly(currentTask());
            return completed();
        });
    }

    @Test
    void task_thatIsEager_runsInsideCreateTaskToItsFirstSuspension() {
        run(() -> {
            Task<Integer> done = createTask(value(), TaskOptions.defaults().eager());
            assertThat(done.isDone()).isTrue();
            Future<String> gate = EventLoop.running().createFuture();
            Task<?> main = currentTask();
            Task<Void> waiting =
                    createTask(logsAround(gate), TaskOptions.defaults().eager());
            assertThat(log).containsExactly("before");
            assertThat(currentTask()).isSameAs(main);
            gate.setResult("open");
            await(waiting);
            assertThat(log).containsExactly("before", "open");
            return completed();
        });
    }

    @Async
    Coroutine<Void> logsAround(Future<String> gate) {
        log.add("before");
        log.add(await(gate));
        return completed();
    }
}
