package dev.weft.testing;

import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.runCoroutineThreadsafe;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.toThread;
import static dev.weft.Weft.waitFor;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Awaitable;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Steps;
import dev.weft.sync.Event;
import dev.weft.testing.ScheduleFailure.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Orders of tasks and of calls that run on other threads. */
@Timeout(120)
class ExplorerThreadsTest extends ExplorerCase {

    private static final int RUNS = 10; // of an exploration: by chance, one in three went another way

    /** Makes scenarios that note an order, and keeps the orders. */
    private static final class Orders {

        private final List<String> all = new ArrayList<>();

        Supplier<Scenario> of(Body body) {
            return () -> {
                StringBuilder order = new StringBuilder();
                return ExplorerCase.of(() -> Steps.of("body", x -> body.in(order), x -> all.add(order.toString())));
            };
        }
    }

    private interface Body {
        Awaitable<?> in(StringBuilder order);
    }

    private static Coroutine<@Nullable Object> called(String name, StringBuilder order) {
        return Steps.of("call", x -> toThread(() -> name), x -> order.append(x));
    }

    private static Coroutine<@Nullable Object> steps(String name, StringBuilder order) {
        return Steps.of(name, x -> yieldNow(), x -> order.append(name), x -> yieldNow(), x -> order.append(name));
    }

    private static List<String> explored(Explorer explorer, Body body) {
        Orders orders = new Orders();
        Exploration exploration = explorer.explore(orders.of(body));
        assertThat(exploration.failures()).isEmpty();
        return orders.all;
    }

    @Test
    void call_besideReadyTasks_endsAtEachMomentAndAlwaysAtTheSameOnes() {
        Body body = order -> gather(called("t", order), steps("a", order));

        List<String> first = explored(EXPLORER, body);

        assertThat(first.get(0)).isEqualTo("aat");
        assertThat(new TreeSet<>(first)).containsExactly("aat", "ata", "taa");
        for (int i = 0; i < RUNS; i++) {
            assertThat(explored(EXPLORER, body)).isEqualTo(first);
        }
    }

    @Test
    void calls_thatRunAtOnce_endInEachOrder() {
        Body body = order -> gather(called("a", order), called("b", order), called("c", order));

        List<String> first = explored(EXPLORER, body);

        assertThat(first.get(0)).isEqualTo("abc");
        assertThat(new TreeSet<>(first)).containsExactly("abc", "acb", "bac", "bca", "cab", "cba");
        assertThat(explored(EXPLORER, body)).isEqualTo(first);
    }

    @Test
    void calls_byChance_areTheSameForTheSameSeed() {
        Body body = order -> gather(called("t", order), steps("a", order), called("u", order));
        Explorer byChance = Explorer.random(3).schedules(30);

        List<String> first = explored(byChance, body);

        assertThat(new TreeSet<>(first)).hasSizeGreaterThan(5);
        for (int i = 0; i < 3; i++) {
            assertThat(explored(byChance, body)).isEqualTo(first);
        }
    }

    @Test
    void failure_thatNeedsACallToEndEarly_isReplayed() {
        Supplier<Scenario> early = () -> {
            StringBuilder order = new StringBuilder();
            return of(() -> Steps.of("body", x -> gather(called("t", order), steps("a", order)), x -> {
                if (order.indexOf("t") < 2) {
                    throw new IllegalStateException("early: " + order);
                }
                return null;
            }));
        };

        ScheduleFailure failure = failure(EXPLORER, early);

        assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(Kind.THROWN);
        assertThat(failure)
                .hasMessageContaining("(call 1 on another thread ends while Task-2 is ready)")
                .hasMessageContaining("early: ata");
        for (int i = 0; i < RUNS; i++) {
            assertThat(failure(Explorer.replay(failure.schedule()), early)).hasMessage(failure.getMessage());
        }
    }

    /** A call that waits for a coroutine of the loop, beside another call and a task. */
    private static Body callingBack(Supplier<Coroutine<?>> pause) {
        return order -> {
            EventLoop loop = EventLoop.running();
            Coroutine<?> caller = Steps.of(
                    "caller",
                    x -> toThread(() -> runCoroutineThreadsafe(
                                    Steps.of("inner", y -> pause.get(), y -> order.append("i")), loop)
                            .get()),
                    x -> order.append("t"));
            return gather(called("u", order), caller, steps("a", order));
        };
    }

