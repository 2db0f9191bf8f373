package dev.weft.asyncio;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.waitUntil;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Future;
import dev.weft.ReturnWhen;
import dev.weft.Task;
import dev.weft.WaitResult;
import java.util.List;
import java.util.stream.IntStream;

/** waitUntil, which asyncio calls wait: some of several futures, and who is still pending. */
@PortOf("test_tasks.BaseTaskTests")
class WaitUntilIT extends AsyncioCase {
    @Ported("test_wait")
    void allCompleted_givesAllWhenTheLastHasEnded() {
        run(() -> {
            Task<Void> a = createTask(sleep(millis(100)));
            Task<Void> b = createTask(sleep(millis(150)));
            WaitResult<Task<Void>> result = await(waitUntil(ReturnWhen.ALL_COMPLETED, List.of(b, a)));
            assertThat(result.done()).containsExactlyInAnyOrder(a, b);
            assertThat(result.pending()).isEmpty();
            assertThat(elapsed()).isEqualTo(millis(150));
            return completed();
        });
    }

    @Ported("test_wait")
    void allCompleted_ofTasksThatAreDone_takesNoTime() {
        run(() -> {
            List<Task<Void>> tasks = List.of(createTask(sleep(millis(100))), createTask(sleep(millis(150))));
            await(waitUntil(ReturnWhen.ALL_COMPLETED, tasks));
            WaitResult<Task<Void>> again = await(waitUntil(ReturnWhen.ALL_COMPLETED, tasks));
            assertThat(again.done()).hasSize(2);
            assertThat(elapsed()).isEqualTo(millis(150));
            return completed();
        });
    }

    @Ported("test_wait_duplicate_coroutines")
    void waitUntil_ofOneTaskTwice_givesItOnce() {
        run(() -> {
            Task<String> twice = createTask(completed("test"));
            Task<String> once = createTask(completed("spam"));
            WaitResult<Task<String>> result = await(waitUntil(ReturnWhen.ALL_COMPLETED, List.of(twice, twice, once)));
            assertThat(result.done()).extracting(Task::result).containsExactlyInAnyOrder("test", "spam");
            return completed();
        });
    }

    @Ported({"test_wait_errors", "test_wait_invalid_args"})
    void waitUntil_ofNothing_isRefused() {
        run(() -> {
            assertThat(await(failureOf(waitUntil(ReturnWhen.ALL_COMPLETED, List.of()))))
                    .isInstanceOf(IllegalArgumentException.class);
            return completed();
        });
    }

    @Ported("test_wait_first_completed")
    void firstCompleted_givesTheFirstAndLeavesTheOthersRunning() {
        run(() -> {
            Task<Void> slow = createTask(sleep(seconds(10)));
            Task<Void> fast = createTask(sleep(millis(100)));
            WaitResult<Task<Void>> result = await(waitUntil(ReturnWhen.FIRST_COMPLETED, List.of(fast, slow)));
            assertThat(result.done()).containsExactly(fast);
            assertThat(result.pending()).containsExactly(slow);
            assertThat(slow.isDone()).isFalse();
            assertThat(elapsed()).isEqualTo(millis(100));
            return completed();
        });
    }

    @Async
    static Coroutine<Void> yieldsTwice() {
        await(yieldNow());
        await(yieldNow());
        return completed();
    }

    @Ported("test_wait_really_done")
    void firstCompleted_givesAlsoThoseThatEndedBeforeTheWaiterRuns() {
        run(() -> {
            Task<Void> a = createTask(yieldNow());
            Task<Void> b = createTask(yieldsTwice());
            WaitResult<Task<Void>> result = await(waitUntil(ReturnWhen.FIRST_COMPLETED, List.of(b, a)));
            assertThat(result.done()).containsExactlyInAnyOrder(a, b);
            return completed();
        });
    }

