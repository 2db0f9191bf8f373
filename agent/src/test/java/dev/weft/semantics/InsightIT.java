package dev.weft.semantics;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.run;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.timeout;
import static dev.weft.Weft.waitFor;
import static dev.weft.Weft.waitUntil;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.ReturnWhen;
import dev.weft.StallError;
import dev.weft.Task;
import dev.weft.TaskOptions;
import dev.weft.Waitable;
import dev.weft.Weft;
import dev.weft.insight.Insight;
import dev.weft.insight.Snapshot;
import dev.weft.sync.Event;
import dev.weft.sync.Lock;
import dev.weft.sync.Permit;
import dev.weft.sync.Queue;
import dev.weft.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a snapshot shows of woven code: the tree of the specification, and the values of local variables. */
class InsightIT {

    /** An object whose methods must not be called for a dump. */
    private static final class Shy {
        @Override
        public String toString() {
            throw new AssertionError("toString was called");
        }

        @Override
        public int hashCode() {
            throw new AssertionError("hashCode was called");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            throw new AssertionError("equals was called");
        }
    }

    @Async
    private static Coroutine<Void> sell(Lock till, int order) {
        try (Permit permit = await(till.acquire())) {
            await(sleep(Duration.ofSeconds(27)));
            assertThat(permit).isNotNull();
        }
        assertThat(order).isNotNegative();
        return completed();
    }

    @Async
    private static Coroutine<Void> order(Lock till, int order, boolean express) {
        await(sell(till, order));
        assertThat(express).isFalse();
        return completed();
    }

    @Async
    private static Coroutine<Void> printer(Queue<String> jobs) {
        int printed = 0;
        while (!await(jobs.get()).isEmpty()) {
            printed++;
        }
        assertThat(printed).isZero();
        return completed();
    }

    private static TaskOptions named(String name) {
        return TaskOptions.defaults().named(name);
    }

    @Test
    void tree_ofAShop_isAsSpecified() {
        try (TestLoop loop = new TestLoop()) {
            loop.loop().setName("loop-1");
            String tree = loop.run(async(() -> {
                dev.weft.Weft.currentTask().setName("main");
                Lock till = new Lock("till");
                Task<?> first = createTask(order(till, 0, false), named("order-0"));
                Task<?> second = createTask(order(till, 1, false), named("order-1"));
                Task<?> both = createTask(async(() -> completed(await(gather(first, second)))), named("Task-1"));
                Task<?> printer = createTask(printer(new Queue<>(2, "jobs")), named("printer"));
                await(sleep(Duration.ofMillis(3)));
                String text = Insight.snapshot(EventLoop.running()).tree();
                both.cancel();
                printer.cancel();
                return completed(text);
            }));

            String permit = "Permit@[0-9a-f]+";
            String here = "dev.weft.semantics.InsightIT.";
            assertThat(tree.replaceAll(":[0-9]+(?=\\s)", ":N")
                            .replaceAll("@[0-9a-f]+", "@H")
                            .replaceAll("lambda\\$\\S+", "lambda"))
                    .contains("loop-1 on " + Thread.currentThread().getName() + ", 5 tasks, next timer in 26997 ms\n")
                    .contains("└─ Task-1: awaits gather, 2 of 2 left\n")
                    .contains("   ├─ order-0: sleeps 26997 ms more\n" + "   │     " + here
                            + "sell:N   order=0 permit=LockPermit@H\n")
                    .contains("   └─ order-1: waits for Lock till, held by order-0\n")
                    .contains("└─ printer: waits for Queue jobs (get, 0 of 2)\n" + "      " + here
                            + "printer:N  jobs=Queue@H printed=0\n");
            assertThat(tree).containsPattern(permit).contains("main: runs\n");
        }
    }

    private interface Body {
        Coroutine<?> begin() throws Exception;
    }

    /** On a virtual clock. */
    private static String treeOf(Body waiting) throws Exception {
        try (TestLoop loop = new TestLoop()) {
            return loop.run(async(() -> {
                Task<?> task = createTask(waiting.begin(), named("waiting"));
                await(sleep(Duration.ofMillis(31)));
                String text = Insight.snapshot(EventLoop.running()).tree();
                task.cancel();
                return completed(text);
            }));
        }
    }

    private static Coroutine<?> opens() {
        return new Event("door").waitUntilSet();
    }

