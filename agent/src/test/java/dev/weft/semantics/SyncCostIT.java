package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.sync.Event;
import dev.weft.sync.LifoQueue;
import dev.weft.sync.Lock;
import dev.weft.sync.Permit;
import dev.weft.sync.PriorityQueue;
import dev.weft.sync.Queue;
import dev.weft.sync.Semaphore;
import dev.weft.testing.TestLoop;
import org.junit.jupiter.api.Test;

/** Rule 4, as bytes: what need not wait at a lock or a queue allocates a permit, or nothing. */
class SyncCostIT {
    private static final long TIMES = 10_000;
    private static final long PERMIT_OF_A_LOCK = 24;
    private static final long PERMIT_OF_A_SEMAPHORE = 32;

    private interface Use {
        Coroutine<Void> times(long n);
    }

    private static long bytesPer(Use use) {
        try (TestLoop loop = new TestLoop()) {
            return AllocatedBytes.perCall(n -> loop.run(use.times(n)), TIMES);
        }
    }

    @Async
    private static Coroutine<Void> acquire(Lock lock, long times) {
        for (long i = 0; i < times; i++) {
            Permit permit = await(lock.acquire());
            permit.close();
        }
        return completed();
    }

    @Test
    void acquire_ofAFreeLock_allocatesItsPermit() {
        Lock lock = new Lock();
        assertThat(bytesPer(n -> acquire(lock, n))).isLessThanOrEqualTo(PERMIT_OF_A_LOCK);
    }

    @Async
    private static Coroutine<Void> acquire(Semaphore semaphore, long times) {
        for (long i = 0; i < times; i++) {
            Permit permit = await(semaphore.acquire());
            permit.close();
        }
        return completed();
    }

    @Test
    void acquire_ofAFreeSemaphore_allocatesItsPermit() {
        Semaphore semaphore = new Semaphore(2);
        assertThat(bytesPer(n -> acquire(semaphore, n))).isLessThanOrEqualTo(PERMIT_OF_A_SEMAPHORE);
    }

    @Async
    private static Coroutine<Void> putAndGet(Queue<String> queue, long times) {
        for (long i = 0; i < times; i++) {
            await(queue.put("value"));
            await(queue.put("another"));
            await(queue.get());
            await(queue.get());
        }
        return completed();
    }

    @Test
    void putAndGet_thatNeedNotWait_allocateNothing() {
        Queue<String> fifo = new Queue<>(2);
        Queue<String> lifo = new LifoQueue<>(2);
        Queue<String> least = new PriorityQueue<>(2);
        assertThat(bytesPer(n -> putAndGet(fifo, n))).isZero();
        assertThat(bytesPer(n -> putAndGet(lifo, n))).isZero();
        assertThat(bytesPer(n -> putAndGet(least, n))).isZero();
    }

    @Async
    private static Coroutine<Void> pass(Event event, long times) {
        for (long i = 0; i < times; i++) {
            await(event.waitUntilSet());
        }
        return completed();
    }

    @Test
    void wait_forASetEvent_allocatesNothing() {
        Event event = new Event();
        event.set();
        assertThat(bytesPer(n -> pass(event, n))).isZero();
    }
}
