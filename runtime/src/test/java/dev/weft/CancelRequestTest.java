package dev.weft;

import static dev.weft.Weft.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weft.sync.Channel;
import dev.weft.sync.Event;
import dev.weft.sync.Lock;
import dev.weft.sync.Queue;
import dev.weft.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The causes of errors of what was cancelled by a call of {@code cancel}, in debug mode: who called it, and where. */
class CancelRequestTest {

    private static final String BY_BOSS = "the cancellation was requested here, by boss";
    private static final TaskOptions BOSS = TaskOptions.defaults().named("boss");

    private final TestLoop test = new TestLoop();
    private final EventLoop loop = test.loop();
    private final List<Throwable> seen = new ArrayList<>();

    CancelRequestTest() {
        loop.setDebug(true);
    }

    @AfterEach
    void close() {
        test.close();
    }

    /** A coroutine that awaits something, and notes the exception that it gets. */
    private Steps awaiting(Supplier<?> awaited) {
        return Steps.of("awaiting", x -> awaited.get()).rescuedBy(thrown -> {
            seen.add(thrown);
            throw thrown;
        });
    }

    private Steps patient() {
        return awaiting(() -> sleep(Duration.ofHours(1)));
    }

    /** Runs coroutines, and a task named boss that does something a second later. */
    private void runWithBoss(Runnable deed, Coroutine<?>... others) {
        test.run(Steps.of("main", x -> {
            List<Awaitable<?>> all = new ArrayList<>(List.of(others));
            all.add(loop.createTask(boss(deed), BOSS));
            return Weft.gatherSettled(all);
        }));
    }

    private static Steps boss(Runnable deed) {
        return Steps.of("boss", x -> sleep(Duration.ofSeconds(1)), x -> {
            deed.run();
            return null;
        });
    }

    private List<String> causes() {
        return seen.stream().map(CancelRequestTest::cause).toList();
    }

    private static String cause(Throwable error) {
        return error.getCause() == null ? "none" : error.getCause().getMessage();
    }

    @Test
    void cancel_ofAPlainFuture_isTheCauseInEachOfItsAwaiters() {
        Future<Object> future = loop.createFuture();
        runWithBoss(() -> future.cancel("why"), awaiting(() -> future), awaiting(() -> future));

        assertThat(causes()).containsExactly(BY_BOSS, BY_BOSS);
        assertThat(seen).extracting(Throwable::getMessage).containsExactly("why", "why");
        assertThat(seen.get(0)).isNotSameAs(seen.get(1));
    }

    @Test
    void trace_ofARequest_goesFromTheCallToTheTaskThatAsked() {
        Future<Object> future = loop.createFuture();
        runWithBoss(future::cancel, awaiting(() -> future));

        StackTraceElement[] trace = seen.get(0).getCause().getStackTrace();
        assertThat(trace)
                .anyMatch(place -> place.getClassName().equals(CancelRequestTest.class.getName()))
                .noneMatch(place -> place.getClassName().startsWith("dev.weft.internal."));
        assertThat(trace[trace.length - 1].getMethodName()).isEqualTo("boss");
    }

    @Test
    void result_ofACancelledFuture_throwsAnErrorWithThatCauseEachTime() {
        Future<Object> future = loop.createFuture();
        runWithBoss(future::cancel, awaiting(() -> future));

        for (int i = 0; i < 2; i++) {
            assertThat(catchThrowable(future::result))
                    .isInstanceOf(CancelledError.class)
                    .hasMessage(null)
                    .cause()
                    .isSameAs(seen.get(0).getCause());
        }
    }

    @Test
    void errorOfATask_afterTheFirstAwaiterHasTakenIt_isAnotherOneWithTheSameCause() {
        Task<?> asked = loop.createTask(patient());
        runWithBoss(() -> asked.cancel("why"), awaiting(() -> asked));
        test.run(Steps.of("later", x -> Weft.gatherSettled(List.of(awaiting(() -> asked), awaiting(() -> asked)))));

        assertThat(seen).hasSize(4);
        assertThat(seen.get(1)).isSameAs(seen.get(0)).hasMessage("why");
        assertThat(seen.subList(1, 4)).doesNotHaveDuplicates();
        assertThat(seen.get(2)).hasMessage(null);
        assertThat(causes()).containsOnly(BY_BOSS);
    }

