package dev.weft.semantics;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.currentTask;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.taskGroup;
import static dev.weft.Weft.waitFor;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Task;
import dev.weft.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Debug mode reports catch blocks that swallow a cancellation, with the line, and nothing that only cleans up. */
class SwallowedCancelIT {
    private static final Duration LONG = Duration.ofHours(1);

    private final TestLoop test = new TestLoop();
    private final List<String> reports = new ArrayList<>();
    private int line;

    @BeforeEach
    void debug() {
        test.loop().setDebug(true);
        test.loop().setExceptionHandler((loop, error) -> reports.add(error.message()));
    }

    @AfterEach
    void close() {
        test.close();
    }

    private static int here() {
        return new Throwable().getStackTrace()[1].getLineNumber();
    }

    /** Runs a coroutine in a task that is cancelled after one second, two, and so on. */
    private Task<?> cancelled(int times, Coroutine<?> body) {
        Task<?> task = test.loop().createTask(body);
        for (int i = 1; i <= times; i++) {
            test.loop().callLater(Duration.ofSeconds(i), () -> task.cancel());
        }
        test.run(sleep(Duration.ofSeconds(60)));
        return task;
    }

    @Async
    Coroutine<String> returning() {
        try {
            line = here() + 1;
            await(sleep(LONG));
        } catch (Throwable thrown) {
            await(yieldNow()); // as cleanup would
        }
        return completed("value");
    }

    @Async
    Coroutine<String> looping() {
        for (int i = 0; i < 4; i++) { // and not for ever: the loop waits for it when it closes
            try {
                line = here() + 1;
                await(sleep(LONG));
            } catch (Throwable thrown) {
                // as in a server that must not die
            }
        }
        return completed(null);
    }

    @Async
    Coroutine<String> callingInALoop() {
        for (int i = 0; i < 4; i++) { // and not for ever: the loop waits for it when it closes
            try {
                await(called());
            } catch (Throwable thrown) {
                // as in a server that must not die
            }
        }
        return completed(null);
    }

    @Async
    Coroutine<Void> called() {
        line = here() + 1;
        await(sleep(LONG));
        return completed();
    }

    @Test
    void catchBlock_thatSwallowsACancellation_isReportedWithItsLine() {
        cancelled(1, returning());
        assertThat(reports).hasSize(1);
        assertThat(reports.get(0)).contains("returning(SwallowedCancelIT.java:" + line + ")", "has returned a value");
    }

    @Test
    void loop_thatSwallowsCancellations_isReportedForEach() {
        cancelled(2, looping());
        assertThat(reports)
                .hasSize(2)
                .allSatisfy(report -> assertThat(report)
                        .contains("looping(SwallowedCancelIT.java:" + line + ")", "awaits there again"));
    }

    @Test
    void loop_thatSwallowsTheCancellationOfACall_isReportedWithTheLineOfTheInnermostAwait() {
        cancelled(1, callingInALoop());
        assertThat(reports).hasSize(1);
        assertThat(reports.get(0)).contains("called(SwallowedCancelIT.java:" + line + ")", "awaits there again");
    }

    @Async
    Coroutine<Void> cleaningUp() {
        try {
            await(called());
        } finally {
            for (int i = 0; i < 3; i++) {
                await(sleep(Duration.ofSeconds(1)));
                try {
                    await(waitFor(called(), Duration.ofSeconds(1)));
                } catch (TimeoutException e) {
                    await(yieldNow());
                }
            }
        }
        return completed();
    }

    @Test
    void cleanup_thatAwaitsAndTimesOutInALoop_isNotReported() {
        Task<?> task = cancelled(1, cleaningUp());

        assertThat(task.isCancelled()).isTrue();
        assertThat(reports).isEmpty();
    }

    @Async
    Coroutine<Void> absorbingAfterATimeout() {
        try {
            line = here() + 1;
            await(sleep(LONG));
        } catch (CancelledError cancelled) {
            try {
                await(waitFor(sleep(LONG), Duration.ofSeconds(1)));
            } catch (TimeoutException e) {
                await(yieldNow());
            }
        }
        return completed();
    }

    @Test
    void timeout_duringTheCleanup_doesNotHideTheSwallowedCancellation() {
        cancelled(1, absorbingAfterATimeout());

        assertThat(reports).hasSize(1);
        assertThat(reports.get(0)).contains("absorbingAfterATimeout(SwallowedCancelIT.java:" + line + ")");
    }

    @Async
    Coroutine<Void> pollingWithTimeouts() {
        for (int i = 0; i < 3; i++) {
            try {
                await(waitFor(called(), Duration.ofSeconds(1)));
            } catch (TimeoutException e) {
                await(yieldNow());
            }
        }
        return completed();
    }

    @Test
    void timeouts_thatExpireInALoop_areNotReported() {
        test.run(pollingWithTimeouts());

        assertThat(reports).isEmpty();
    }

    @Async
    Coroutine<Void> slowToEnd() {
        try {
            await(sleep(LONG));
        } finally {
            await(sleep(Duration.ofSeconds(10)));
        }
        return completed();
    }

    @Test
    void group_thatWaitsForItsTasksWhenItIsCancelled_isNotReported() {
        Task<?> task = cancelled(
                1,
                async(() -> taskGroup(group -> {
                    group.createTask(slowToEnd());
                    return completed();
                })));

        assertThat(task.isCancelled()).isTrue();
        assertThat(reports).isEmpty();
    }

    @Async
    Coroutine<Void> uncancelling() {
        Task<?> self = currentTask();
        EventLoop.running().callLater(Duration.ofSeconds(1), () -> self.cancel());
        try {
            await(createTask(called()));
        } catch (CancelledError e) {
            self.uncancel();
        }
        await(called());
        return completed();
    }

    @Test
    void task_thatCancelsItselfAndTakesItBack_isNotReported() {
        cancelled(0, uncancelling());

        assertThat(reports).isEmpty();
    }
}
