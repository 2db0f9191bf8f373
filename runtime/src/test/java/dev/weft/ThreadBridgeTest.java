package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.abi.Execution;
import dev.weft.abi.StageFrame;
import dev.weft.internal.task.SharedExecution;
import dev.weft.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // the steps await what they return
class ThreadBridgeTest {

    private final ThreadLocal<@Nullable String> foreign = new ThreadLocal<>();
    private final ContextVar<@Nullable String> bridged = ContextVar.bridged("bridged", ThreadBridge.of(foreign));
    private final TestLoop test = new TestLoop();
    private final List<@Nullable Object> log = new ArrayList<>();

    @AfterEach
    void close() {
        test.close();
        assertThat(foreign.get()).as("what is left on the thread").isNull();
    }

    private Steps noting(String name) {
        return Steps.of(
                name,
                x -> log.add(name + " " + foreign.get()),
                x -> Weft.yieldNow(),
                x -> log.add(name + " " + foreign.get()));
    }

    private Steps withValue(String value) {
        return Steps.of(value, x -> bridged.set(value), x -> noting(value));
    }

    private TaskOptions with(String value) {
        return TaskOptions.defaults().inContext(Context.copyCurrent().with(bridged, value));
    }

    @Test
    void tasks_thatRunInTurn_haveEachTheirOwnValueAndTheOthersNone() {
        test.run(Steps.of(
                "main",
                x -> Weft.gather(List.of(withValue("a"), noting("none"), withValue("b"))),
                x -> noting("main")));

        assertThat(log).containsExactly("a a", "none null", "b b", "a a", "none null", "b b", "main null", "main null");
    }

    @Test
    void task_thatChangesTheThreadLocalItself_findsTheChangeBehindTheAwait() {
        test.run(Steps.of(
                "main",
                x -> bridged.set("a"),
                x -> {
                    foreign.set("changed");
                    return Weft.sleep(Duration.ofSeconds(1));
                },
                x -> log.add(foreign.get()),
                x -> log.add(bridged.get())));

        assertThat(log).containsExactly("changed", "changed");
    }

    @Test
    void child_createdByATaskWithAValue_inheritsWhatTheThreadHasThen() {
        test.run(Steps.of(
                "main",
                x -> bridged.set("a"),
                x -> {
                    foreign.set("b");
                    Task<?> child = Weft.createTask(withValue("child"));
                    Task<?> inheriting = Weft.createTask(noting("inheriting"));
                    foreign.set("c");
                    return Weft.gather(List.of(child, inheriting));
                },
                x -> noting("main")));

        assertThat(log)
                .containsExactly("child child", "inheriting b", "child child", "inheriting b", "main c", "main c");
    }

    @Test
    void task_createdInAContextWithAValue_hasItFromTheFirstStepAndItsCreatorHasNone() {
        test.run(Steps.of(
                "main",
                x -> start(noting("child"), with("a")),
                x -> start(noting("eager"), with("b").eager()),
                x -> noting("main")));

        assertThat(log).containsExactly("eager b", "main null", "child a", "eager b", "main null", "child a");
    }

    @Test
    void eagerTask_withoutAValueInsideOfOneWithAValue_doesNotSeeIt() {
        Context empty = Context.copyCurrent();
        test.run(Steps.of(
                "main",
                x -> bridged.set("outer"),
                x -> Weft.createTask(
                        Steps.of("child", y -> log.add(foreign.get())),
                        TaskOptions.defaults().inContext(empty).eager()),
                x -> log.add(foreign.get())));

        assertThat(log).containsExactly(null, "outer");
    }

    @Test
    void reset_withItsToken_bringsTheValueBeforeOrTheThreadsOwnBack() {
        foreign.set("the thread's own");
        test.run(Steps.of("main", x -> {
            ContextVar.Token<@Nullable String> first = bridged.set("a");
            foreign.set("b");
            ContextVar.Token<@Nullable String> second = bridged.set("c");
            log.add(foreign.get());
            bridged.reset(second);
            log.add(foreign.get());
            bridged.reset(first);
            log.add(foreign.get());
            assertThatThrownBy(bridged::get).isInstanceOf(NoSuchElementException.class);
            return null;
        }));

        assertThat(log).containsExactly("c", "b", "the thread's own");
        assertThat(foreign.get()).isEqualTo("the thread's own");
        foreign.remove();
    }