    @Test
    void cancel_ofAShield_isTheCauseInItsAwaiter() {
        Task<?> inner = loop.createTask(sleep(Duration.ofHours(1)));
        List<Future<?>> outer = new ArrayList<>();
        runWithBoss(
                () -> outer.get(0).cancel(),
                awaiting(() -> outer.isEmpty() && outer.add(Weft.shield(inner)) ? outer.get(0) : null));

        assertThat(causes()).containsExactly(BY_BOSS);
        assertThat(inner.isDone()).isFalse();
    }

    @Test
    void cancel_ofWhatShieldWaitsFor_isTheCauseOfTheCauseInItsAwaiter() {
        Task<?> inner = loop.createTask(patient(), TaskOptions.defaults().named("inner"));
        runWithBoss(inner::cancel, awaiting(() -> Weft.shield(inner)));

        assertThat(causes())
                .containsExactly(
                        BY_BOSS,
                        "the cancellation was requested by the cancellation of what shield waits for,"
                                + " inner (Weft.awaiting) cancelled");
        assertThat(seen.get(1).getCause()).hasCause(seen.get(0).getCause());
    }

    @Test
    void cancel_ofAGather_isTheCauseInItsChildrenAndItsAwaiter() {
        List<Future<?>> all = new ArrayList<>();
        Future<Object> plain = loop.createFuture();
        runWithBoss(() -> all.get(0).cancel("why"), awaiting(() -> {
            all.add(Weft.gather(List.of(patient(), Weft.gather(List.of(plain, patient())))));
            return all.get(0);
        }));

        assertThat(causes()).containsExactly(BY_BOSS, BY_BOSS, BY_BOSS);
        assertThat(catchThrowable(plain::result)).hasMessage("why").cause().hasMessage(BY_BOSS);
    }

    @Test
    void cancel_ofAGatherWhoseLastChildSwallowsIt_isTheCauseAllTheSame() {
        List<Future<?>> all = new ArrayList<>();
        Steps stubborn = Steps.of("stubborn", x -> sleep(Duration.ofHours(1))).rescuedBy(thrown -> "kept");
        runWithBoss(() -> all.get(0).cancel(), awaiting(() -> {
            all.add(Weft.gather(List.of(patient(), stubborn)));
            return all.get(0);
        }));

        assertThat(causes()).containsExactly(BY_BOSS, BY_BOSS);
    }

    @Test
    void outcomesOfAGather_haveTheCauseInErrorsOfTheirOwn() {
        Task<?> asked = loop.createTask(patient());
        Future<Object> plain = loop.createFuture();
        List<Throwable> outcomes = new ArrayList<>();
        runWithBoss(
                () -> {
                    asked.cancel();
                    plain.cancel();
                },
                Steps.of("settling", x -> Weft.gatherSettled(List.of(asked, plain)), x -> {
                    ((List<?>) x).forEach(each -> outcomes.add(((Outcome.Failure<?>) each).exception()));
                    return null;
                }));

        assertThat(outcomes)
                .hasSize(2)
                .doesNotContainAnyElementsOf(seen)
                .allSatisfy(error -> assertThat(error)
                        .isInstanceOf(CancelledError.class)
                        .cause()
                        .hasMessage(BY_BOSS));
    }

    @Test
    void cancel_beforeTheFirstStep_isTheCauseInTheAwaiter() {
        test.run(Steps.of("main", x -> {
            Task<?> unstarted = loop.createTask(patient());
            Task<?> awaiter = loop.createTask(awaiting(() -> unstarted));
            Weft.currentTask().setName("boss");
            unstarted.cancel();
            return Weft.gatherSettled(List.of(awaiter));
        }));

        assertThat(causes()).containsExactly(BY_BOSS);
    }

    @Test
    void cancel_ofATaskByItself_isTheCauseAlsoIfItEndsWithoutAnotherAwait() {
        Steps selfish = Steps.of("selfish", x -> Weft.currentTask().cancel("enough"));
        Task<?> task = loop.createTask(selfish, TaskOptions.defaults().named("selfish"));
        runWithBoss(() -> {}, awaiting(() -> task));

        assertThat(causes()).containsExactly("the cancellation was requested here, by selfish");
        assertThat(seen.get(0)).hasMessage("enough");
    }

    @Test
    void cancel_ofATaskByItself_isTheCauseOfTheFutureThatItAwaitsNext() {
        Future<Object> future = loop.createFuture();
        Steps selfish = Steps.of("selfish", x -> Weft.currentTask().cancel("enough"), x -> future);
        loop.createTask(selfish, TaskOptions.defaults().named("selfish"));
        runWithBoss(() -> {}, awaiting(() -> future));

        assertThat(causes()).containsExactly("the cancellation was requested here, by selfish");
        assertThat(seen.get(0)).hasMessage("enough");
    }

