package dev.weft.asyncio;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.currentTask;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Requests to cancel a task that are counted, and taken back. */
@PortOf("test_tasks.BaseTaskTests")
class UncancelIT extends AsyncioCase {
    @Async
    private static Coroutine<Integer> awaits(Future<?> future) {
        await(future);
        return completed(12);
    }

    @Ported("test_cancelling")
    void cancelling_countsTheRequests() {
        run(() -> {
            Task<Void> task = createTask(sleep(seconds(10)));
            assertThat(task.cancelling()).isZero();
            assertThat(task.cancel()).isTrue();
            assertThat(task.cancelling()).isEqualTo(1);
            assertThat(task.cancel()).isTrue();
            assertThat(task.cancelling()).isEqualTo(2);
            assertThat(await(failureOf(task))).isInstanceOf(CancelledError.class);
            return completed();
        });
    }

    @Async
    static Coroutine<Void> uncancelsOnce() {
        try {
            await(sleep(seconds(10)));
        } catch (CancelledError e) {
            currentTask().uncancel();
            await(sleep(seconds(10)));
        }
        return completed();
    }

    @Ported("test_uncancel_basic")
    void uncancel_takesARequestBack_untilTheTaskIsDone() {
        run(() -> {
            Task<Void> task = createTask(uncancelsOnce());
            await(sleep(millis(10)));
            assertThat(task.cancel()).isTrue();
            assertThat(task.cancelling()).isEqualTo(1);
            await(sleep(millis(10)));
            assertThat(task.cancelling()).isZero();
            assertThat(task.isDone()).isFalse();
            assertThat(task.cancel()).isTrue();
            assertThat(await(failureOf(task))).isInstanceOf(CancelledError.class);
            task.uncancel();
            assertThat(task.isCancelled()).isTrue();
            return completed();
        });
    }

    /** A timeout by hand, as asyncio.timeout does it. */
    @Async
    Coroutine<Void> limited(Duration work, Duration limit) throws TimeoutException {
        Task<?> task = currentTask();
        boolean[] timedOut = new boolean[1];
        var timer = EventLoop.running().callLater(limit, () -> {
            timedOut[0] = true;
            task.cancel();
        });
        try {
            await(sleep(work));
            log.add("worked");
        } catch (CancelledError e) {
            if (timedOut[0] && task.uncancel() == 0) {
                throw new TimeoutException();
            }
            throw e;
        } finally {
            timer.cancel();
        }
        return completed();
    }

    @Async
    Coroutine<Void> request(Duration work, Duration limit) {
        try {
            await(limited(work, limit));
        } catch (TimeoutException e) {
            log.add("timed out");
        }
        await(yieldNow());
        log.add("cancelling " + currentTask().cancelling());
        return completed();
    }

    @Ported("test_uncancel_structured_blocks")
    void uncancel_afterATimeoutByHand_letsTheOuterCodeGoOn() {
        run(() -> {
            await(createTask(request(seconds(10), millis(100))));
            assertThat(log).containsExactly("timed out", "cancelling 0");
            return completed();
        });
    }

    @Ported("test_uncancel_structured_blocks")
    void timeoutByHand_thatIsNotReached_leavesNoRequest() {
        run(() -> {
            await(createTask(request(millis(0), seconds(10))));
            assertThat(log).containsExactly("worked", "cancelling 0");
            return completed();
        });
    }

    @Ported("test_uncancel_resets_must_cancel")
    void uncancel_beforeTheCancelIsDelivered_withdrawsIt() {
        run(() -> {
            Future<Void> future = newFuture();
            Task<Integer> task = createTask(awaits(future));
            await(yieldNow());
            future.setResult(null);
            task.cancel();
            assertThat(task.cancelling()).isEqualTo(1);
            task.uncancel();
            assertThat(task.cancelling()).isZero();
            assertThat(await(task)).isEqualTo(12);
            return completed();
        });
    }
}
