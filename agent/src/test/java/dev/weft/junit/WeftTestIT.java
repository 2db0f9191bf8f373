package dev.weft.junit;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.NotWovenError;
import dev.weft.StallError;
import dev.weft.sync.Event;
import dev.weft.testing.ScheduleFailure;
import dev.weft.testing.ScheduleFailure.Kind;
import dev.weft.testing.junit.WeftTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.opentest4j.AssertionFailedError;

/** Test methods that await: what makes them pass and fail, and what JUnit shows of them. */
class WeftTestIT {
    private static final String ONLY_BY_HAND = "run inside of the tests beside it";

    private final List<String> log = new ArrayList<>();

    @BeforeEach
    void prepare() {
        await(sleep(Duration.ofMillis(1)));
        log.add("before");
    }

    @WeftTest
    void sleep_ofHours_takesNoTime() {
        long begun = EventLoop.running().time();
        await(sleep(Duration.ofHours(2)));
        assertEquals(Duration.ofHours(2).toNanos(), EventLoop.running().time() - begun);
        assertEquals(List.of("before"), log);
    }

    @WeftTest
    @DisplayName("parameters come from other extensions")
    void parameters_ofOtherExtensions_areThere(TestInfo info) throws IOException {
        await(yieldNow());
        assertEquals("[1] FIFO", info.getDisplayName());
    }

    @Test
    void beforeEach_ofAPlainTest_awaitsOnALoopOfItsOwn() {
        assertThat(log).containsExactly("before");
    }

    @Nested
    class Inside {
        @WeftTest
        void nested_withAMethodBeforeIt_runsOnTheSameLoop() {
            await(sleep(Duration.ofMillis(1)));
            assertEquals(Duration.ofMillis(2).toNanos(), EventLoop.running().time());
        }
    }

    @Disabled(ONLY_BY_HAND)
    @SuppressWarnings("unused")
    static class NotRun {
        @WeftTest
        private void hidden() {
            await(yieldNow());
        }
    }

    @Test
    void test_thatJUnitPassesOver_failsAllTheSame() {
        JupiterRun run = JupiterRun.of(NotRun.class);

        assertThat(run.failed()).containsExactly("hidden");
        assertThat(run.failure())
                .isInstanceOf(NotWovenError.class)
                .hasMessageContaining("WEFT-018 ", "NotRun.hidden")
                .hasMessageContaining("Remove private.");
    }

    @Disabled(ONLY_BY_HAND)
    static class Samples {
        private static int instances;
        private static BooleanSupplier thatHasPrinted = () -> true;
        private int balance = 100;
        private int held;
        private final Event never = new Event("never");

        Samples() {
            instances++;
        }

        @AfterEach
        void tidy() {
            await(yieldNow());
            assertEquals(0, held);
        }

        @Async
        private Coroutine<Void> withdraw(int turnsBefore, int amount) {
            for (int i = 0; i < turnsBefore; i++) {
                await(yieldNow());
            }
            int before = balance;
            await(yieldNow());
            balance = before - amount;
            return completed();
        }

        @WeftTest(orders = 200)
        void lostUpdate() {
            await(gather(withdraw(0, 10), withdraw(1, 20)));
            assertEquals(70, balance);
        }

        @WeftTest
        void lostUpdateInFifoOrder() {
            await(gather(withdraw(0, 10), withdraw(1, 20)));
            assertEquals(70, balance);
        }

        @WeftTest(orders = 5)
        void manyOrders() {
            await(gather(withdraw(0, 0), withdraw(0, 0), withdraw(0, 0)));
        }

        @WeftTest(orders = 5, cancelEverywhere = true)
        void manyOrdersAndCancels() {
            await(gather(withdraw(0, 0), withdraw(0, 0), withdraw(0, 0)));
        }

        @WeftTest
        void leavesACall() {
            CompletableFuture<Void> unusedCall = waits();
            await(yieldNow());
        }

        @WeftTest
        void awaitsACallThatStands() {
            await(waits());
        }

        @Async
        private CompletableFuture<Void> waits() {
            await(never.waitUntilSet());
            return CompletableFuture.completedFuture(null);
        }

        @WeftTest(orders = 2)
        void nothingToExplore() {
            await(yieldNow());
        }

        @WeftTest(cancelEverywhere = true)
        void forgetsOnCancel() {
            balance = 0;
            await(sleep(Duration.ofMillis(1)));
            balance = 100;
        }

        @WeftTest(cancelEverywhere = true)
        void isCancelledBesideATaskThatHoldsSomething() {
            createTask(holding());
            await(sleep(Duration.ofMillis(5)));
        }

        @Async
        private Coroutine<Void> holding() {
            held++;
            try {
                await(sleep(Duration.ofMillis(3)));
            } finally {
                held--;
            }
            return completed();
        }

        @WeftTest
        void stands() {
            await(never.waitUntilSet());
        }