    @Ported("test_wait_first_exception")
    void firstException_ofATaskThatFailsAtOnce_takesNoTime() {
        run(() -> {
            Task<Void> sleeper = createTask(sleep(seconds(10)));
            Task<Void> failing = createTask(() -> {
                throw new ArithmeticException("err");
            });
            WaitResult<Task<Void>> result = await(waitUntil(ReturnWhen.FIRST_EXCEPTION, List.of(failing, sleeper)));
            assertThat(result.done()).containsExactly(failing);
            assertThat(result.pending()).containsExactly(sleeper);
            assertThat(failing.exception()).isInstanceOf(ArithmeticException.class);
            assertThat(elapsed()).isZero();
            return completed();
        });
    }

    @Ported("test_wait_first_exception_in_wait")
    void firstException_ofATaskThatFailsLater_isGivenThen() {
        run(() -> {
            Task<Void> sleeper = createTask(sleep(seconds(10)));
            Task<Void> failing = createTask(failsAfter(millis(10), new ArithmeticException("err")));
            WaitResult<Task<Void>> result = await(waitUntil(ReturnWhen.FIRST_EXCEPTION, List.of(failing, sleeper)));
            assertThat(result.done()).containsExactly(failing);
            assertThat(result.pending()).containsExactly(sleeper);
            assertThat(failing.exception()).isInstanceOf(ArithmeticException.class);
            assertThat(elapsed()).isEqualTo(millis(10));
            return completed();
        });
    }

    @Ported("test_wait_with_exception")
    void allCompleted_withAFailure_throwsNothing() {
        run(() -> {
            Task<Void> sleeper = createTask(sleep(millis(100)));
            Task<Void> failing = createTask(failsAfter(millis(150), new ArithmeticException("really")));
            for (int i = 0; i < 2; i++) {
                WaitResult<Task<Void>> result = await(waitUntil(ReturnWhen.ALL_COMPLETED, List.of(failing, sleeper)));
                assertThat(result.done())
                        .filteredOn(task -> task.exception() != null)
                        .containsExactly(failing);
                assertThat(elapsed()).isEqualTo(millis(150));
            }
            return completed();
        });
    }

    @Ported("test_wait_with_timeout")
    void waitUntil_withATimeout_givesWhoIsDoneThen() {
        run(() -> {
            Task<Void> a = createTask(sleep(millis(100)));
            Task<Void> b = createTask(sleep(millis(150)));
            WaitResult<Task<Void>> result = await(waitUntil(ReturnWhen.ALL_COMPLETED, List.of(b, a), millis(110)));
            assertThat(result.done()).containsExactly(a);
            assertThat(result.pending()).containsExactly(b);
            assertThat(elapsed()).isEqualTo(millis(110));
            return completed();
        });
    }

    @Ported("test_wait_concurrent_complete")
    void waitUntil_withATimeoutInTheTurnOfATasksEnd_givesThatTask() {
        run(() -> {
            Task<Void> a = createTask(sleep(millis(100)));
            Task<Void> b = createTask(sleep(millis(150)));
            Task<WaitResult<Task<Void>>> waiting =
                    createTask(waitUntil(ReturnWhen.ALL_COMPLETED, List.of(b, a), millis(100)));
            WaitResult<Task<Void>> result = await(waiting);
            assertThat(result.done()).containsExactly(a);
            assertThat(result.pending()).containsExactly(b);
            assertThat(elapsed()).isEqualTo(millis(100));
            return completed();
        });
    }

    @Ported({"test_wait_generator", "test_wait_with_iterator_of_tasks"})
    void waitUntil_ofTasksThatAStreamMakes_givesThemAll() {
        run(() -> {
            List<Task<Integer>> tasks = IntStream.range(0, 10)
                    .mapToObj(i -> createTask(completed(i)))
                    .toList();
            WaitResult<Future<Integer>> result = await(waitUntil(ReturnWhen.ALL_COMPLETED, tasks));
            assertThat(result.done()).hasSize(10);
            assertThat(result.pending()).isEmpty();
            return completed();
        });
    }
}