    @Test
    void call_thatWaitsForACoroutine_isAPartOfTheOrder() {
        Body body = callingBack(() -> yieldNow());

        List<String> first = explored(EXPLORER, body);

        assertThat(first.get(0)).isEqualTo("aauit");
        assertThat(new TreeSet<>(first)).contains("auait", "aaiut").noneMatch(order -> order.matches(".*t.*i.*"));
        assertThat(explored(EXPLORER, body)).isEqualTo(first);
    }

    /** The choice to wait for it would take 200 ms of real time, each time, and would change nothing. */
    @Test
    void call_thatHasHandedOverACoroutine_isNoChoiceUntilThatHasEnded() {
        Body body = order -> {
            EventLoop loop = EventLoop.running();
            return gather(
                    Steps.of(
                            "caller",
                            x -> toThread(() -> runCoroutineThreadsafe(
                                            Steps.of("inner", y -> yieldNow(), y -> order.append("i")), loop)
                                    .get()),
                            x -> order.append("t")),
                    Steps.of("a", x -> yieldNow(), x -> order.append("a")));
        };

        assertThat(explored(EXPLORER, body)).containsOnly("ait").hasSize(20);
    }

    @Test
    void call_thatWaitsForASleep_letsTimePassOnceTheOtherCallsHaveEnded() {
        Body body = callingBack(() -> sleep(Duration.ofHours(1)));

        for (int i = 0; i < 2; i++) {
            assertThat(new TreeSet<>(explored(EXPLORER.delays(1), body))).containsExactly("aauit", "auait");
        }
    }

    @Test
    void call_thatCallsTheLoopAndGoesOn_isAPartOfTheOrder() {
        Body body = order -> {
            EventLoop loop = EventLoop.running();
            Coroutine<?> caller = Steps.of(
                    "caller",
                    x -> toThread(() -> {
                        loop.callSoonThreadsafe(() -> order.append("1"));
                        loop.callSoonThreadsafe(() -> order.append("2"));
                        return "t";
                    }),
                    x -> order.append(x));
            return gather(caller, steps("a", order));
        };

        List<String> first = explored(EXPLORER, body);

        assertThat(first.get(0)).isEqualTo("aa12t");
        assertThat(first).allMatch(order -> order.replace("a", "").equals("12t"));
        for (int i = 0; i < RUNS; i++) {
            assertThat(explored(EXPLORER, body)).isEqualTo(first);
        }
    }

    @Test
    void call_thatWaitsForWhatATaskDoesLater_doesNotHoldItUp() {
        Body body = order -> {
            CountDownLatch later = new CountDownLatch(1);
            Coroutine<?> waiting = Steps.of(
                    "waiting",
                    x -> toThread(() -> {
                        later.await();
                        return "w";
                    }),
                    x -> order.append(x));
            Coroutine<?> other = Steps.of("other", x -> called("o", order), x -> {
                later.countDown();
                return null;
            });
            return gather(waiting, other);
        };

        assertThat(explored(EXPLORER.delays(1), body)).isNotEmpty().containsOnly("ow");
    }

    @Test
    void calls_thatWaitForEachOther_end() {
        Body body = order -> {
            CyclicBarrier both = new CyclicBarrier(2);
            return gather(
                    Steps.of("a", x -> toThread(() -> both.await())), Steps.of("b", x -> toThread(() -> both.await())));
        };

        assertThat(explored(EXPLORER.delays(1), body)).isNotEmpty();
    }

    @Test
    void call_whoseCoroutineWaitsForItsOutcome_ends() {
        Body body = order -> {
            EventLoop loop = EventLoop.running();
            Event returned = new Event();
            return Steps.of(
                    "caller",
                    x -> toThread(() -> runCoroutineThreadsafe(
                            Steps.of("inner", y -> returned.waitUntilSet(), y -> order.append("i")), loop)),
                    x -> {
                        order.append("t");
                        returned.set();
                        return x;
                    });
        };

        assertThat(explored(EXPLORER.delays(0), body)).containsExactly("ti");
    }