    @Test
    void tree_ofAWaitInsideATimeout_saysWhenItEnds() {
        Duration time = Duration.ofSeconds(5);
        List<Body> limited = List.of(
                () -> waitFor(opens(), time),
                () -> timeout(time, limit -> waitFor(opens(), Duration.ofHours(1))),
                () -> waitFor(waitFor(opens(), time), Duration.ofHours(1)),
                () -> waitUntil(ReturnWhen.ALL_COMPLETED, List.of(createTask(opens())), time));

        assertThat(limited)
                .allSatisfy(waiting -> assertThat(treeOf(waiting))
                        .containsPattern(
                                "waiting: (waits for Event door|awaits waitUntil, 1 of 1 left); times out in 4969 ms\n")
                        .contains(", next timer in 4969 ms\n"));
    }

    @Test
    void tree_ofAWaitThatNothingLimits_doesNotSayThatItEnds() throws Exception {
        List<Body> unlimited = List.of(
                () -> timeout(Duration.ofSeconds(5), limit -> {
                    limit.disable();
                    return opens();
                }),
                () -> waitUntil(ReturnWhen.ALL_COMPLETED, List.of(createTask(opens()))));

        assertThat(unlimited)
                .allSatisfy(waiting ->
                        assertThat(treeOf(waiting)).contains("waiting: ").doesNotContain("times out", "next timer"));
        assertThat(treeOf(() -> waitFor(sleep(Duration.ofSeconds(2)), Duration.ofSeconds(5))))
                .contains("waiting: sleeps 1969 ms more\n");
    }

    private enum Colour {
        RED
    }

    @Async
    private static Coroutine<Object> values() {
        boolean flag = true;
        char letter = 'x';
        char line = '\n';
        Character none = '\0';
        String turned = "a\u202eb";
        long big = 1L << 40;
        String text = "a\n" + "b".repeat(50);
        Colour colour = Colour.RED;
        List<String> list = new ArrayList<>(List.of("1", "2"));
        List<String> fixed = List.of("1");
        byte[] bytes = new byte[7];
        Shy shy = new Shy();
        await(yieldNow());
        return completed(List.of(flag, letter, line, none, turned, big, text, colour, list, fixed, bytes, shy));
    }

    @Test
    void values_ofLocalVariables_areShownWithoutACallOfTheProgramsCode() {
        try (TestLoop loop = new TestLoop()) {
            Snapshot.Frame frame = loop.run(async(() -> {
                createTask(values(), named("values"));
                Snapshot[] taken = new Snapshot[1];
                EventLoop.running().callSoon(() -> taken[0] = Insight.snapshot(EventLoop.running()));
                await(yieldNow());
                return completed(taken[0].loops().get(0).tasks().get(1).frames().get(0));
            }));

            assertThat(frame.locals())
                    .filteredOn(local -> !local.name().equals("shy"))
                    .extracting(local -> local.type() + " " + local.name() + "=" + local.value())
                    .containsExactly(
                            "boolean flag=true",
                            "char letter='x'",
                            "char line='\\n'",
                            "java.lang.Character none='\\u0000'",
                            "java.lang.String turned=\"a\\u202eb\"",
                            "long big=1099511627776",
                            "java.lang.String text=\"a\\n" + "b".repeat(38) + "…\"",
                            "dev.weft.semantics.InsightIT$Colour colour=RED",
                            "java.util.List list=ArrayList(2)",
                            "java.util.List fixed=List12(1)",
                            "byte[] bytes=byte[7]");
            assertThat(frame.locals())
                    .filteredOn(local -> local.name().equals("shy"))
                    .singleElement()
                    .satisfies(local -> assertThat(local.value()).startsWith("InsightIT.Shy@"));
        }
    }

    @Async
    private static CompletableFuture<String> fetch(CompletableFuture<String> reply) {
        return CompletableFuture.completedFuture(await(reply));
    }

    @Async
    private static CompletableFuture<String> page(CompletableFuture<String> reply) {
        return CompletableFuture.completedFuture(await(fetch(reply)));
    }

    /** Returns the tree beside a task that waits for a page, which the reply ends. */
    private static String treeBeside(Supplier<CompletableFuture<String>> page, CompletableFuture<String> reply) {
        return run(async(() -> {
            Task<?> task = createTask(async(() -> completed(await(page.get()))), named("reader"));
            await(yieldNow());
            await(yieldNow());
            String text = Insight.snapshot(EventLoop.running()).tree();
            reply.complete("page");
            await(task);
            return completed(text);
        }));
    }

    @Test
    void callsThatReturnStages_areInTheTree() {
        CompletableFuture<String> reply = new CompletableFuture<>();
        String tree = treeBeside(() -> page(reply), reply);

        assertThat(tree)
                .contains("2 tasks, 2 calls that return stages")
                .contains("└─ reader: waits for InsightIT.page()\n")
                .contains("   └─ InsightIT.page(): waits for InsightIT.fetch()\n")
                .containsPattern("      └─ InsightIT.fetch\\(\\): waits for CompletableFuture@[0-9a-f]+\n");
    }

