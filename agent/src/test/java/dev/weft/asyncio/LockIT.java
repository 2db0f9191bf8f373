package dev.weft.asyncio;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gatherSettled;
import static dev.weft.Weft.waitFor;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Outcome;
import dev.weft.Task;
import dev.weft.sync.BoundedSemaphore;
import dev.weft.sync.Event;
import dev.weft.sync.Lock;
import dev.weft.sync.Permit;
import dev.weft.sync.Semaphore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Locks, events and semaphores. */
class LockIT extends AsyncioCase {
    @Nested
    @PortOf("test_locks.LockTests")
    class Locks {
        @Async
        Coroutine<Void> acquires(Lock lock, String name) {
            await(lock.acquire());
            log.add(name);
            return completed();
        }

        @Async
        Coroutine<Void> holds(Lock lock, Future<Void> until) {
            try (Permit permit = await(lock.acquire())) {
                await(until);
                log.add("held " + (permit != null));
            }
            return completed();
        }

        @Ported("test_lock")
        void lock_isLockedFromAcquireToRelease() {
            run(() -> {
                Lock lock = new Lock();
                assertThat(lock.isLocked()).isFalse();
                await(lock.acquire());
                assertThat(lock.isLocked()).isTrue();
                lock.release();
                assertThat(lock.isLocked()).isFalse();
                return completed();
            });
        }

        @Ported({"test_context_manager", "test_lock_by_with_statement"})
        void permit_inATry_isGivenBackAtItsEnd() {
            run(() -> {
                Lock lock = new Lock();
                try (Permit permit = await(lock.acquire())) {
                    assertThat(permit).isNotNull();
                    assertThat(lock.isLocked()).isTrue();
                }
                assertThat(lock.isLocked()).isFalse();
                return completed();
            });
        }

        @Ported("test_acquire")
        void waiters_acquireOneByOneInOrder() {
            run(() -> {
                Lock lock = new Lock();
                await(lock.acquire());
                createTask(acquires(lock, "1"));
                createTask(acquires(lock, "2"));
                await(yieldNow());
                assertThat(log).isEmpty();
                lock.release();
                await(yieldNow());
                assertThat(log).containsExactly("1");
                await(yieldNow());
                createTask(acquires(lock, "3"));
                lock.release();
                await(yieldNow());
                assertThat(log).containsExactly("1", "2");
                lock.release();
                await(yieldNow());
                assertThat(log).containsExactly("1", "2", "3");
                return completed();
            });
        }

        @Ported("test_acquire_cancel")
        void cancelledAcquire_leavesNoWaiter() {
            run(() -> {
                Lock lock = new Lock();
                await(lock.acquire());
                Task<Permit> task = createTask(lock.acquire());
                EventLoop.running().callSoon(task::cancel);
                assertThat(await(failureOf(task))).isInstanceOf(CancelledError.class);
                lock.release();
                assertThat(lock.isLocked()).isFalse();
                return completed();
            });
        }

        @Ported("test_cancel_race")
        void cancelOfTheFirstWaiter_inTheTurnOfARelease_wakesTheSecond() {
            run(() -> {
                Lock lock = new Lock();
                Future<Void> until = newFuture();
                Future<Void> done = newFuture();
                done.setResult(null);
                Task<Void> a = createTask(holds(lock, until));
                Task<Void> b = createTask(holds(lock, done));
                Task<Void> c = createTask(holds(lock, done));
                await(yieldNow());
                until.setResult(null);
                b.cancel();
                await(a);
                await(c);
                assertThat(b.isCancelled()).isTrue();
                assertThat(lock.isLocked()).isFalse();
                return completed();
            });
        }

        @Ported("test_cancel_release_race")
        void cancelAndRelease_inOneCallback_giveTheLockToOneOnly() {
            run(() -> {
                Lock lock = new Lock();
                await(lock.acquire());
                Task<Void> first = createTask(acquires(lock, "1"));
                Task<Void> second = createTask(acquires(lock, "2"));
                Task<Void> third = createTask(acquires(lock, "3"));
                await(yieldNow());
                EventLoop.running().callSoon(() -> {
                    first.cancel();
                    lock.release();
                });
                assertThat(await(failureOf(first))).isInstanceOf(CancelledError.class);
                assertThat(second.isDone()).isTrue();
                assertThat(log).containsExactly("2");
                third.cancel();
                await(yieldNow());
                assertThat(third.isCancelled()).isTrue();
                return completed();
            });
        }

        @Ported("test_finished_waiter_cancelled")
        void waiterThatIsCancelledBeforeTheRelease_doesNotHoldUpTheNext() {
            run(() -> {
                Lock lock = new Lock();
                await(lock.acquire());
                Task<Permit> first = createTask(lock.acquire());
                await(yieldNow());
                Task<Permit> second = createTask(lock.acquire());
                first.cancel();
                lock.release();
                await(yieldNow());
                assertThat(lock.isLocked()).isTrue();
                assertThat(first.isCancelled()).isTrue();
                await(second);
                return completed();
            });
        }