    @Test
    void call_thatIsCancelled_isNotAwaited() {
        for (int i = 0; i < 3; i++) {
            List<String> orders = explored(EXPLORER.jitter(Duration.ofMillis(10)), order -> {
                CountDownLatch end = new CountDownLatch(1);
                Coroutine<?> late = Steps.of("late", x -> toThread(() -> end.await(0, TimeUnit.DAYS)))
                        .rescuedBy(thrown -> order.append("c"));
                return Steps.of("waits", x -> gather(waitFor(late, Duration.ofMillis(5)), steps("a", order)));
            });
            assertThat(orders.get(0)).isEqualTo("aa");
        }
    }

    @Test
    void call_thatIsSlow_isLateForATimeoutOnlyWithinTheJitter() {
        Body body = order -> gather(
                Steps.of("timed", x -> waitFor(called("t", order), Duration.ofMillis(5)))
                        .rescuedBy(thrown -> order.append("late")),
                steps("a", order));

        assertThat(explored(EXPLORER.jitter(Duration.ofMillis(4)), body)).noneMatch(order -> order.contains("late"));
        assertThat(explored(EXPLORER.jitter(Duration.ofMillis(5)), body)).anyMatch(order -> order.contains("late"));
    }

    @Test
    void calls_onASingleThread_endInTheirOrder() {
        List<ExecutorService> singles = List.of(
                Executors.newSingleThreadExecutor(),
                Executors.newFixedThreadPool(1),
                new ScheduledThreadPoolExecutor(1),
                new ForkJoinPool(1, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true));
        for (ExecutorService single : singles) {
            assertThat(ends(single)).containsOnly("12");
        }
    }

    @Test
    void calls_onTwoThreads_endInAnyOrder() {
        assertThat(ends(Executors.newFixedThreadPool(2))).containsOnly("12", "21");
    }

    /** Explores two calls, beside a task, and returns the orders in which they end. */
    private static List<String> ends(ExecutorService executor) {
        try {
            return explored(
                    EXPLORER,
                    order -> gather(call("1", executor, order), call("2", executor, order), steps("", order)));
        } finally {
            executor.shutdown();
        }
    }

    private static Future<String> call(String name, Executor executor, StringBuilder order) {
        Future<String> end = EventLoop.running().runInExecutor(executor, () -> name);
        end.addDoneCallback(done -> order.append(name));
        return end;
    }

    @Test
    void executorOfTheLoopsThread_isNotAwaited() {
        Body body = order -> gather(
                Steps.of(
                        "here", x -> EventLoop.running().runInExecutor(Runnable::run, () -> "h"), x -> order.append(x)),
                steps("a", order));

        assertThat(new TreeSet<>(explored(EXPLORER, body))).contains("aha");
    }

    @Test
    void taskThatIsLeft_withACallThatRuns_isALeak() {
        CountDownLatch end = new CountDownLatch(1);
        ScheduleFailure failure = failure(
                EXPLORER.delays(0),
                () -> of(() -> Steps.of(
                        "body",
                        x -> createTask(Steps.of("left", y -> toThread(() -> end.await(0, TimeUnit.DAYS))))
                                .isDone(),
                        x -> yieldNow())));

        assertThat(failure.kind()).isEqualTo(Kind.LEAKED);
    }

    @Test
    void shuffledLoop_withTheSameSeed_repeatsTheOrderOfCalls() {
        TreeSet<String> orders = new TreeSet<>();
        for (long seed = 0; seed < RUNS; seed++) {
            String first = shuffled(seed);
            orders.add(first);
            assertThat(shuffled(seed)).isEqualTo(first);
        }
        assertThat(orders).hasSizeGreaterThan(2);
    }

    private static String shuffled(long seed) {
        StringBuilder order = new StringBuilder();
        try (TestLoop loop = TestLoop.shuffled(seed)) {
            loop.run(Steps.of("main", x -> gather(called("t", order), steps("a", order), called("u", order))));
        }
        return order.toString();
    }
}
