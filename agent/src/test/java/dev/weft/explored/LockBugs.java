package dev.weft.explored;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.gatherSettled;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.TaskOptions;
import dev.weft.sync.Event;
import dev.weft.sync.Lock;
import dev.weft.sync.Permit;
import dev.weft.testing.Scenario;
import dev.weft.testing.ScheduleFailure.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Bugs of locks and wake-ups.
 *
 * <ul>
 *   <li>{@link WokenAndCancelled}: <a href="https://github.com/python/cpython/pull/1031">python/cpython#1031</a>
 *   <li>{@link Overtaken}: <a href="https://github.com/aio-libs/aiohttp/issues/4936">aio-libs/aiohttp#4936</a>
 *   <li>{@link SignalTooEarly}: <a href="https://github.com/modelcontextprotocol/python-sdk/issues/2535">modelcontextprotocol/python-sdk#2535</a>
 * </ul>
 */
@SuppressWarnings("try") // permits are there to be closed
final class LockBugs {
    private LockBugs() {}

    static List<KnownBug> all() {
        return List.of(
                new KnownBug(
                        "two locks, taken crosswise",
                        Kind.STALLED,
                        "waits for Lock B held by right",
                        KnownBug.LATE_TIMERS,
                        Crosswise::new),
                new KnownBug(
                        "bpo-27585: the wake-up of a cancelled waiter is lost",
                        Kind.STALLED,
                        "nothing can wake the loop",
                        KnownBug.ANY_CANCELLED,
                        WokenAndCancelled::new),
                new KnownBug(
                        "aiohttp#4936: a newcomer overtakes the one that was woken",
                        Kind.THROWN,
                        "2 connections are open, 1 is allowed",
                        KnownBug.ORDER,
                        Overtaken::new),
                new KnownBug(
                        "modelcontextprotocol/python-sdk#2535: a signal between the check and the wait",
                        Kind.STALLED,
                        "waits for Event news",
                        KnownBug.ORDER,
                        SignalTooEarly::new));
    }

    static final class Crosswise implements Scenario {
        private final Lock a = new Lock("A");
        private final Lock b = new Lock("B");
        private final boolean mended;

        Crosswise(boolean mended) {
            this.mended = mended;
        }

        @Async
        private Coroutine<Void> transferAt(int millis, Lock from, Lock to) {
            await(sleep(Duration.ofMillis(millis)));
            try (Permit first = await(from.acquire())) {
                await(yieldNow());
                try (Permit second = await(to.acquire())) {
                    await(yieldNow());
                }
            }
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> body() {
            await(gather(
                    createTask(transferAt(1, a, b), TaskOptions.defaults().named("left")),
                    createTask(
                            transferAt(6, mended ? a : b, mended ? b : a),
                            TaskOptions.defaults().named("right"))));
            return completed();
        }
    }

    /** asyncio's lock before 3.6.2: a waiter that is cancelled after it was woken wakes nobody else. */
    static final class WokenAndCancelled implements Scenario {
        private final ArrayDeque<Future<Void>> waiters = new ArrayDeque<>();
        private final boolean mended;
        private boolean locked;

        WokenAndCancelled(boolean mended) {
            this.mended = mended;
        }

        @Async
        private Coroutine<Void> acquire() {
            if (locked || !waiters.isEmpty()) {
                Future<Void> turn = EventLoop.running().createFuture();
                waiters.add(turn);
                try {
                    await(turn);
                } catch (CancelledError e) {
                    waiters.remove(turn);
                    if (mended && !locked) {
                        wakeFirst();
                    }
                    throw e;
                }
                waiters.remove(turn);
            }
            locked = true;
            return completed();
        }

        private void release() {
            locked = false;
            wakeFirst();
        }

        private void wakeFirst() {
            Future<Void> first = waiters.peek();
            if (first != null && !first.isDone()) {
                first.setResult(null);
            }
        }

        @Async
        private Coroutine<Void> section() {
            await(acquire());
            try {
                await(yieldNow());
            } finally {
                release();
            }
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> body() {
            await(gatherSettled(List.of(section(), section(), section())));
            return completed();
        }
    }

    /** A pool of one connection, whose waiter takes the free one without another look. */
    static final class Overtaken implements Scenario {
        private final ArrayDeque<Future<Void>> waiters = new ArrayDeque<>();
        private final boolean mended;
        private int open;

        Overtaken(boolean mended) {
            this.mended = mended;
        }

        @Async
        private Coroutine<Void> connect() {
            while (open > 0) {
                Future<Void> free = EventLoop.running().createFuture();
                waiters.add(free);
                await(free);
                if (!mended) {
                    break;
                }
            }
            if (++open > 1) {
                throw new IllegalStateException(open + " connections are open, 1 is allowed");
            }
            return completed();
        }

        private void release() {
            open--;
            Future<Void> next = waiters.poll();
            if (next != null) {
                next.setResult(null);
            }
        }

        @Async
        private Coroutine<Void> request(int turnsBefore) {
            for (int i = 0; i < turnsBefore; i++) {
                await(yieldNow());
            }
            await(connect());
            await(yieldNow());
            release();
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> body() {
            await(gather(request(0), request(0), request(2)));
            return completed();
        }
    }

    static final class SignalTooEarly implements Scenario {
        private final Event news = new Event("news");
        private final boolean mended;
        private boolean changed;

        SignalTooEarly(boolean mended) {
            this.mended = mended;
        }

        @Async
        private Coroutine<Void> waitForChange() {
            if (mended) {
                news.clear();
            }
            if (!changed) {
                await(log("nothing yet"));
                if (!mended) {
                    news.clear();
                }
                await(news.waitUntilSet());
            }
            return completed();
        }

        @Async
        @SuppressWarnings("UnusedVariable") // where it would be written to makes no difference
        private Coroutine<Void> log(String text) {
            await(yieldNow());
            return completed();
        }

        @Async
        private Coroutine<Void> change() {
            await(yieldNow());
            await(yieldNow());
            changed = true;
            news.set();
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> body() {
            await(gather(change(), waitForChange()));
            return completed();
        }
    }
}