        @Ported("test_release_not_acquired")
        void release_ofAFreeLock_isRefused() {
            run(() -> {
                assertThatThrownBy(new Lock()::release).isInstanceOf(IllegalStateException.class);
                return completed();
            });
        }

        @Ported("test_release_no_waiters")
        void release_withoutWaiters_freesTheLock() {
            run(() -> {
                Lock lock = new Lock();
                await(lock.acquire());
                lock.release();
                assertThat(lock.isLocked()).isFalse();
                return completed();
            });
        }
    }

    @Nested
    @PortOf("test_locks.EventTests")
    class Events {
        @Async
        Coroutine<Void> waits(Event event, String name) {
            await(event.waitUntilSet());
            log.add(name);
            return completed();
        }

        @Ported("test_wait")
        void set_wakesAllWaitersInOrder() {
            run(() -> {
                Event event = new Event();
                assertThat(event.isSet()).isFalse();
                createTask(waits(event, "1"));
                createTask(waits(event, "2"));
                Task<Void> last = createTask(waits(event, "3"));
                await(yieldNow());
                assertThat(log).isEmpty();
                event.set();
                await(last);
                assertThat(log).containsExactly("1", "2", "3");
                return completed();
            });
        }

        @Ported("test_wait_on_set")
        void wait_forASetEvent_takesNoTurn() {
            run(() -> {
                Event event = new Event();
                event.set();
                EventLoop.running().callSoon(logs("a turn"));
                await(event.waitUntilSet());
                assertThat(log).isEmpty();
                return completed();
            });
        }

        @Ported("test_wait_cancel")
        void cancelledWait_isCancelled() {
            run(() -> {
                Task<Void> task = createTask(new Event().waitUntilSet());
                EventLoop.running().callSoon(task::cancel);
                assertThat(await(failureOf(task))).isInstanceOf(CancelledError.class);
                return completed();
            });
        }

        @Ported("test_clear")
        void clear_makesTheNextWaitWait() {
            run(() -> {
                Event event = new Event();
                event.set();
                assertThat(event.isSet()).isTrue();
                event.clear();
                assertThat(event.isSet()).isFalse();
                Task<Void> task = createTask(event.waitUntilSet());
                await(yieldNow());
                assertThat(task.isDone()).isFalse();
                return completed();
            });
        }

        @Ported("test_clear_with_waiters")
        void clear_afterASet_doesNotTakeTheWakeUpBack() {
            run(() -> {
                Event event = new Event();
                Task<Void> task = createTask(waits(event, "woken"));
                await(yieldNow());
                event.set();
                event.clear();
                assertThat(event.isSet()).isFalse();
                await(yieldNow());
                assertThat(log).containsExactly("woken");
                assertThat(task.isDone()).isTrue();
                return completed();
            });
        }
    }

    @Nested
    @PortOf("test_locks.SemaphoreTests")
    class Semaphores {
        @Async
        Coroutine<Void> acquires(Semaphore semaphore, String name) {
            await(semaphore.acquire());
            log.add(name);
            return completed();
        }

        @Ported("test_initial_value_zero")
        void semaphoreOfZero_isLocked() {
            assertThat(new Semaphore(0).isLocked()).isTrue();
        }

        @Ported("test_semaphore_value")
        void semaphoreOfLessThanZero_isRefused() {
            assertThatThrownBy(() -> new Semaphore(-1)).isInstanceOf(IllegalArgumentException.class);
        }

        @Ported({"test_semaphore", "test_release_no_waiters"})
        void semaphore_isLockedFromItsLastAcquireToARelease() {
            run(() -> {
                Semaphore semaphore = new Semaphore(1);
                assertThat(semaphore.isLocked()).isFalse();
                await(semaphore.acquire());
                assertThat(semaphore.isLocked()).isTrue();
                semaphore.release();
                assertThat(semaphore.isLocked()).isFalse();
                return completed();
            });
        }

        @Ported({"test_acquire", "test_acquire_fifo_order"})
        void waiters_acquireInOrder() {
            run(() -> {
                Semaphore semaphore = new Semaphore(3);
                await(semaphore.acquire());
                await(semaphore.acquire());
                assertThat(semaphore.isLocked()).isFalse();
                for (String name : List.of("1", "2", "3")) {
                    createTask(acquires(semaphore, name));
                }
                await(yieldNow());
                assertThat(log).containsExactly("1");
                assertThat(semaphore.isLocked()).isTrue();
                Task<Void> last = createTask(acquires(semaphore, "4"));
                semaphore.release();
                semaphore.release();
                await(yieldNow());
                assertThat(log).containsExactly("1", "2", "3");
                semaphore.release();
                await(last);
                return completed();
            });
        }