        @WeftTest
        void leaves() {
            createTask(never.waitUntilSet());
            await(yieldNow());
        }

        @WeftTest
        void fails() {
            await(yieldNow());
            assertEquals(1, 2);
        }

        @WeftTest
        void failsUnseen() {
            createTask(throwing());
            await(yieldNow());
        }

        @Async
        private static Coroutine<Void> throwing() {
            throw new IllegalStateException("unheard");
        }

        @WeftTest
        void neverAwaited() {
            Coroutine<Void> unusedCoroutine = throwing();
            await(yieldNow());
        }

        @WeftTest
        void assumes() {
            await(yieldNow());
            assumeTrue(balance == 0);
        }

        @WeftTest(timeout = "200ms", realTime = true)
        void takesTooLong() {
            await(sleep(Duration.ofHours(1)));
        }

        @WeftTest
        void swallowsItsCancel() {
            while (true) {
                try {
                    await(sleep(Duration.ofSeconds(1)));
                } catch (CancelledError e) {
                    balance--;
                }
            }
        }

        @WeftTest(timeout = "200ms", realTime = true)
        void swallowsItsCancelInRealTime() {
            while (true) {
                try {
                    await(sleep(Duration.ofMillis(10)));
                } catch (CancelledError e) {
                    balance--;
                }
            }
        }

        @WeftTest(timeout = "200ms")
        void loops() {
            while (!thatHasPrinted.getAsBoolean()) {
                Thread.onSpinWait();
            }
        }

        @WeftTest(timeout = "200ms")
        void neverYields() throws InterruptedException {
            await(yieldNow());
            Thread.sleep(60_000);
        }
    }

    private static ScheduleFailure failureOf(String method) {
        Throwable failure = JupiterRun.of(Samples.class, method).failure();
        assertThat(failure).isInstanceOf(ScheduleFailure.class);
        return (ScheduleFailure) failure;
    }

    @Test
    void orders_ofATestWithALostUpdate_endWithTheFirstThatFails() {
        Samples.instances = 0;
        JupiterRun run = JupiterRun.of(Samples.class, "lostUpdate");

        assertThat(run.passed()).startsWith("[1] FIFO");
        assertThat(run.failed()).singleElement().asString().contains("another order at choice");
        assertThat(run.failure())
                .hasCauseInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("  replay: weft1:");
        assertThat(Samples.instances).isEqualTo(run.passed().size() + 1);
        assertThat(JupiterRun.of(Samples.class, "lostUpdateInFifoOrder").failed())
                .isEmpty();
    }

