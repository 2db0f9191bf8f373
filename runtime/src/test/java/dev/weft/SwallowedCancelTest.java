package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Debug mode, and tasks that catch a cancellation. The coroutines of these tests have one await each, and no lines. */
class SwallowedCancelTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final TestLoop test = new TestLoop();
    private final List<String> reports = new ArrayList<>();

    @BeforeEach
    void debug() {
        test.loop().setDebug(true);
        test.loop().setExceptionHandler((loop, error) -> reports.add(error.message()));
    }

    @AfterEach
    void close() {
        test.close();
    }

    /** Runs a coroutine in a task, and cancels that so many times, a second apart. */
    private Task<?> cancelled(int times, Coroutine<?> body) {
        Task<?> task = test.loop().createTask(body);
        for (int i = 1; i <= times; i++) {
            test.loop().callLater(Duration.ofSeconds(i), () -> task.cancel());
        }
        test.run(Weft.sleep(Duration.ofSeconds(60)));
        return task;
    }

    private Steps sleeping(String name) {
        return Steps.of(name, x -> Weft.sleep(LONG));
    }

    @Test
    void task_thatCatchesTheCancellationAndReturns_isReportedOnce() {
        Task<?> task = cancelled(1, sleeping("careless").rescuedBy(cancelled -> "value"));

        assertThat(task.result()).isEqualTo("value");
        assertThat(reports)
                .containsExactly(task + " has swallowed a cancellation: the CancelledError thrown at"
                        + " dev.weft.Weft.careless(Weft.java) was caught, and the task has returned a value."
                        + " Rethrow it after the cleanup; a task that was right to go on calls uncancel()");
    }

    @Test
    void task_thatAwaitsAtTheSamePlaceAgain_isReportedOnceAndThen() {
        Task<?> task = cancelled(1, sleeping("loop").rescuedBy(cancelled -> Weft.sleep(LONG)));

        assertThat(task.isDone()).isFalse();
        assertThat(reports).singleElement().asString().contains("Weft.loop(Weft.java)", "awaits there again");
    }

    @Test
    void caller_thatCatchesAndAwaitsAtTheSamePlaceAgain_isReported() {
        cancelled(1, Steps.of("outer", x -> sleeping("inner")).rescuedBy(cancelled -> sleeping("again")));

        assertThat(reports).singleElement().asString().contains("Weft.inner(Weft.java)", "awaits there again");
    }

    @Test
    void task_thatPassesTheCancellationOn_isNotReported() {
        Task<?> task = cancelled(1, sleeping("good").rescuedBy(cancelled -> {
            throw cancelled;
        }));

        assertThat(task.isCancelled()).isTrue();
        assertThat(reports).isEmpty();
    }

    @Test
    void task_thatTakesTheCancellationBack_isNotReported() {
        cancelled(1, sleeping("own").rescuedBy(cancelled -> {
            Weft.currentTask().uncancel();
            return Weft.yieldNow();
        }));

        assertThat(reports).isEmpty();
    }

    @Test
    void awaiter_ofATaskThatAbsorbsTheCancellation_isNotReportedItself() {
        Task<?> inner = test.loop().createTask(sleeping("inner").rescuedBy(cancelled -> "value"));
        Task<?> outer = cancelled(1, Steps.of("outer", x -> inner));

        assertThat(outer.result()).isEqualTo("value");
        assertThat(reports).singleElement().asString().startsWith(inner.name() + " ");
    }

    @Test
    void awaiter_thatCatchesTheCancellationOfAnotherTask_isNotReported() {
        Task<?> other = test.loop().createTask(sleeping("other"));
        test.loop().callLater(Duration.ofSeconds(1), () -> other.cancel());
        test.run(Steps.of("main", x -> other).rescuedBy(cancelled -> Weft.yieldNow()));

        assertThat(reports).isEmpty();
    }

    @Test
    void timeouts_thatExpireInALoop_areNotReported() {
        test.run(Steps.of("main", x -> waitingInVain())
                .rescuedBy(expired -> waitingInVain().rescuedBy(again -> "value")));

        assertThat(reports).isEmpty();
    }

    private Steps waitingInVain() throws TimeoutException {
        return Steps.of("waiting", x -> Weft.waitFor(sleeping("slow"), Duration.ofSeconds(1)));
    }

    @Test
    void group_thatAChildEnds_isNotReported() {
        test.run(Steps.of(
                        "main",
                        x -> Weft.taskGroup(group -> {
                            group.createTask(sleeping("sibling"));
                            group.createTask(Steps.of("failing", y -> Weft.yieldNow(), y -> {
                                throw new IllegalStateException("expected");
                            }));
                            return Weft.sleep(LONG, "");
                        }))
                .rescuedBy(failed -> "value"));

        assertThat(reports).isEmpty();
    }

    @Test
    void gatherAndShield_thatAreCancelled_areNotReported() {
        cancelled(1, Steps.of("gather", x -> Weft.gather(List.of(sleeping("a"), sleeping("b")))));
        cancelled(1, Steps.of("shield", x -> Weft.shield(Weft.sleep(Duration.ofSeconds(5)))));

        assertThat(reports).isEmpty();
    }

    @Test
    void task_outsideOfDebugMode_isNotReported() {
        test.loop().setDebug(false);
        cancelled(1, sleeping("careless").rescuedBy(cancelled -> "value"));

        assertThat(reports).isEmpty();
    }
}