    @Test
    void callsOutsideAnyLoop_forWhichATaskWaits_areBelowIt() {
        CompletableFuture<String> reply = new CompletableFuture<>();
        CompletableFuture<String> page = page(reply);
        String tree = treeBeside(() -> page, reply);

        assertThat(tree).contains("2 tasks, 2 calls that return stages").containsPattern("""
                        └─ reader: waits for InsightIT.page\\(\\)
                              .*
                           └─ InsightIT.page\\(\\): waits for InsightIT.fetch\\(\\)
                                 .*InsightIT.page:[0-9]+
                              └─ InsightIT.fetch\\(\\): waits for CompletableFuture@[0-9a-f]+
                                    .*InsightIT.fetch:[0-9]+
                        """);
    }

    @Test
    void aHundredThousandTasks_areAnsweredInParts() throws Exception {
        CompletableFuture<Snapshot> taken = new CompletableFuture<>();
        int turns = run(async(() -> {
            EventLoop loop = EventLoop.running();
            Lock till = new Lock("till");
            for (int i = 0; i < 100_000; i++) {
                createTask(order(till, i, false));
            }
            await(yieldNow());
            Thread asking = new Thread(() -> {
                for (int i = 0; i < 2; i++) { // the first ones are cold
                    Insight.snapshot(loop);
                }
                taken.complete(Insight.snapshot(loop));
            });
            asking.start();
            int yields = 0;
            while (!taken.isDone()) {
                await(yieldNow());
                yields++;
            }
            return completed(yields);
        }));

        Snapshot snapshot = taken.get();
        assertThat(snapshot.table().lines().filter(line -> line.contains("Lock till")))
                .singleElement()
                .satisfies(line -> assertThat(line).containsPattern("99,99[0-9] tasks  waits +Lock till \\(Task-"));
        assertThat(turns).isGreaterThan(50); // of a millisecond each
    }

    @Async
    private static Coroutine<Void> nap() {
        await(sleep(Duration.ofHours(1)));
        return completed();
    }

    @Async
    private static Coroutine<Void> buy(Lock till) {
        await(till.acquire()).close();
        return completed();
    }

    @Async
    private static <T extends @Nullable Object> Coroutine<T> hear(Future<T> news) {
        return completed(await(news));
    }

    @Async
    private static <T> Coroutine<T> call(CompletableFuture<T> answer) {
        return completed(await(answer));
    }

    @Async
    private static Coroutine<List<String>> crowd(int size) {
        Lock till = new Lock("till");
        Permit permit = await(till.acquire());
        Future<String> news = EventLoop.running().createFuture();
        CompletableFuture<String> answer = new CompletableFuture<>();
        List<Task<?>> all = new ArrayList<>();
        for (int i = 0; i < size / 5; i++) {
            all.add(createTask(nap()));
            all.add(createTask(buy(till)));
            all.add(createTask(hear(news)));
            all.add(createTask(call(answer)));
            all.add(createTask(printer(new Queue<>(2, "jobs"))));
        }
        Task<?> everybody = createTask(async(() -> completed(await(gather(all)))), "everybody");
        await(yieldNow());
        await(yieldNow());
        Snapshot snapshot = Insight.snapshot(EventLoop.running());
        everybody.cancel();
        permit.close();
        return completed(List.of(snapshot.table(), snapshot.tree()));
    }

    @Test
    void table_ofAHundredThousandTasksInFiveKindsOfWaits_hasALineForEachKind() {
        try (TestLoop loop = new TestLoop()) {
            List<String> texts = loop.run(crowd(100_000));

            assertThat(texts.get(0).lines())
                    .hasSize(7)
                    .anySatisfy(line -> assertThat(line).contains("  20,000 tasks  sleeps  1 h 0 min more"))
                    .anySatisfy(line -> assertThat(line).contains("  20,000 tasks  waits ", "Lock till (Task-"))
                    .anySatisfy(
                            line -> assertThat(line).contains("  20,000 tasks  waits ", "Future@", "InsightIT.hear:"))
                    .anySatisfy(line -> assertThat(line).contains("  20,000 tasks  waits ", "InsightIT.call:"))
                    .anySatisfy(line -> assertThat(line).contains("  20,000 tasks  waits ", "Queue jobs (get, 0 of 2)"))
                    .anySatisfy(line -> assertThat(line).contains("everybody", "gather, 100000 of 100000 left"));
            assertThat(texts.get(1)).contains("everybody: awaits gather");
        }
    }

