package dev.weft.asyncio;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.waitFor;
import static dev.weft.Weft.waitUntil;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.ReturnWhen;
import dev.weft.Task;
import dev.weft.sync.Condition;
import dev.weft.sync.Lock;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Conditions, and the lock that they release and acquire again. */
@PortOf("test_locks.ConditionTests")
class ConditionIT extends AsyncioCase {
    private final Lock lock = new Lock();
    private final Condition condition = new Condition(lock);
    private int state;

    /** Waits for a notification and keeps the lock. */
    @Async
    Coroutine<Void> waits(String name) {
        await(lock.acquire());
        await(condition.waitUntilNotified());
        log.add(name);
        return completed();
    }

    @Async
    Coroutine<Void> waitsAndReleases(String name) {
        await(waits(name));
        lock.release();
        return completed();
    }

    @Async
    Coroutine<Void> notifies(int count) {
        await(lock.acquire());
        condition.notifyMany(count);
        lock.release();
        await(yieldNow());
        return completed();
    }

    @Ported("test_wait")
    void notifiedWaiters_getTheLockOneByOne() {
        run(() -> {
            createTask(waits("1"));
            createTask(waits("2"));
            createTask(waits("3"));
            await(yieldNow());
            assertThat(lock.isLocked()).isFalse();
            await(lock.acquire());
            condition.notifyOne();
            await(yieldNow());
            assertThat(log).isEmpty();
            lock.release();
            await(yieldNow());
            assertThat(log).containsExactly("1");
            assertThat(lock.isLocked()).isTrue();
            condition.notifyMany(2);
            await(yieldNow());
            assertThat(log).containsExactly("1");
            lock.release();
            await(yieldNow());
            assertThat(log).containsExactly("1", "2");
            lock.release();
            await(yieldNow());
            assertThat(log).containsExactly("1", "2", "3");
            return completed();
        });
    }

    @Ported("test_wait_cancel")
    void cancelledWait_hasTheLockAgain() {
        run(() -> {
            await(lock.acquire());
            Task<Void> task = createTask(condition.waitUntilNotified());
            EventLoop.running().callSoon(task::cancel);
            assertThat(await(failureOf(task))).isInstanceOf(CancelledError.class);
            assertThat(lock.isLocked()).isTrue();
            return completed();
        });
    }

    @Ported("test_wait_cancel_contested")
    void waitThatIsCancelledWhileTheLockIsHeld_hasTheLockAfterwards() {
        run(() -> {
            await(lock.acquire());
            Task<Void> task = createTask(condition.waitUntilNotified());
            await(yieldNow());
            assertThat(lock.isLocked()).isFalse();
            await(lock.acquire());
            condition.notifyOne();
            EventLoop.running().callSoon(task::cancel);
            EventLoop.running().callSoon(lock::release);
            await(waitUntil(ReturnWhen.ALL_COMPLETED, List.of(task)));
            assertThat(lock.isLocked()).isTrue();
            return completed();
        });
    }

    @Ported("test_wait_cancel_after_notify")
    void waiterThatIsCancelledWhileItAcquiresTheLockAgain_isCancelled() {
        run(() -> {
            Task<Void> waiter = createTask(waitsAndReleases("not reached"));
            await(yieldNow());
            await(lock.acquire());
            condition.notifyOne();
            await(yieldNow());
            waiter.cancel();
            await(yieldNow());
            lock.release();
            await(yieldNow());
            assertThat(waiter.isCancelled()).isTrue();
            assertThat(log).isEmpty();
            return completed();
        });
    }

    @Ported({"test_wait_unacquired", "test_wait_for_unacquired", "test_notify_unacquired", "test_notify_all_unacquired"
    })
    void waitAndNotify_withoutTheLock_areRefused() {
        run(() -> {
            assertThat(await(failureOf(condition.waitUntilNotified()))).isInstanceOf(IllegalStateException.class);
            assertThat(await(failureOf(condition.waitUntil(() -> false)))).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(condition::notifyOne).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(condition::notifyEveryone).isInstanceOf(IllegalStateException.class);
            return completed();
        });
    }

    @Async
    Coroutine<Void> waitsForTheState(int wanted) {
        await(lock.acquire());
        await(condition.waitUntil(() -> state == wanted));
        log.add("state " + state);
        lock.release();
        return completed();
    }

