package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.currentTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.gatherSettled;
import static dev.weft.Weft.shield;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.taskGroup;
import static dev.weft.Weft.waitFor;
import static dev.weft.Weft.waitUntil;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.Awaitable;
import dev.weft.CancelledError;
import dev.weft.ContextVar;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.ExceptionGroup;
import dev.weft.Future;
import dev.weft.ReturnWhen;
import dev.weft.Task;
import dev.weft.TaskOptions;
import dev.weft.Timeout;
import dev.weft.WaitResult;
import dev.weft.semantics.RandomProgram.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rules 1 to 27, 30 and 33, whatever their order: random programs print what they print under asyncio.
 *
 * <p>{@code -Dsemantics.programs=FILE} takes other programs than the recorded ones; {@code rules_random_programs.py} makes as
 * many as are wanted.
 */
class RandomProgramsIT extends Twin {
    private static final int FUTURES = 3;

    /** A task and the number of its routine. */
    private record Spawned(Task<String> task, int number) {}

    private final ContextVar<String> variable = ContextVar.named("variable", "unbound");
    private final List<Spawned> tasks = new ArrayList<>();
    private final List<Timeout> timeouts = new ArrayList<>();
    private final List<Future<String>> futures = new ArrayList<>();
    private List<List<Operation>> routines = List.of();