    @Async
    private static Coroutine<Void> turn() {
        await(yieldNow());
        return completed();
    }

    @Async
    private static Coroutine<Void> gathersUntil(AtomicBoolean over) {
        while (!over.get()) {
            await(gather(turn(), turn(), turn()));
        }
        return completed();
    }

    @Async
    private static Coroutine<Void> waits(Future<Void> news) {
        await(news);
        return completed();
    }

    /** Asks a loop that is busy; tells what went wrong. */
    private static CompletableFuture<Integer> dumps(int times) {
        return CompletableFuture.supplyAsync(() -> {
            int answers = 0;
            for (int i = 0; i < times; i++) {
                answers += Weft.dump().isEmpty() ? 0 : 1;
            }
            return answers;
        });
    }

    @Test
    void dump_ofALoopThatRuns_isTakenByAnotherThreadAndCallsTheProgramOnTheLoopOnly() {
        Set<Thread> asked = ConcurrentHashMap.newKeySet();
        Waitable news = () -> {
            asked.add(Thread.currentThread());
            return "news";
        };
        run(() -> {
            AtomicBoolean over = new AtomicBoolean();
            Future<Void> never = EventLoop.running().createFuture(news);
            Task<Void> waiting = createTask(waits(never));
            Task<Void> gathering = createTask(gathersUntil(over));
            CompletableFuture<Integer> answers = dumps(200);
            assertThat(await(answers)).isEqualTo(200);
            over.set(true);
            await(gathering);
            waiting.cancel();
            return completed();
        });
        assertThat(asked).isSubsetOf(Thread.currentThread());
    }

    @Test
    void dump_onAnInterruptedThread_keepsTheInterruptAndWaitsForTheAnswer() {
        run(() -> {
            CompletableFuture<Boolean> kept = CompletableFuture.supplyAsync(() -> {
                Thread.currentThread().interrupt();
                boolean heldUp = Weft.dump().contains("HELD UP");
                return Thread.interrupted() && !heldUp;
            });
            assertThat(await(kept)).isTrue();
            return completed();
        });
    }

    @Async
    private static Coroutine<Void> buys(Lock till) {
        try (Permit permit = await(till.acquire())) {
            assertThat(permit).isNotNull();
        }
        return completed();
    }

    @Async
    private static CompletableFuture<Void> callsBuyer(Lock till) {
        await(buys(till));
        return CompletableFuture.completedFuture(null);
    }

    @Async
    private static Coroutine<Void> holdsAndCalls(Lock till) {
        try (Permit permit = await(till.acquire())) {
            await(callsBuyer(till));
            assertThat(permit).isNotNull();
        }
        return completed();
    }

    @Test
    void cycle_throughAMethodThatReturnsAStage_isNamedAndItsTreeHasNoInternalName() {
        String message = "";
        try (TestLoop loop = new TestLoop()) {
            loop.run(holdsAndCalls(new Lock("till")));
        } catch (StallError e) {
            message = e.getMessage();
        }
        assertThat(message)
                .contains("cycle: ", "waits for InsightIT.callsBuyer()", "waits for Lock till, held by ")
                .doesNotContain("TaskResult@", "ActivationResult@", "OutsideView@");
    }

    @Async
    private static CompletableFuture<Void> returns(CompletableFuture<?> gate, CompletableFuture<Void> rest) {
        await(gate);
        return rest;
    }

    @Async
    private static Coroutine<Void> awaits(CompletableFuture<Void> call) {
        await(call);
        return completed();
    }

    @Test
    void dump_ofATaskThatAwaitsACallWhoseBodyHasReturnedAPendingStage_showsThatStage() {
        var gate = new CompletableFuture<Void>();
        var rest = new CompletableFuture<Void>();
        var ofStage = returns(gate, rest);
        var ofCall = returns(gate, returns(new CompletableFuture<Void>(), rest));
        gate.complete(null);
        run(() -> {
            var later = new CompletableFuture<Void>();
            var ofLoop = returns(later, rest);
            later.complete(null);
            createTask(awaits(ofStage), "stage");
            createTask(awaits(ofCall), "call");
            createTask(awaits(ofLoop), "loop");
            await(yieldNow());
            assertThat(Weft.dump())
                    .containsPattern("stage: waits for CompletableFuture@")
                    .contains("call: waits for InsightIT.returns()")
                    .containsPattern("loop: waits for CompletableFuture@")
                    .doesNotContain("ActivationResult@");
            return completed();
        });
    }
}