    @Test
    void orders_withinTheNumber_areRunOneByOne() {
        JupiterRun run = JupiterRun.of(Samples.class, "manyOrders");

        assertThat(run.failed()).isEmpty();
        assertThat(run.passed()).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void orders_whereNeverTwoTasksAreReady_areNoPass() {
        assertThat(failureOf("nothingToExplore").kind()).isEqualTo(Kind.NOT_WOVEN);
    }

    @Test
    void cancelEverywhere_ofATestThatAwaitsOnce_addsTwoRuns() {
        JupiterRun run = JupiterRun.of(Samples.class, "forgetsOnCancel");

        assertThat(run.failed()).isEmpty();
        assertThat(run.passed())
                .containsExactly(
                        "[1] FIFO",
                        "[2] cancelled at suspension 1",
                        "[3] cancelled at suspension 1, as it is about to resume");
    }

    @Test
    void cancelEverywhere_besideOtherOrders_runsTheLoopsOwnOrderOnce() {
        JupiterRun run = JupiterRun.of(Samples.class, "manyOrdersAndCancels");

        assertThat(run.failed()).isEmpty();
        assertThat(run.passed())
                .startsWith("[1] FIFO", "[2] cancelled at suspension 1")
                .doesNotHaveDuplicates();
        assertThat(run.passed().stream().filter(name -> name.endsWith(" FIFO"))).hasSize(1);
        assertThat(run.passed().stream().filter(name -> name.contains("another order")))
                .hasSize(4);
    }

    @Test
    void failure_aroundATestOfSeveralOrders_hasTheScheduleThatRepeatsIt() {
        for (String method : List.of("leavesSomethingHeldInAnotherOrder", "isPreparedInVain")) {
            Throwable failure = JupiterRun.of(AroundSamples.class, method).failure();

            assertThat(failure)
                    .isInstanceOf(ScheduleFailure.class)
                    .hasCauseInstanceOf(AssertionFailedError.class)
                    .hasMessageContaining("  replay: weft1:");
        }
        assertThat(JupiterRun.of(AroundSamples.class, "isPreparedInVainInFifoOrder")
                        .failure())
                .isInstanceOf(AssertionFailedError.class);
    }

    @Disabled(ONLY_BY_HAND)
    static class AroundSamples {
        private int held;

        @BeforeEach
        void prepare(TestInfo info) {
            assertEquals(false, info.getTestMethod().orElseThrow().getName().startsWith("isPreparedInVain"));
        }

        @AfterEach
        void tidy() {
            assertEquals(0, held);
        }

        @Async
        private Coroutine<Void> set(int to) {
            held = to;
            await(yieldNow());
            return completed();
        }

        @WeftTest(orders = 50)
        void leavesSomethingHeldInAnotherOrder() {
            await(gather(set(1), set(0)));
        }

        @WeftTest(orders = 50)
        void isPreparedInVain() {
            await(yieldNow());
        }

        @WeftTest
        void isPreparedInVainInFifoOrder() {
            await(yieldNow());
        }
    }

    @Test
    void cancelEverywhere_besideATaskThatEndsByItself_letsItEndBeforeWhatFollowsTheTest() {
        JupiterRun run = JupiterRun.of(Samples.class, "isCancelledBesideATaskThatHoldsSomething");

        assertThat(run.failed()).isEmpty();
        assertThat(run.passed()).anyMatch(name -> name.contains("cancelled at suspension"));
    }

    @Test
    void stall_ofATest_saysWhatItWaitsFor() {
        ScheduleFailure failure = failureOf("stands");

        assertThat(failure.kind()).isEqualTo(Kind.STALLED);
        assertThat(failure).hasMessageContaining("waits for Event never").hasCauseInstanceOf(StallError.class);
    }

    @Test
    void tasks_thatAreLeft_failTheTest() {
        assertThat(failureOf("leaves").kind()).isEqualTo(Kind.LEAKED);
    }

    @Test
    void calls_ofMethodsThatReturnStages_thatAreLeft_failTheTest() {
        ScheduleFailure failure = failureOf("leavesACall");

        assertThat(failure.kind()).isEqualTo(Kind.LEAKED);
        assertThat(failure)
                .hasMessageContaining("left when the body has ended")
                .hasMessageContaining("a call, suspended at WeftTestIT.Samples.waits:");
        assertThat(failureOf("awaitsACallThatStands"))
                .hasMessageContaining("STALLED")
                .hasMessageContaining("a call, suspended at WeftTestIT.Samples.waits:");
    }

    @Test
    void assertion_ofTheOnlyOrder_isThrownAsItIs() {
        assertThat(JupiterRun.of(Samples.class, "fails").failure())
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("expected: <1> but was: <2>");
    }

    @Test
    void failures_thatNobodySees_failTheTest() {
        assertThat(JupiterRun.of(Samples.class, "failsUnseen").failure()).hasMessageContaining("unheard");
        assertThat(JupiterRun.of(Samples.class, "neverAwaited").failure()).hasMessageContaining("was never awaited");
    }

    @Test
    void assumption_thatDoesNotHold_isNoFailure() {
        assertThat(JupiterRun.of(Samples.class, "assumes").failed()).isEmpty();
    }

    @Test
    void timeout_ofATest_printsWhereItStands() {
        assertThat(JupiterRun.of(Samples.class, "takesTooLong").failure())
                .hasMessageContaining("longer than 200 ms")
                .hasMessageContaining("takesTooLong");
        assertThat(JupiterRun.of(Samples.class, "neverYields").failure())
                .hasMessageContaining("longer than 200 ms")
                .hasMessageContaining("Thread.sleep");
    }

    @Test
    void timeout_ofATestThatSwallowsItsCancel_endsItAndSaysSo() {
        Throwable failure = JupiterRun.of(Samples.class, "swallowsItsCancel").failure();
        assertThat(failure.getSuppressed()[0])
                .isInstanceOf(ScheduleFailure.class)
                .hasMessageContaining("LEAKED: what was left was cancelled, and does not end")
                .hasMessageContaining("swallowsItsCancel");

        Throwable inRealTime =
                JupiterRun.of(Samples.class, "swallowsItsCancelInRealTime").failure();
        assertThat(inRealTime).hasMessageContaining("longer than 200 ms");
        assertThat(inRealTime.getSuppressed()[0])
                .hasMessageContaining("LEAKED: the test has taken longer than 200 ms")
                .hasMessageContaining("what was left was cancelled, and does not end");
    }

    @Test
    void timeout_ofATestThatLoops_printsTheStackAndFailsOnceItEnds() {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Samples.thatHasPrinted = () -> printed.size() > 0;
        System.setErr(new PrintStream(printed, true, UTF_8));
        try {
            assertThat(JupiterRun.of(Samples.class, "loops").failure()).hasMessageContaining("longer than 200 ms");
        } finally {
            System.setErr(before);
        }
        assertThat(printed.toString(UTF_8))
                .contains("An interrupt does not end this", "Samples.loops(WeftTestIT.java:");
        assertThat(Thread.interrupted()).isFalse();
    }
}