    @Test
    void callbacks_ofATaskWithAValue_haveThatOfTheTimeAtWhichTheyWereAdded() {
        test.run(Steps.of("main", x -> bridged.set("a"), x -> {
            EventLoop loop = EventLoop.running();
            Future<String> future = loop.createFuture();
            loop.callSoon(() -> log.add("soon " + foreign.get()));
            loop.callLater(Duration.ofSeconds(1), () -> log.add("later " + foreign.get()));
            loop.callSoonThreadsafe(() -> log.add("threadsafe " + foreign.get()));
            future.addDoneCallback(done -> log.add("done " + foreign.get()));
            bridged.set("b");
            future.setResult("");
            return Weft.sleep(Duration.ofSeconds(2));
        }));

        assertThat(log).containsExactly("soon a", "threadsafe a", "done a", "later a");
    }

    @Test
    void callback_thatSetsAValueItself_hasItToItsEnd() {
        test.run(Steps.of("main", x -> {
            EventLoop.running().callSoon(() -> {
                bridged.set("a");
                log.add(foreign.get());
                throw new IllegalStateException("in vain");
            });
            EventLoop.running().callSoon(() -> log.add(foreign.get()));
            EventLoop.running().setExceptionHandler((loop, error) -> log.add(error.exception()));
            return noting("main");
        }));

        assertThat(log.get(0)).isEqualTo("main null");
        assertThat(log.get(1)).isEqualTo("a");
        assertThat(log.get(2)).isInstanceOf(IllegalStateException.class);
        assertThat(log.subList(3, 5)).containsExactly(null, "main null");
    }

    @Test
    void toThread_ofATaskWithAValue_hasItThereAndLeavesNothing() {
        test.run(Steps.of(
                "main",
                x -> bridged.set("a"),
                x -> Weft.toThread(() -> {
                    String there = foreign.get();
                    foreign.set("changed there");
                    return there;
                }),
                log::add,
                x -> EventLoop.running().runInExecutor(null, foreign::get),
                log::add,
                x -> log.add(foreign.get())));

        assertThat(log).containsExactly("a", null, "a");
    }

    @Test
    void contextRun_insideATaskWithAValue_hasTheContextsOwnOrNone() {
        Context empty = Context.copyCurrent();
        Context other = empty.with(bridged, "other");
        test.run(Steps.of("main", x -> bridged.set("a"), x -> {
            empty.run(() -> log.add(foreign.get()));
            other.run(() -> {
                log.add(foreign.get());
                foreign.set("changed");
            });
            return log.add(foreign.get());
        }));
        other.run(() -> log.add(foreign.get()));

        assertThat(log).containsExactly(null, "other", "a", "changed");
    }

    @Test
    void run_startedInAContextWithAValue_passesItOnToAllTasks() {
        Context.copyCurrent().with(bridged, "app").run(() -> {
            try (Runner runner = Runner.builder().build()) {
                runner.run(Steps.of("main", x -> start(noting("child"), TaskOptions.defaults()), x -> noting("main")));
            }
            log.add(foreign.get());
        });

        assertThat(log).containsExactly("main app", "child app", "main app", "child app", "app");
    }

    @Test
    void context_ofATaskWithAValue_canBeAskedForInTheMiddle() {
        test.run(Steps.of(
                "main",
                x -> start(
                        Steps.of(
                                "child",
                                y -> bridged.set("a"),
                                y -> Weft.currentTask().context(),
                                context -> context == Weft.currentTask().context(),
                                log::add,
                                y -> noting("child")),
                        TaskOptions.defaults()),
                x -> Weft.yieldNow(),
                x -> noting("main")));

        assertThat(log).containsExactly(true, "child a", "main null", "child a", "main null");
    }

    @Test
    void everyWayOutOfAStep_exitsTheBridgeOnce() {
        ContextVar<String> watched = ContextVar.bridged("watched", new NotingBridge());
        TaskOptions options =
                TaskOptions.defaults().inContext(Context.copyCurrent().with(watched, "v"));
        test.run(Steps.of(
                "main",
                x -> startCancelled(Steps.of("unstarted", y -> log.add("never")), options),
                x -> start(
                        Steps.of("sleeping", y -> log.add("sleeping"), y -> Weft.sleep(Duration.ofDays(1))), options),
                x -> start(Steps.of("failing", y -> log.add("failing"), y -> failure()), options),
                x -> start(Steps.of("yielding", y -> Weft.yieldNow(), y -> log.add("yielding")), options),
                x -> Weft.sleep(Duration.ofSeconds(1)),
                x -> log.add("main")));
        test.close();

        assertThat(String.join(", ", log.toArray(String[]::new)))
                .isEqualTo("enter v, exit outer, enter v, sleeping, exit outer, enter v, failing, exit outer,"
                        + " enter v, exit outer, enter v, yielding, exit outer, main,"
                        + " enter v, exit outer, enter v, exit outer"); // closed: the sleep is cancelled, the
        // failure reported
    }

