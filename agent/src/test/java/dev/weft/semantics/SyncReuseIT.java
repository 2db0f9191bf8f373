package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.sync.CapacityLimiter;
import dev.weft.sync.Channel;
import dev.weft.sync.Event;
import dev.weft.sync.Lock;
import dev.weft.sync.Permit;
import dev.weft.sync.Queue;
import dev.weft.sync.Semaphore;
import dev.weft.testing.TestLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rule 8 for locks and queues, whose coroutines are used again inside: one that the program keeps stays used. */
class SyncReuseIT {
    private final TestLoop loop = new TestLoop();

    @AfterEach
    void close() {
        loop.close();
    }

    private interface Acquiring {
        Coroutine<Permit> acquire();
    }

    private interface Waiting {
        Coroutine<?> again();
    }

    @Async
    private static Coroutine<Void> refuses(Coroutine<?> kept) {
        try {
            await(kept);
            fail("awaited twice");
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("cannot reuse already awaited coroutine");
        }
        return completed();
    }

    @Async
    private static Coroutine<Void> keepsAPermit(Acquiring gate, Coroutine<Permit> kept, Coroutine<Permit> other) {
        await(kept).close();
        await(other).close();
        await(refuses(kept));
        await(refuses(other));
        await(gate.acquire()).close();
        await(refuses(kept));
        return completed();
    }

    @Test
    void acquire_thatIsKept_isNotUsedAgain() {
        Lock lock = new Lock();
        Semaphore semaphore = new Semaphore(2);
        CapacityLimiter limiter = new CapacityLimiter(2);
        loop.run(keepsAPermit(lock::acquire, lock.acquire(), lock.acquire()));
        loop.run(keepsAPermit(semaphore::acquire, semaphore.acquire(), semaphore.acquire()));
        loop.run(keepsAPermit(limiter::acquire, limiter.acquire(), limiter.acquire()));
    }

    @Async
    private static Coroutine<Void> keeps(Waiting call) {
        Coroutine<?> kept = call.again();
        await(kept);
        Coroutine<?> other = call.again();
        await(refuses(kept));
        await(other);
        return completed();
    }

    @Async
    private static Coroutine<Void> keepsALock(Lock lock) {
        Coroutine<Permit> kept = lock.acquire();
        await(kept).close();
        await(lock.acquire()).close(); // this one is used again
        Coroutine<Permit> next = lock.acquire();
        assertThat(next).isNotSameAs(kept);
        await(refuses(kept));
        await(next).close();
        return completed();
    }

    @Test
    void call_thatIsKept_isNotUsedAgain() {
        Event event = new Event();
        event.set();
        Queue<String> queue = new Queue<>();
        Channel<String> channel = Channel.bounded(10);
        loop.run(keepsALock(new Lock()));
        loop.run(keeps(event::waitUntilSet));
        loop.run(keeps(() -> queue.put("value")));
        loop.run(keeps(queue::get));
        loop.run(keeps(() -> channel.send("value")));
        loop.run(keeps(channel::receive));
        loop.run(keeps(() -> channel.send("value")));
        loop.run(keeps(channel::receiveOrNull));
    }
}