        @Ported("test_acquire_cancel")
        void cancelledAcquire_isCancelled() {
            run(() -> {
                Semaphore semaphore = new Semaphore(1);
                await(semaphore.acquire());
                Task<Permit> task = createTask(semaphore.acquire());
                EventLoop.running().callSoon(task::cancel);
                assertThat(await(failureOf(task))).isInstanceOf(CancelledError.class);
                return completed();
            });
        }

        @Ported({"test_acquire_cancel_before_awoken", "test_acquire_hang"})
        void release_afterTheFirstWaitersWereCancelled_wakesTheNextOnly() {
            run(() -> {
                Semaphore semaphore = new Semaphore(0);
                Task<Permit> first = createTask(semaphore.acquire());
                Task<Permit> second = createTask(semaphore.acquire());
                Task<Permit> third = createTask(semaphore.acquire());
                Task<Permit> fourth = createTask(semaphore.acquire());
                await(yieldNow());
                first.cancel();
                second.cancel();
                semaphore.release();
                await(yieldNow());
                await(yieldNow());
                assertThat(third.isDone()).isTrue();
                assertThat(fourth.isDone()).isFalse();
                return completed();
            });
        }

        @Async
        static Coroutine<Void> holdsAndCancels(Semaphore semaphore, List<Task<?>> other) {
            try (Permit permit = await(semaphore.acquire())) {
                assertThat(permit).isNotNull();
                await(yieldNow());
            }
            other.get(0).cancel();
            return completed();
        }

        @Ported("test_acquire_no_hang")
        void waiterThatIsWokenAndCancelled_leavesThePermitToTheNext() {
            run(() -> {
                Semaphore semaphore = new Semaphore(1);
                List<Task<?>> other = new ArrayList<>();
                Task<Void> first = createTask(holdsAndCancels(semaphore, other));
                Task<Void> second = createTask(acquires(semaphore, "not reached"));
                other.add(second);
                List<Outcome<Void>> outcomes = await(gatherSettled(List.of(first, second)));
                assertThat(outcomes.get(0)).isInstanceOf(Outcome.Value.class);
                assertThat(second.isCancelled()).isTrue();
                await(waitFor(semaphore.acquire(), seconds(1)));
                return completed();
            });
        }

        @Ported("test_release_not_acquired")
        void release_ofABoundedSemaphoreThatIsFree_isRefused() {
            run(() -> {
                assertThatThrownBy(new BoundedSemaphore(1)::release).isInstanceOf(IllegalStateException.class);
                return completed();
            });
        }

        @Async
        Coroutine<Void> acquiresTwice(Semaphore semaphore) {
            await(semaphore.acquire());
            log.add("2");
            semaphore.release();
            await(semaphore.acquire());
            log.add("4");
            return completed();
        }

        @Ported("test_acquire_fifo_order_2")
        void waiterThatReleasesAndAcquiresAgain_isBehindTheOthers() {
            run(() -> {
                Semaphore semaphore = new Semaphore(1);
                createTask(acquires(semaphore, "1"));
                Task<Void> twice = createTask(acquiresTwice(semaphore));
                createTask(acquires(semaphore, "3"));
                await(yieldNow());
                semaphore.release();
                semaphore.release();
                await(twice);
                assertThat(log).containsExactly("1", "2", "3", "4");
                return completed();
            });
        }

        @Async
        Coroutine<Void> acquiresAfterAYield(Semaphore semaphore, String name) {
            await(yieldNow());
            await(semaphore.acquire());
            log.add(name);
            return completed();
        }

        @Ported("test_acquire_fifo_order_3")
        void newcomer_whileAWaiterIsWoken_isBehindIt() {
            run(() -> {
                Semaphore semaphore = new Semaphore(0);
                createTask(acquires(semaphore, "1"));
                createTask(acquiresAfterAYield(semaphore, "2"));
                await(yieldNow());
                semaphore.release();
                semaphore.release();
                await(yieldNow());
                await(yieldNow());
                assertThat(log).containsExactly("1", "2");
                return completed();
            });
        }

        @Async
        Coroutine<Void> acquiresAndStarts(Semaphore semaphore) {
            await(semaphore.acquire());
            createTask(() -> completed(log.add("4")));
            log.add("1");
            return completed();
        }

        @Async
        Coroutine<Void> releasesThreeAndAcquires(Semaphore semaphore) {
            for (int i = 0; i < 3; i++) {
                semaphore.release();
            }
            assertThat(semaphore.isLocked()).isTrue();
            return acquires(semaphore, "2");
        }

        @Ported("test_acquire_fifo_order_4")
        void severalReleases_wakeSeveralWaitersBeforeATaskThatOneOfThemStarts() {
            run(() -> {
                Semaphore semaphore = new Semaphore(0);
                createTask(acquiresAndStarts(semaphore));
                createTask(releasesThreeAndAcquires(semaphore));
                createTask(acquires(semaphore, "3"));
                await(yieldNow());
                await(yieldNow());
                await(yieldNow());
                assertThat(log).containsExactly("1", "2", "3", "4");
                return completed();
            });
        }
    }
}
