package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tasks that would wait for each other for ever: the await that closes the cycle throws. */
@Timeout(120)
class AwaitCycleTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestLoop test = new TestLoop();
    private final EventLoop loop = test.loop();
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        test.close();
    }

    /** An operation through which one task waits for another. */
    record Operation(String name, Way way) {
        @Override
        public String toString() {
            return name;
        }
    }

    interface Way {
        Awaitable<?> on(Future<?> future) throws Exception;
    }

    static Stream<Operation> operations() {
        return Stream.of(
                new Operation("await", future -> future),
                new Operation("toCompletableFuture", future -> Future.from(future.toCompletableFuture())),
                new Operation("shield of it", future -> Weft.shield(Future.from(future.toCompletableFuture()))),
                new Operation("gather", Weft::gather),
                new Operation("gather of two", future -> Weft.gather(future, Weft.sleep(SECOND))),
                new Operation("gather of a gather", future -> Weft.gather(Weft.gather(future))),
                new Operation("gatherSettled", future -> Weft.gatherSettled(List.of(future))),
                new Operation("shield", Weft::shield),
                new Operation("shield of a gather", future -> Weft.shield(Weft.gather(future))),
                new Operation("waitUntil all", future -> Weft.waitUntil(ReturnWhen.ALL_COMPLETED, List.of(future))),
                new Operation("waitUntil first", future -> Weft.waitUntil(ReturnWhen.FIRST_COMPLETED, List.of(future))),
                new Operation("asCompleted", AwaitCycleTest::onlyCompleted),
                new Operation("waitFor", future -> Weft.waitFor(future, Duration.ofDays(1))),
                new Operation("timeout", future -> Weft.timeout(Duration.ofDays(1), t -> Steps.of("in", x -> future))),
                new Operation("a block in a group", future -> Weft.taskGroup(g -> Steps.of("in", x -> future))));
    }

    private static Coroutine<?> onlyCompleted(Future<?> future) {
        Iterator<? extends Coroutine<?>> each =
                Weft.asCompleted(List.of(future)).iterator();
        return each.next();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void await_ofATaskThatWaitsForThisOne_throwsWhateverThatWaitsThrough(Operation operation) {
        Task<?>[] tasks = new Task<?>[2];
        tasks[0] = start("a", x -> operation.way.on(tasks[1]));
        tasks[1] = start("b", x -> Weft.yieldNow(), x -> tasks[0]);
        ends(tasks);

        assertThat(log).first().asString().startsWith("b: b awaits a, which awaits b");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void wait_forATaskThatAwaitsThisOne_throwsWhateverThisWaitsThrough(Operation operation) {
        Task<?>[] tasks = new Task<?>[2];
        tasks[0] = start("a", x -> Weft.yieldNow(), x -> operation.way.on(tasks[1]));
        tasks[1] = start("b", x -> tasks[0]);
        ends(tasks);

        assertThat(log).first().asString().startsWith("a: a awaits b").contains(": a cycle");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void failure_ofACycle_isToldOnce(Operation operation) {
        for (boolean seen : new boolean[] {true, false}) {
            List<String> reports = new ArrayList<>();
            try (TestLoop own = new TestLoop()) {
                own.loop().setExceptionHandler((failing, report) -> reports.add(report.message()));
                own.run(Steps.of("main", x -> {
                    Task<?>[] tasks = new Task<?>[2];
                    tasks[0] = own.loop().createTask(Steps.of("a", y -> tasks[1]));
                    tasks[1] =
                            own.loop().createTask(Steps.of("b", y -> Weft.yieldNow(), y -> operation.way.on(tasks[0])));
                    return seen ? Weft.gatherSettled(List.of(tasks)) : Weft.sleep(SECOND);
                }));
            }

            if (operation.name.contains("CompletableFuture") || operation.name.equals("shield of it")) {
                // a future of the JDK's has taken the failure of the task, so that of the loop's own one is told
                assertThat(reports).singleElement().asString().contains("Future exception was never retrieved");
            } else if (seen) {
                assertThat(reports).isEmpty();
            } else {
                assertThat(reports)
                        .singleElement()
                        .asString()
                        .contains("never retrieved")
                        .contains("(Weft.a)");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void wait_forItself_throwsWhateverItWaitsThrough(Operation operation) {
        Task<?>[] tasks = new Task<?>[1];
        tasks[0] = start("a", x -> operation.way.on(tasks[0]));
        ends(tasks);

        assertThat(log).first().asString().startsWith("a: a ").contains("ever end");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void wait_ofAMemberForTheOwnerOfItsGroup_throws(Operation operation) {
        Task<?> owner = start(
                "owner",
                x -> Weft.taskGroup(group -> {
                    Task<?> self = Weft.currentTask();
                    group.createTask(logged("member", y -> operation.way.on(self)), "member");
                    return Weft.sleep(SECOND);
                }));
        ends(owner);

        assertThat(log)
                .first()
                .asString()
                .startsWith("member: member awaits owner")
                .contains("which awaits member through taskGroup: a cycle");
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // what a step returns is awaited
    void await_ofAStageOfATaskThatWaitsForThisOne_throws() {
        Task<?>[] tasks = new Task<?>[2];
        tasks[0] = start("a", x -> tasks[1].toCompletableFuture());
        tasks[1] = start("b", x -> Weft.yieldNow(), x -> tasks[0]);
        ends(tasks);

        assertThat(log)
                .first()
                .isEqualTo(
                        "b: b awaits a, which awaits b through toCompletableFuture: a cycle, in which no task can ever end");
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // what a step returns is awaited
    void await_ofACallFromOutsideThatWaitsForThisTask_throws() {
        Task<?>[] tasks = new Task<?>[1];
        tasks[0] = start("a", x -> Weft.runCoroutineThreadsafe(logged("b", y -> tasks[0]), loop));
        ends(tasks);

        assertThat(log).first().asString().startsWith("b: ").contains("awaits a, which awaits", "toCompletableFuture");
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // what a step returns is awaited
    void await_ofAStageThatADeadlineCompletes_isNoCycle() {
        Task<?>[] tasks = new Task<?>[2];
        tasks[0] = start("a", x -> tasks[1].toCompletableFuture().completeOnTimeout(null, 1, TimeUnit.MILLISECONDS));
        tasks[1] = start("b", x -> Weft.yieldNow(), x -> tasks[0]);
        ends(tasks);

        assertThat(log).containsExactly("a ends", "b ends");
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // what a step returns is awaited
    void await_ofAStageThatIsJustCompleted_isNoCycle() {
        Task<?>[] tasks = new Task<?>[2];
        CompletableFuture<?>[] outside = new CompletableFuture<?>[1];
        tasks[0] = start("a", x -> outside[0] = tasks[1].toCompletableFuture());
        tasks[1] = start("b", x -> Weft.yieldNow(), x -> {
            outside[0].complete(null); // as a deadline does on its own thread
            return tasks[0];
        });
        ends(tasks);

        assertThat(log).containsExactly("a ends", "b ends");
    }

    @Test
    void wait_ofAnEagerMemberForTheOwner_throws() {
        Task<?> owner = start(
                "owner",
                x -> Weft.taskGroup(group -> {
                    Task<?> self = Weft.currentTask();
                    group.createTask(
                            logged("member", y -> self),
                            TaskOptions.defaults().named("member").eager());
                    return Weft.completed();
                }));
        ends(owner);

        assertThat(log)
                .first()
                .asString()
                .startsWith("member: member awaits owner, which awaits member through taskGroup");
    }

    @Test
    void await_ofATaskThatWaitsForTheOwnerOfTheGroup_throws() {
        Task<?>[] tasks = new Task<?>[2];
        tasks[0] = start(
                "owner",
                x -> Weft.taskGroup(outer -> Weft.taskGroup(group -> {
                    outer.createTask(logged("member", y -> Weft.yieldNow(), y -> tasks[1]), "member");
                    return Weft.sleep(SECOND);
                })));
        tasks[1] = start("other", x -> Weft.gather(tasks[0]));
        ends(tasks);

        assertThat(log)
                .first()
                .isEqualTo("member: member awaits other, which awaits owner through gather, which awaits member"
                        + " through taskGroup: a cycle, in which no task can ever end");
    }

    @Test
    void firstCompleted_whileAnotherCanEnd_isNoCycle() {
        Task<?>[] tasks = new Task<?>[3];
        tasks[0] = start("a", x -> Weft.waitUntil(ReturnWhen.FIRST_COMPLETED, List.of(tasks[1], tasks[2])));
        tasks[1] = start("b", x -> Weft.yieldNow(), x -> tasks[0]);
        tasks[2] = start("c", x -> Weft.sleep(SECOND));
        ends(tasks);

        assertThat(log).containsExactly("c ends", "a ends", "b ends");
    }

    @Test
    void firstCompleted_whenTheLastThatCouldEndAwaitsToo_throwsThere() {
        Task<?>[] tasks = new Task<?>[3];
        tasks[0] = start("a", x -> Weft.waitUntil(ReturnWhen.FIRST_COMPLETED, List.of(tasks[1], tasks[2])));
        tasks[1] = start("b", x -> Weft.yieldNow(), x -> tasks[0]);
        tasks[2] = start("c", x -> Weft.sleep(SECOND), x -> Weft.shield(tasks[0]));
        ends(tasks);

        assertThat(log)
                .containsExactly(
                        "c: c awaits a through shield, which awaits c through waitUntil: a cycle, in which"
                                + " no task can ever end",
                        "a ends",
                        "b ends");
    }

    @Test
    void waitUntil_withATime_isNoCycleBecauseItEndsAlone() {
        Task<?>[] tasks = new Task<?>[2];
        tasks[0] = start("a", x -> Weft.waitUntil(ReturnWhen.ALL_COMPLETED, List.of(tasks[1]), SECOND));
        tasks[1] = start("b", x -> Weft.yieldNow(), x -> tasks[0]);
        ends(tasks);

        assertThat(log).containsExactly("a ends", "b ends");
    }

    @Test
    void cancel_ofTasksThatWaitForEachOtherWhileAThirdCanEnd_ends() {
        Task<?>[] tasks = new Task<?>[3];
        tasks[0] = start(
                "a",
                x -> Weft.waitUntil(ReturnWhen.FIRST_COMPLETED, List.of(Weft.gather(tasks[1], tasks[1]), tasks[2])));
        tasks[1] = start("b", x -> Weft.yieldNow(), x -> Weft.gather(tasks[0], tasks[2]));
        tasks[2] = start("c", x -> Weft.sleep(SECOND));
        test.turn();
        test.turn();
        assertThat(tasks[1].cancel("m")).isTrue();
        ends(tasks);

        assertThat(List.of(tasks)).allMatch(Task::isCancelled);
    }

    @Test
    void chainOfGatheredTasks_eachAwaitingTheOneBefore_costsNoWalkAlongIt() {
        int length = 30_000; // a walk each would be 450,000,000 steps
        List<Future<?>> chain = new ArrayList<>();
        chain.add(loop.createTask(Weft.sleep(SECOND)));
        for (int i = 1; i < length; i++) {
            Future<?> before = chain.get(i - 1);
            chain.add(loop.createTask(Steps.of("link", x -> before)));
        }
        Object value = test.run(Steps.of("main", x -> Weft.gather(chain), x -> "done"));
        assertThat(value).isEqualTo("done");
    }

    @Test
    void asCompleted_ofManyInAMemberOfAGroup_costsNoWalkAlongThem() {
        int count = 20_000;
        List<Coroutine<Void>> many = new ArrayList<>(Collections.nCopies(count, null));
        many.replaceAll(none -> Weft.sleep(SECOND));
        String value = test.run(Weft.taskGroup(group -> {
            group.createTask(takeAll(Weft.asCompleted(many).iterator(), count));
            return Weft.completed("done");
        }));
        assertThat(value).isEqualTo("done");
    }

    private static Steps takeAll(Iterator<Coroutine<Void>> each, int count) {
        Steps.Step[] steps = new Steps.Step[count];
        Arrays.fill(steps, (Steps.Step) x -> each.next());
        return Steps.of("takeAll", steps);
    }

    private Task<?> start(String name, Steps.Step... steps) {
        return loop.createTask(logged(name, steps), TaskOptions.defaults().named(name));
    }

    private void ends(Task<?>... tasks) {
        test.run(Weft.waitUntil(ReturnWhen.ALL_COMPLETED, List.of(tasks)));
    }

    /** A coroutine that logs its end, or its failure, which it catches. */
    private Steps logged(String name, Steps.Step... steps) {
        List<Steps.Step> all = new ArrayList<>(List.of(steps));
        all.add(x -> logEnd(name, x));
        return Steps.of(name, all.toArray(Steps.Step[]::new)).rescuedBy(thrown -> logFailure(name, thrown));
    }

    private @Nullable Object logEnd(String name, @Nullable Object received) {
        if (!"failed".equals(received)) {
            log.add(name + " ends");
        }
        return received;
    }

    private Object logFailure(String name, Throwable thrown) throws Throwable {
        if (thrown instanceof CancelledError) {
            throw thrown;
        }
        log.add(name + ": "
                + (thrown instanceof ExceptionGroup group ? group.leaves().get(0) : thrown).getMessage());
        return "failed";
    }
}
