package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestLoop test = new TestLoop();
    private final EventLoop loop = test.loop();
    private final List<Object> log = new ArrayList<>();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void run_ofTwoTasksThatYield_alternates() {
        test.run(Steps.of("main", x -> Weft.gather(yielding("a"), yielding("b"))));

        assertThat(log).containsExactly("a0", "b0", "a1", "b1");
    }

    private Steps yielding(String name) {
        return Steps.of(name, x -> log.add(name + 0), x -> Weft.yieldNow(), x -> log.add(name + 1));
    }

    @Test
    void sleep_inTwoTasks_endsInTheOrderOfTheDeadlines() {
        test.run(Steps.of(
                "main",
                x -> Weft.gather(sleeping("slow", SECOND.multipliedBy(2)), sleeping("fast", SECOND)),
                x -> log.add(loop.time())));

        assertThat(log).containsExactly("fast", "slow", 2_000_000_000L);
    }

    private Steps sleeping(String name, Duration delay) {
        return Steps.of(name, x -> Weft.sleep(delay), x -> log.add(name));
    }

    @Test
    void cancel_beforeTheFirstStep_neverRunsTheBody() {
        Task<?> task = loop.createTask(Steps.of("body", x -> log.add("ran")));
        assertThat(task.cancel("why")).isTrue();
        test.turn();

        assertThat(task.isCancelled()).isTrue();
        assertThat(task.coroutine().state()).isEqualTo(Coroutine.State.CLOSED);
        assertThatThrownBy(task::result).isInstanceOf(CancelledError.class).hasMessage("why");
        assertThat(log).isEmpty();
        assertThat(task.cancel()).isFalse();
    }

    @Test
    void cancel_ofASleepingTask_throwsInTheNextTurn() {
        Task<?> task = loop.createTask(rescued(Weft.sleep(SECOND)));
        test.turn();
        task.cancel("first");
        task.cancel("second");
        assertThat(task.cancelling()).isEqualTo(2);
        test.turn();

        assertThat(log).containsExactly("first");
        assertThat(task.isDone()).isTrue();
        assertThat(task.isCancelled()).isFalse();
        assertThat(loop.time()).isZero();
    }

    @Test
    void cancel_inTheTurnInWhichTheSleepIsOver_winsOnce() {
        Task<?>[] task = new Task<?>[1];
        loop.callLater(SECOND, () -> task[0].cancel("late"));
        task[0] = loop.createTask(
                Steps.of("sleeper", x -> Weft.sleep(SECOND), x -> Weft.yieldNow(), x -> log.add("after"))
                        .rescuedBy(thrown -> log.add(thrown.getMessage())));
        for (int turn = 0; turn < 5; turn++) {
            test.turn();
        }

        assertThat(log).containsExactly("late", "after");
    }

    @Test
    void cancel_afterTheTimerHasRunAndBeforeTheWakeUp_wins() {
        Task<?> task = loop.createTask(rescued(Weft.sleep(SECOND)));
        test.turn();
        loop.callLater(SECOND, () -> loop.callSoon(() -> task.cancel("late")));
        test.turn();
        test.turn();

        assertThat(task.isDone()).as("the wake-up was queued before the cancel").isTrue();
    }

    private Steps rescued(Awaitable<?> awaited) {
        return Steps.of("body", x -> awaited).rescuedBy(thrown -> log.add(thrown.getMessage()));
    }

    @Test
    void cancel_ofAChainOfTasks_reachesTheInnermostWithoutRecursion() {
        int length = 100_000;
        Task<?> innermost = loop.createTask(Steps.of("sleeper", x -> Weft.sleep(SECOND)));
        List<Task<?>> chain = new ArrayList<>(List.of(innermost));
        for (int i = 1; i < length; i++) {
            Task<?> awaited = chain.get(i - 1);
            chain.add(loop.createTask(Steps.of("link", x -> awaited)));
        }
        test.turn();
        Task<?> outermost = chain.get(length - 1);
        assertThat(outermost.cancel()).isTrue();
        assertThat(innermost.cancelling()).isOne();
        assertThatThrownBy(() -> test.run(Steps.of("main", x -> outermost))).isInstanceOf(CancelledError.class);

        assertThat(chain).allMatch(Future::isCancelled);
    }

    @Test
    void cancel_ofAChainOfGathers_reachesTheInnermostWithoutRecursion() {
        int length = 100_000;
        List<Task<?>> chain = new ArrayList<>(List.of(loop.createTask(rescued(Weft.sleep(SECOND)))));
        for (int i = 1; i < length; i++) {
            Task<?> awaited = chain.get(i - 1);
            chain.add(loop.createTask(Steps.of("link", x -> Weft.gather(awaited))));
        }
        test.turn();
        assertThat(chain.get(length - 1).cancel("why")).isTrue();
        test.turn();

        assertThat(log).containsExactly("why");
        assertThat(chain).allMatch(task -> task.cancelling() == 1);
    }

    @Test
    void close_withAChainOfTasksLeft_cancelsEachOnce() {
        int length = 100_000;
        List<Task<?>> chain = new ArrayList<>(List.of(loop.createTask(Steps.of("sleeper", x -> Weft.sleep(SECOND)))));
        for (int i = 1; i < length; i++) {
            Task<?> awaited = chain.get(i - 1);
            chain.add(loop.createTask(Steps.of("link", x -> awaited)));
        }
        test.turn();
        test.close();

        assertThat(chain).allMatch(Future::isCancelled).allMatch(task -> task.cancelling() == 1);
    }

    @Test
    void cancel_ofNestedGathers_goesDepthFirst() {
        Task<?> main = loop.createTask(Steps.of(
                "main",
                x -> Weft.gather(
                        Steps.of("left", y -> Weft.gather(noting("a"), noting("b"))), noting("c"), noting("d"))));
        test.turn();
        test.turn();
        test.turn();
        main.cancel();
        test.turn();

        assertThat(log).containsExactly("a", "b", "c", "d");
    }

    private Steps noting(String name) {
        return Steps.of(name, x -> Weft.sleep(SECOND)).rescuedBy(thrown -> log.add(name));
    }

    @Test
    void await_ofATaskThatAwaitsThisOne_namesTheCircle() {
        Task<?>[] tasks = new Task<?>[2];
        tasks[0] = loop.createTask(
                Steps.of("a", x -> tasks[1]), TaskOptions.defaults().named("A"));
        tasks[1] = loop.createTask(
                Steps.of("b", x -> tasks[0]), TaskOptions.defaults().named("B"));
        test.turn();

        assertThat(tasks[1].exception())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("B awaits A, which awaits B");
    }

    @Test
    void await_ofItself_isRefused() {
        Task<?>[] task = new Task<?>[1];
        task[0] = loop.createTask(Steps.of("a", x -> task[0]));
        test.turn();

        assertThat(task[0].exception()).hasMessageContaining("cannot await itself");
    }

    @Test
    void uncancel_beforeDelivery_withdrawsTheRequest() {
        Task<?> task = loop.createTask(Steps.of("body", x -> log.add("ran")));
        task.cancel();
        assertThat(task.uncancel()).isZero();
        test.turn();

        assertThat(log).containsExactly("ran");
        assertThat(task.isCancelled()).isFalse();
    }

    @Test
    void createTask_eagerly_runsUpToTheFirstSuspension() {
        test.run(Steps.of("main", x -> {
            Task<?> task = Weft.createTask(
                    Steps.of(
                            "eager",
                            y -> log.add(Weft.currentTask() != null),
                            y -> Weft.yieldNow(),
                            y -> log.add("end")),
                    TaskOptions.defaults().eager());
            log.add("made");
            return task;
        }));

        assertThat(log).containsExactly(true, "made", "end");
    }

    @Test
    void createTask_eagerlyWithoutASuspension_isDoneAtOnce() {
        test.run(Steps.of("main", x -> {
            Task<?> before = Weft.currentTask();
            Task<?> task = Weft.createTask(
                    Steps.of("eager", y -> "value"), TaskOptions.defaults().eager());
            assertThat(task.isDone()).isTrue();
            assertThat(task.result()).isEqualTo("value");
            assertThat((Object) Weft.currentTask()).isSameAs(before);
            return Weft.yieldNow();
        }));
    }

    @Test
    void setResult_onATask_isRefused() {
        Task<@Nullable Object> task = loop.createTask(Steps.of("body", x -> Weft.yieldNow()));

        assertThatThrownBy(() -> task.setResult("x")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> task.setException(new Exception())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void allTasks_ofALoop_areInCreationOrderAndNotDone() {
        Task<?> a = loop.createTask(Steps.of("a", x -> Weft.sleep(SECOND)));
        Task<?> b = loop.createTask(Steps.of("b", x -> null));
        Task<?> c = loop.createTask(Steps.of("c", x -> Weft.sleep(SECOND)));
        assertThat(loop.allTasks()).containsExactly(a, b, c);
        test.turn();

        assertThat(loop.allTasks()).containsExactly(a, c);
    }

    @Test
    void coroutine_ofATask_isWhatItWasMadeOfAtAnyTime() {
        List<Coroutine<?>> seen = new ArrayList<>();
        Steps body = Steps.of(
                "outer",
                x -> Steps.of("inner", y -> Weft.yieldNow(), y -> seen.add(ownCoroutine()), y -> Weft.yieldNow()),
                x -> seen.add(ownCoroutine()),
                x -> Weft.yieldNow());
        Task<?> task = loop.createTask(body);
        while (!task.isDone()) {
            seen.add(task.coroutine());
            test.turn();
        }

        assertThat(seen).hasSize(6).containsOnly(body);
        assertThat((Object) task.coroutine()).isSameAs(body);
    }

    private static Coroutine<?> ownCoroutine() {
        return Objects.requireNonNull(Weft.currentTask()).coroutine();
    }

    @Test
    void createTask_ofACoroutineThatIsAwaitedElsewhere_failsAndLeavesItAlone() {
        Steps shared = Steps.of("shared", x -> Weft.sleep(SECOND), x -> "value");
        Task<?> first = loop.createTask(Steps.of("first", x -> shared));
        test.turn();
        Task<?> second = loop.createTask(shared);
        test.turn();

        assertThat(second.exception()).hasMessageContaining("cannot reuse already awaited coroutine");
        assertThat((Object) second.coroutine()).isSameAs(shared);
        assertThat(test.run(Steps.of("main", x -> first))).isEqualTo("value");
    }

    @Test
    void stack_ofASleepingTask_namesTheAwaitsInnermostFirst() {
        Task<?> task = loop.createTask(Steps.of("outer", x -> Steps.of("inner", y -> Weft.sleep(SECOND))));
        test.turn();

        assertThat(task.stack())
                .extracting(StackTraceElement::getMethodName)
                .containsExactly("sleep", "inner", "outer");
        assertThat(task.name()).startsWith("Task-");
    }
}