    static List<RandomProgram> programs() throws IOException {
        String file = System.getProperty("semantics.programs");
        return RandomProgram.parse(
                file == null ? recorded("rules_random_programs") : Files.readAllLines(Path.of(file)));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void randomProgram_onVirtualTime_printsWhatAsyncioPrints(RandomProgram program) {
        routines = program.routines();
        runMain(() -> main());
        assertThat(lines()).containsExactlyElementsOf(program.printed());
    }

    @Override
    void reported(Throwable failure) {
        // the twin looks away as well: when a failure counts as unseen, the garbage collector says in Python
    }

    private void say(Object... parts) {
        Object[] timed = new Object[parts.length + 1];
        timed[0] = now();
        System.arraycopy(parts, 0, timed, 1, parts.length);
        log(timed);
    }

    @Async
    Coroutine<Void> main() {
        EventLoop loop = EventLoop.running();
        for (int i = 0; i < FUTURES; i++) {
            futures.add(loop.createFuture());
        }
        for (int i = 0; i < FUTURES; i++) {
            loop.callLater(seconds(3 * i + 2), callback(List.of(new Operation("set", i, 0, List.of())), "t" + i));
            spawn(i / 2, "r" + i);
        }
        await(sleep(seconds(1000)));
        say(
                "end",
                tasks.stream()
                        .map(Spawned::task)
                        .map(task -> List.of(task.isDone(), task.isCancelled(), task.cancelling()))
                        .toList());
        return completed();
    }

    @Async
    Coroutine<String> routine(int number, String label) throws Exception {
        say(label, "begins");
        try {
            await(block(routines.get(number), number, label));
        } catch (Exception | CancelledError e) {
            say(label, "throws", e);
            throw e;
        }
        say(label, "returns");
        return completed(label);
    }

    @Async
    Coroutine<Void> block(List<Operation> block, int number, String label) throws Exception {
        for (int i = 0; i < block.size(); i++) {
            await(operation(block.get(i), number, label + "." + i));
        }
        return completed();
    }

    /** A routine of a higher number, or -1. */
    private int below(int number, int a) {
        int left = routines.size() - number - 1;
        return left == 0 ? -1 : number + 1 + a % left;
    }

    private @Nullable Task<String> awaitableTask(int number, int a) {
        List<Task<String>> known = tasks.stream()
                .filter(spawned -> spawned.number() > number)
                .map(Spawned::task)
                .toList();
        return known.isEmpty() ? null : known.get(a % known.size());
    }

    private Task<String> spawn(int number, String label) {
        Task<String> task = createTask(() -> routine(number, label));
        tasks.add(new Spawned(task, number));
        return task;
    }

    private Task<String> task(int a) {
        return tasks.get(a % tasks.size()).task();
    }

    private void plain(Operation operation, String label) {
        Future<String> future = futures.get(operation.a() % FUTURES);
        Task<String> task = task(operation.a());
        String message = operation.b() % 2 == 1 ? label : null;
        switch (operation.name()) {
            case "log" -> say(label);
            case "set" -> {
                if (!future.isDone()) {
                    future.setResult(label);
                }
            }
            case "fail" -> {
                if (!future.isDone()) {
                    future.setException(new Boom(label));
                }
            }
            case "drop" -> say(label, "drop", future.cancel(message));
            case "cancel" -> say(label, "cancel", task.cancel(message));
            case "watch" -> task.addDoneCallback(t -> say(label, "sees", t.isCancelled()));
            case "watchfuture" -> future.addDoneCallback(f -> say(label, "sees", f.isCancelled()));
            case "bind" -> variable.set(label);
            case "read" -> say(label, "reads", variable.get());
            case "show" ->
                say(
                        label,
                        List.of(
                                task.isDone(),
                                task.isCancelled(),
                                task.cancelling(),
                                future.isDone(),
                                future.isCancelled()));
            default -> throw new AssertionError(operation);
        }
    }

    private Runnable callback(List<Operation> block, String label) {
        return () -> {
            for (int i = 0; i < block.size(); i++) {
                plain(block.get(i), label + "." + i);
            }
        };
    }

    @Async
    Coroutine<Void> operation(Operation operation, int number, String label) throws Exception {
        int a = operation.a();
        int b = operation.b();
        List<List<Operation>> inner = operation.blocks();
        int below = below(number, a);
        Task<String> known = awaitableTask(number, a);
        switch (operation.name()) {
            case "yield" -> await(yieldNow());
            case "sleep" -> say(label, await(sleep(seconds(a % 5), "slept")));
            case "call" -> {
                if (below >= 0) {
                    say(label, await(routine(below, label)));
                }
            }
            case "spawn" -> {
                if (below >= 0) {
                    spawn(below, label);
                }
            }
            case "eager" -> {
                if (below >= 0) {
                    TaskOptions eager = TaskOptions.defaults().eager();
                    tasks.add(new Spawned(createTask(routine(below, label), eager), below));
                }
            }
            case "await" -> {
                if (known != null) {
                    say(label, await(known));
                }
            }
            case "future" -> say(label, await(futures.get(a % FUTURES)));
            case "cancelself" -> say(label, currentTask().cancel(label));
            case "uncancel" -> say(label, currentTask().uncancel());
            case "soon" -> EventLoop.running().callSoon(callback(inner.get(0), label));
            case "later" -> EventLoop.running().callLater(seconds(a % 4), callback(inner.get(0), label));
            case "gather", "gatherall" -> await(gathers(operation, number, label));
            case "waitfor" -> {
                if (below >= 0) {
                    say(label, await(waitFor(routine(below, label), seconds(b % 4))));
                }
            }
            case "waittask" -> {
                if (known != null) {
                    say(label, await(waitFor(known, seconds(b % 4))));
                }
            }
            case "timeout" -> {
                Timeout timeout = Timeout.after(seconds(a % 4));
                await(timeout.run(entered -> {
                    timeouts.add(entered);
                    try {
                        return completed(await(block(inner.get(0), number, label)));
                    } finally {
                        say(label, "leaves", entered.expired());
                    }
                }));
                say(label, "left", timeout.expired());
            }
            case "reschedule" -> reschedule(a, label);
            case "shield" -> {
                Awaitable<String> awaitable = b % 2 == 1 || below < 0 ? known : routine(below, label);
                if (awaitable != null) {
                    say(label, await(shield(awaitable)));
                }
            }
            case "wait" -> await(waits(operation, number, label));
            case "group" -> {
                if (below >= 0) {
                    await(taskGroup(group -> {
                        for (int i = 0; i < 1 + b % 3; i++) {
                            tasks.add(new Spawned(group.createTask(routine(below, label + "g" + i)), below));
                        }
                        await(block(inner.get(0), number, label));
                        say(label, "closes");
                        return completed();
                    }));
                    say(label, "closed");
                }
            }
            case "try" -> {
                try {
                    await(block(inner.get(0), number, label));
                } catch (CancelledError | Boom | TimeoutException | ExceptionGroup e) {
                    say(label, "caught", e);
                    await(block(inner.get(1), number, label + "c"));
                    if (a % 2 == 1) {
                        throw e;
                    }
                }
            }
            case "finally" -> {
                try {
                    await(block(inner.get(0), number, label));
                } finally {
                    await(block(inner.get(1), number, label + "f"));
                }
            }
            case "raise" -> throw new Boom(label);
            default -> plain(operation, label);
        }
        return completed();
    }

    private void reschedule(int a, String label) {
        if (!timeouts.isEmpty()) {
            try {
                timeouts.get(timeouts.size() - 1).reschedule(seconds(a % 4));
                say(label, "rescheduled");
            } catch (IllegalStateException e) {
                say(label, e);
            }
        }
    }

    @Async
    Coroutine<Void> waits(Operation operation, int number, String label) {
        int a = operation.a();
        int b = operation.b();
        Task<String> first = awaitableTask(number, a);
        if (first == null) {
            return completed();
        }
        Set<Task<String>> awaited = new LinkedHashSet<>();
        awaited.add(first);
        awaited.add(awaitableTask(number, a + 1));
        awaited.add(awaitableTask(number, b));
        ReturnWhen when = List.of(ReturnWhen.FIRST_COMPLETED, ReturnWhen.FIRST_EXCEPTION, ReturnWhen.ALL_COMPLETED)
                .get(a % 3);
        WaitResult<Task<String>> ended =
                await(b < 6 ? waitUntil(when, awaited, seconds(b % 4)) : waitUntil(when, awaited));
        say(label, awaited.stream().map(ended.done()::contains).toList());
        return completed();
    }

    @Async
    Coroutine<Void> gathers(Operation operation, int number, String label) throws Exception {
        int below = below(number, operation.a());
        if (below < 0) {
            return completed();
        }
        List<Awaitable<String>> awaitables = new ArrayList<>();
        awaitables.add(routine(below, label + "a"));
        awaitables.add(spawn(below(number, operation.b()), label + "b"));
        awaitables.add(awaitableTask(number, operation.a() + operation.b()));
        if (operation.name().equals("gatherall")) {
            say(label, await(gatherSettled(awaitables)));
        } else {
            say(label, await(gather(awaitables)));
        }
        return completed();
    }
}