    @Ported("test_wait_for")
    void waitUntil_goesOnWaitingUntilItsPredicateHolds() {
        run(() -> {
            Task<Void> task = createTask(waitsForTheState(1));
            await(yieldNow());
            await(notifies(1));
            assertThat(log).isEmpty();
            state = 1;
            await(notifies(1));
            assertThat(log).containsExactly("state 1");
            assertThat(task.isDone()).isTrue();
            return completed();
        });
    }

    @Ported("test_notify")
    void notifyMany_wakesSoManyInOrder() {
        run(() -> {
            createTask(waitsAndReleases("1"));
            createTask(waitsAndReleases("2"));
            Task<Void> last = createTask(waitsAndReleases("3"));
            await(yieldNow());
            await(notifies(1));
            assertThat(log).containsExactly("1");
            await(notifies(2048));
            await(last);
            assertThat(log).containsExactly("1", "2", "3");
            return completed();
        });
    }

    @Ported("test_notify_all")
    void notifyEveryone_wakesAllInOrder() {
        run(() -> {
            createTask(waitsAndReleases("1"));
            Task<Void> last = createTask(waitsAndReleases("2"));
            await(yieldNow());
            await(lock.acquire());
            condition.notifyEveryone();
            lock.release();
            await(last);
            assertThat(log).containsExactly("1", "2");
            return completed();
        });
    }

    @Ported("test_timeout_in_block")
    void waitThatIsGivenUp_isATimeout() {
        run(() -> {
            await(lock.acquire());
            Throwable thrown = await(failureOf(waitFor(condition.waitUntilNotified(), millis(500))));
            assertThat(thrown).isInstanceOf(TimeoutException.class);
            assertThat(lock.isLocked()).isTrue();
            return completed();
        });
    }

    @Ported("test_cancelled_error_wakeup")
    void cancelOfAWaiter_keepsItsMessage() {
        run(() -> {
            Task<Void> task = createTask(waitsForTheState(1));
            await(yieldNow());
            task.cancel("foo");
            assertThat(await(failureOf(task)))
                    .isInstanceOf(CancelledError.class)
                    .hasMessage("foo");
            return completed();
        });
    }

    @Ported("test_cancelled_error_re_aquire")
    void cancelOfAWaiterThatAcquiresTheLockAgain_keepsItsMessage() {
        run(() -> {
            Task<Void> task = createTask(waits("not reached"));
            await(yieldNow());
            await(lock.acquire());
            condition.notifyOne();
            await(yieldNow());
            task.cancel("foo");
            lock.release();
            assertThat(await(failureOf(task)))
                    .isInstanceOf(CancelledError.class)
                    .hasMessage("foo");
            return completed();
        });
    }

    /** Takes one item whenever the state counts some, until it is negative. */
    @Async
    Coroutine<Void> consumes() {
        await(lock.acquire());
        try {
            while (true) {
                await(condition.waitUntil(() -> state != 0));
                if (state < 0) {
                    return completed();
                }
                state--;
            }
        } finally {
            lock.release();
        }
    }

    @Async
    Coroutine<Void> cancelsTheNotified(boolean whileItAcquires) throws TimeoutException {
        Task<Void> first = createTask(consumes());
        Task<Void> second = createTask(consumes());
        await(yieldNow());
        await(lock.acquire());
        state++;
        condition.notifyOne();
        if (whileItAcquires) {
            await(yieldNow());
        }
        first.cancel();
        Throwable thrown = await(failureOf(waitFor(condition.waitUntil(() -> state == 0), millis(10))));
        assertThat(thrown).isInstanceOf(TimeoutException.class);
        assertThat(state).isZero();
        state = -1;
        condition.notifyEveryone();
        lock.release();
        await(second);
        return completed();
    }

    @Ported("test_cancelled_wakeup")
    void waiterThatIsNotifiedAndCancelled_passesTheNotificationOn() {
        run(() -> cancelsTheNotified(false));
    }

    @Ported("test_cancelled_wakeup_relock")
    void waiterThatIsCancelledOnItsWayToTheLock_passesTheNotificationOn() {
        run(() -> cancelsTheNotified(true));
    }
}
