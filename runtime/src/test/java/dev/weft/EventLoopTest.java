package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventLoopTest {

    private final TestLoop test = new TestLoop();
    private final EventLoop loop = test.loop();
    private final List<Object> log = new ArrayList<>();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void callSoon_duringATurn_runsInTheNextOne() {
        loop.callSoon(() -> {
            log.add("a");
            loop.callSoon(() -> log.add("c"));
        });
        loop.callSoon(() -> log.add("b"));
        test.turn();
        assertThat(log).containsExactly("a", "b");
        test.turn();

        assertThat(log).containsExactly("a", "b", "c");
    }

    @Test
    void callLater_zero_runsBehindWhatIsReady() {
        loop.callLater(Duration.ZERO, () -> log.add("timer"));
        loop.callSoon(() -> log.add("ready"));
        test.turn();

        assertThat(log).containsExactly("ready", "timer");
    }

    @Test
    void callLater_shuffled_runsByDeadlineAndEqualOnesInOrder() {
        for (int delay : new int[] {3, 1, 2, 1, 3, 2}) {
            int index = log.size();
            loop.callLater(Duration.ofNanos(delay), () -> log.add(delay + "@" + loop.time()));
            assertThat(index).isZero();
        }
        while (log.size() < 6) {
            test.turn();
        }

        assertThat(log).containsExactly("1@1", "1@1", "2@2", "2@2", "3@3", "3@3");
    }

    @Test
    void callLater_forLongerThanNanosecondsCount_isForEver() {
        TimerHandle handle = loop.callLater(Duration.ofSeconds(Long.MAX_VALUE), () -> log.add("never"));
        loop.callLater(Duration.ofDays(365 * 200), () -> log.add("in 200 years"));
        test.turn();

        assertThat(log).containsExactly("in 200 years");
        assertThat(handle.when()).isGreaterThan(Duration.ofDays(365 * 200).toNanos());
    }

    @Test
    void cancel_ofAHandle_keepsItFromRunning() {
        Handle soon = loop.callSoon(() -> log.add("soon"));
        TimerHandle later = loop.callLater(Duration.ofSeconds(1), () -> log.add("later"));
        soon.cancel();
        later.cancel();
        test.turn();
        test.turn();

        assertThat(log).isEmpty();
        assertThat(soon.isCancelled()).isTrue();
        assertThat(loop.time()).isZero();
    }

    @Test
    void stop_endsAfterTheCurrentTurn() {
        loop.callSoon(loop::stop);
        loop.callSoon(() -> log.add("same turn"));
        loop.callSoon(() -> loop.callSoon(() -> log.add("next turn")));
        loop.runForever();

        assertThat(log).containsExactly("same turn");
    }

    @Test
    void closedLoop_forEverySchedulingCall_refuses() {
        loop.close();

        assertThatThrownBy(() -> loop.callSoon(() -> {})).hasMessageContaining("closed");
        assertThatThrownBy(() -> loop.callLater(Duration.ZERO, () -> {})).hasMessageContaining("closed");
        assertThatThrownBy(() -> loop.callSoonThreadsafe(() -> {})).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> loop.createTask(Weft.completed())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> loop.runInExecutor(null, () -> 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(loop::runForever).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void run_insideARunningLoop_isRefused() {
        Weft.run(Steps.of("main", x -> {
            assertThatThrownBy(() -> Weft.run(Weft.completed())).isInstanceOf(IllegalStateException.class);
            return null;
        }));
    }

    @Test
    void callSoon_onAnotherThread_isRefusedAndThreadsafeIsNot() {
        Weft.run(Steps.of(
                "main",
                x -> {
                    EventLoop running = EventLoop.running();
                    Future<Object> future = running.createFuture();
                    Thread other = new Thread(() -> {
                        try {
                            running.callSoon(() -> {});
                        } catch (IllegalStateException expected) {
                            running.callSoonThreadsafe(() -> future.setResult(expected.getMessage()));
                        }
                    });
                    other.start();
                    return future;
                },
                message -> log.add(String.valueOf(message).contains("callSoonThreadsafe"))));

        assertThat(log).containsExactly(true);
    }

    @Test
    void runCoroutineThreadsafe_fromAnotherThread_givesTheValueThere() throws Exception {
        EventLoop running = EventLoop.create();
        Thread thread = new Thread(running::runForever);
        thread.start();
        CompletableFuture<String> value = Weft.runCoroutineThreadsafe(Weft.completed("x"), running);
        assertThat(value.get(10, TimeUnit.SECONDS)).isEqualTo("x");

        CompletableFuture<Boolean> begun = new CompletableFuture<>();
        CompletableFuture<Throwable> seen = new CompletableFuture<>();
        CompletableFuture<?> cancelled = Weft.runCoroutineThreadsafe(
                Steps.of("sleeper", x -> begun.complete(true), x -> Weft.sleep(Duration.ofDays(1)))
                        .rescuedBy(seen::complete),
                running);
        begun.get(10, TimeUnit.SECONDS);
        cancelled.cancel(true);
        assertThat(seen.get(10, TimeUnit.SECONDS)).isInstanceOf(CancelledError.class);
        running.callSoonThreadsafe(running::stop);
        thread.join();
        running.close();
    }

    @Test
    void fatalError_inATask_leavesRunAtOnceAfterMainWasCancelled() {
        InternalError fatal = new InternalError("broken");
        Steps main = Steps.of(
                        "main",
                        x -> Weft.createTask(Steps.of("bad", y -> {
                            throw fatal;
                        })),
                        x -> log.add("not reached"))
                .rescuedBy(thrown -> {
                    log.add(thrown.getClass());
                    throw thrown;
                });

        assertThatThrownBy(() -> Weft.run(main)).isSameAs(fatal);
        assertThat(log).containsExactly(CancelledError.class);
    }

    @Test
    void run_withTasksLeft_cancelsThemInCreationOrderAndReportsTheirErrors() {
        List<LoopError> errors = new ArrayList<>();
        loop.setExceptionHandler((where, error) -> errors.add(error));
        test.run(Steps.of("main", x -> {
            Weft.createTask(leftBehind("a"));
            Weft.createTask(leftBehind("b"));
            return Weft.yieldNow();
        }));
        test.close();

        assertThat(log).containsExactly("a", "b");
        assertThat(errors)
                .extracting(error -> String.valueOf(error.exception()))
                .containsExactly("java.lang.Exception: a", "java.lang.Exception: b");
    }

    private Steps leftBehind(String name) {
        return Steps.of(name, x -> Weft.sleep(Duration.ofDays(1))).rescuedBy(thrown -> {
            log.add(name);
            throw new Exception(name);
        });
    }

    @Test
    void coroutine_thatIsNeverAwaited_isReportedOnceWithItsName() {
        List<String> errors = new ArrayList<>();
        loop.setExceptionHandler((where, error) -> errors.add(error.message()));
        test.run(Steps.of("main", x -> {
            Coroutine<Void> forgotten = Weft.sleep(Duration.ofDays(1));
            Coroutine<Void> awaited = Weft.sleep(Duration.ofDays(2));
            Coroutine<Void> closed = Weft.yieldNow();
            closed.close();
            Coroutine<Void> scheduled = Weft.yieldNow();
            Weft.createTask(scheduled);
            assertThat(forgotten.state()).isEqualTo(Coroutine.State.CREATED);
            return awaited;
        }));
        test.close();
        test.close();

        assertThat(errors).containsExactly("coroutine 'Weft.sleep' was never awaited");
    }

    @Test
    void coroutine_thatIsNeverAwaitedInDebugMode_isReportedWithWhereItWasMade() {
        List<LoopError> errors = new ArrayList<>();
        loop.setExceptionHandler((where, error) -> errors.add(error));
        loop.setDebug(true);
        test.run(Steps.of("main", x -> Weft.sleep(Duration.ofDays(1)).name()));
        test.close();

        assertThat(errors)
                .singleElement()
                .satisfies(error -> assertThat(error.exception()).hasStackTraceContaining("EventLoopTest.java"));
    }

    @Test
    void await_withoutTheAgent_saysHowToStartTheJvm() {
        assertThatThrownBy(() -> Weft.await(Weft.completed()))
                .isInstanceOf(NotWovenError.class)
                .hasMessageContaining("java -javaagent:weft-agent.jar")
                .hasMessageContaining("EventLoopTest");
    }

    @Test
    void callAt_ofDeadlinesOutOfRange_leavesAllOtherTimersAlone() {
        for (long start : new long[] {0, -5, Long.MAX_VALUE - 5, Long.MIN_VALUE}) {
            long[] now = {start};
            List<Object> ran = new ArrayList<>();
            try (Runner runner = Runner.builder().clock(() -> now[0]).build()) {
                EventLoop its = runner.loop();
                its.callAt(start + Long.MAX_VALUE, () -> ran.add("292 years"));
                its.callAt(start + Long.MAX_VALUE - 1_000, () -> ran.add("nearly 292 years"));
                its.callLater(Duration.ofSeconds(Long.MAX_VALUE), () -> ran.add("for ever"));
                its.callAt(start - (1L << 62), () -> ran.add("146 years ago"));
                its.callLater(Duration.ofSeconds(1), () -> ran.add("1 s"));
                its.callSoon(() -> ran.add("soon"));
                its.runOnce();
                now[0] += 1_000_000_000;
                its.runOnce();
                now[0] += Duration.ofDays(365 * 30).toNanos();
                its.callSoon(() -> ran.add("30 years"));
                its.runOnce();
            }

            assertThat(ran)
                    .as("a clock that starts at %d", start)
                    .containsExactly("soon", "146 years ago", "1 s", "30 years");
        }
    }

    @Test
    void rescheduleAt_ofADeadlineOutOfRange_neverExpires() throws Exception {
        Coroutine<Object> main = Weft.timeout(Duration.ofSeconds(1), timeout -> {
            timeout.rescheduleAt(loop.time() + Long.MAX_VALUE);
            return Steps.of("body", x -> Weft.sleep(Duration.ofDays(365)), x -> "value");
        });

        assertThat(test.run(main)).isEqualTo("value");
    }

    @Test
    void toString_ofALoop_saysWhatItDoes() {
        EventLoop other = EventLoop.create();
        assertThat(other).asString().matches("EventLoop@[0-9a-f]+ not running");
        other.callSoon(() -> log.add(other.toString()));
        other.runOnce();
        other.close();

        assertThat(log).singleElement().asString().endsWith(" running");
        assertThat(other).asString().endsWith(" closed");
    }
}