    private static String start(Coroutine<?> body, TaskOptions options) {
        return Weft.createTask(body, options).name(); // not the task, which the step would await
    }

    private static String startCancelled(Coroutine<?> body, TaskOptions options) {
        Task<?> task = Weft.createTask(body, options);
        task.cancel();
        return task.name();
    }

    private static Object failure() {
        throw new IllegalStateException("expected");
    }

    @Test
    void hook_thatThrows_isReportedEachTimeAndTheStepGoesOn() {
        ContextVar<String> broken = ContextVar.bridged("broken", new BrokenBridge());
        test.loop().setExceptionHandler((loop, error) -> log.add(error.message()));
        test.run(Steps.of(
                "main",
                x -> broken.set("no enter"),
                x -> log.add("ran"),
                x -> broken.set("no exit"),
                x -> Weft.yieldNow()));

        assertThat(log)
                .containsExactly(
                        "Exception in enter of the bridge of ContextVar broken",
                        "ran",
                        "Exception in current of the bridge of ContextVar broken",
                        "Exception in exit of the bridge of ContextVar broken",
                        "Exception in current of the bridge of ContextVar broken",
                        "Exception in exit of the bridge of ContextVar broken");
    }

    @Test
    void stageMethod_resumedOnALoopOrWithoutOne_hasTheValueOfItsCaller() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        Context.copyCurrent().with(bridged, "outside").run(() -> new OneAwait(stage).begin());
        test.run(Steps.of("main", x -> bridged.set("on the loop"), x -> {
            new OneAwait(stage).begin();
            bridged.set("later");
            stage.complete("");
            return noting("main");
        }));

        assertThat(log).containsExactly("stage outside", "main later", "stage on the loop", "main later");
    }

    @Test
    void coroutineWithoutALoop_resumedByAnotherThread_hasTheValueThereAndLeavesNothing() throws InterruptedException {
        CompletableFuture<String> stage = new CompletableFuture<>();
        Context.copyCurrent()
                .with(bridged, "a")
                .run(() -> SharedExecution.run(Steps.of("detached", x -> stage, x -> log.add(foreign.get()))));
        Thread other = new Thread(() -> {
            stage.complete("");
            log.add(foreign.get());
        });
        other.start();
        other.join();

        assertThat(log).containsExactly("a", null);
    }

    /** A bridge that notes its calls. */
    private final class NotingBridge implements ThreadBridge<String, String> {
        @Override
        public String enter(String value) {
            log.add("enter " + value);
            return "outer";
        }

        @Override
        public void exit(String outer) {
            log.add("exit " + outer);
        }
    }

    /** A bridge that throws: in {@code enter} for one value, else in all others. */
    private static final class BrokenBridge implements ThreadBridge<String, String> {
        @Override
        public String enter(String value) {
            if (value.equals("no enter")) {
                throw new IllegalStateException("enter");
            }
            return "outer";
        }

        @Override
        public void exit(String outer) {
            throw new IllegalStateException("exit");
        }

        @Override
        public String current(String entered) {
            throw new AssertionError("current");
        }
    }

    /** What the weaver makes of a method that returns a stage and awaits another one. */
    private final class OneAwait extends StageFrame {
        private final CompletableFuture<String> stage;

        OneAwait(CompletableFuture<String> stage) {
            super(new CompletableFuture<>());
            this.stage = stage;
        }

        void begin() {
            suspendOn(stage, 1);
        }

        @Override
        protected @Nullable Object resume(@Nullable Execution unused) throws Throwable {
            log.add("stage " + foreign.get());
            return CompletableFuture.completedFuture(take());
        }

        @Override
        protected String describe() {
            return "ThreadBridgeTest\toneAwait\t\n1";
        }
    }
}