    @Test
    void cancel_ofATaskThatWaitsInALockOrAQueue_isTheCauseThere() {
        Lock lock = new Lock();
        Queue<String> queue = new Queue<>();
        Event event = new Event();
        Channel<String> channel = Channel.rendezvous();
        List<Task<?>> asked = new ArrayList<>();
        loop.createTask(Steps.of("holder", x -> lock.acquire(), x -> sleep(Duration.ofSeconds(5))));
        for (Supplier<?> awaited :
                List.<Supplier<?>>of(lock::acquire, queue::get, event::waitUntilSet, channel::receive)) {
            asked.add(loop.createTask(awaiting(awaited)));
        }
        runWithBoss(() -> asked.forEach(Future::cancel));

        assertThat(causes()).containsExactly(BY_BOSS, BY_BOSS, BY_BOSS, BY_BOSS);
    }

    @Test
    void cancel_ofACompletableFutureByAThread_namesTheThread() throws Exception {
        Future<Object> future = loop.createFuture();
        CompletableFuture<Object> outside = future.toCompletableFuture();
        Thread thread = new Thread(() -> outside.cancel(true), "stranger");
        runWithBoss(
                () -> {
                    thread.start();
                    joinUninterruptibly(thread);
                },
                awaiting(() -> future));

        assertThat(causes())
                .containsExactly("the cancellation was requested here, by code outside the loop, on thread stranger,"
                        + " through its CompletableFuture");
        assertThat(seen.get(0))
                .hasMessage(null)
                .hasToString("dev.weft.CancelledError: cancelled through its CompletableFuture");
        assertThat(seen.get(0).getCause().getStackTrace())
                .anyMatch(place -> place.getClassName().equals(CancelRequestTest.class.getName()));
    }

    private static void joinUninterruptibly(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void cancel_ofATaskThatAwaitsAStage_isTheCauseThereAndCancelsTheStage() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        Task<?> asked = loop.createTask(awaiting(() -> stage));
        runWithBoss(asked::cancel);

        assertThat(causes()).containsExactly(BY_BOSS);
        assertThat(stage).isCancelled();
    }

    @Test
    void cancel_byAStageThatACancelHasCancelled_isARequestOfItsOwn() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        Future<Object> other = loop.createFuture();
        CompletableFuture<Object> cancelling = stage.whenComplete((value, thrown) -> other.cancel());
        Task<?> asked = loop.createTask(awaiting(() -> stage));
        runWithBoss(asked::cancel, awaiting(() -> other));

        assertThat(cancelling).isCompletedExceptionally();
        assertThat(causes()).containsExactly(BY_BOSS, BY_BOSS);
        assertThat(seen.get(0).getCause()).isNotSameAs(seen.get(1).getCause());
    }

    @Test
    void errorOfAStageThatWasCancelled_keepsItsOwnCauseForLaterAwaiters() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        List<Future<?>> held = new ArrayList<>();
        runWithBoss(() -> stage.cancel(true), awaiting(() -> {
            held.add(Future.from(stage));
            return held.get(0);
        }));

        assertThat(seen.get(0)).hasCauseInstanceOf(CancellationException.class);
        assertThat(catchThrowable(held.get(0)::result)).hasCause(seen.get(0).getCause());
    }

    @Test
    void cancel_byACallback_namesIt() {
        Future<Object> future = loop.createFuture();
        Future<Object> done = loop.createFuture();
        Future<Object> other = loop.createFuture();
        Runnable named = new Runnable() {
            @Override
            public void run() {
                future.cancel();
            }

            @Override
            public String toString() {
                return "the\nreaper";
            }
        };
        loop.callLater(Duration.ofSeconds(2), named);
        done.addDoneCallback(x -> other.cancel());
        runWithBoss(() -> done.setResult("now"), awaiting(() -> future), awaiting(() -> other));

        assertThat(causes().get(1))
                .isEqualTo("the cancellation was requested here, by a callback, handle of the\\nreaper");
        assertThat(causes().get(0))
                .matches(
                        "the cancellation was requested here, by the callback .*CancelRequestTest.* of Future@.* finished");
    }

    @Test
    void cancel_outsideTheLoop_namesTheThread() {
        Task<?> asked = loop.createTask(patient());
        loop.runOnce();
        asked.cancel();
        test.run(sleep(Duration.ofSeconds(1)));

        assertThat(causes())
                .containsExactly("the cancellation was requested here, by code outside the loop, on thread "
                        + Thread.currentThread().getName());
    }
}
