package dev.weft.explored;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.gatherSettled;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.waitFor;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import dev.weft.sync.Event;
import dev.weft.testing.Scenario;
import dev.weft.testing.ScheduleFailure.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Bugs of those who wait: for a turn, for news, for a value that another one computes.
 *
 * <ul>
 *   <li>{@link TwoWriters}: <a href="https://github.com/aio-libs/aiorwlock/issues/235">aio-libs/aiorwlock#235</a>
 *   <li>{@link KeptWakeUp}: <a href="https://github.com/python/asyncio/issues/270">python/asyncio#270</a>
 *   <li>{@link ReplacedEvent}: <a href="https://github.com/modelcontextprotocol/python-sdk/issues/2535">modelcontextprotocol/python-sdk#2535</a>
 *   <li>{@link ClearedSignal}: <a href="https://github.com/pipecat-ai/pipecat/issues/3402">pipecat-ai/pipecat#3402</a>
 *   <li>{@link Stampede}: <a href="https://github.com/moleculerjs/moleculer/issues/489">moleculerjs/moleculer#489</a>
 *   <li>{@link AnsweredAfterCancel}: <a href="https://github.com/aio-libs/aiohttp/pull/4200">aio-libs/aiohttp#4200</a>
 * </ul>
 */
final class WaiterBugs {
    private WaiterBugs() {}

    static List<KnownBug> all() {
        return List.of(
                new KnownBug(
                        "aiorwlock#235: the lock is free until the writer that was woken has run",
                        Kind.THROWN,
                        "2 writers hold the lock",
                        KnownBug.ORDER,
                        TwoWriters::new),
                new KnownBug(
                        "python/asyncio#270: a cancelled waiter of a semaphore keeps its wake-up",
                        Kind.STALLED,
                        "nothing can wake the loop",
                        KnownBug.ANY_CANCELLED,
                        KeptWakeUp::new),
                new KnownBug(
                        "modelcontextprotocol/python-sdk#2535: a second waiter replaces the event of the first",
                        Kind.STALLED,
                        "waits for Event news",
                        KnownBug.ORDER,
                        ReplacedEvent::new),
                new KnownBug(
                        "pipecat#3402: a signal that comes during the callback is cleared",
                        Kind.STALLED,
                        "waits for Event activity",
                        KnownBug.LATE_TIMERS,
                        ClearedSignal::new),
                new KnownBug(
                        "moleculer#489: a value is computed once for each caller",
                        Kind.THROWN,
                        "2 computations",
                        KnownBug.ORDER,
                        Stampede::new),
                new KnownBug(
                        "aiohttp#4200: a waiter that was cancelled is answered",
                        Kind.THROWN,
                        "setResult on Future@2 cancelled",
                        KnownBug.MAIN_CANCELLED,
                        AnsweredAfterCancel::new));
    }

    @Async
    private static Coroutine<Void> turns(int count) {
        for (int i = 0; i < count; i++) {
            await(yieldNow());
        }
        return completed();
    }

    /** A lock that is marked as held by the task that gets it, instead of by the one that hands it on. */
    static final class TwoWriters implements Scenario {
        private final ArrayDeque<Future<Void>> waiters = new ArrayDeque<>();
        private final boolean mended;
        private boolean held;
        private int writers;

        TwoWriters(boolean mended) {
            this.mended = mended;
        }

        @Async
        private Coroutine<Void> acquire() {
            if (held) {
                Future<Void> turn = EventLoop.running().createFuture();
                waiters.add(turn);
                await(turn);
            }
            held = true;
            return completed();
        }

        private void release() {
            Future<Void> next = waiters.poll();
            held = mended && next != null;
            if (next != null) {
                next.setResult(null);
            }
        }

        @Async
        private Coroutine<Void> write(int turnsBefore) {
            await(turns(turnsBefore));
            await(acquire());
            if (++writers > 1) {
                throw new IllegalStateException(writers + " writers hold the lock");
            }
            await(yieldNow());
            writers--;
            release();
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> body() {
            await(gather(write(0), write(0), write(2)));
            return completed();
        }
    }

    /** A semaphore whose waiter is woken, and cancelled before it takes its permit. */
    static final class KeptWakeUp implements Scenario {
        private final ArrayDeque<Future<Void>> waiters = new ArrayDeque<>();
        private final boolean mended;
        private int permits = 1;

        KeptWakeUp(boolean mended) {
            this.mended = mended;
        }

        @Async
        private Coroutine<Void> acquire() {
            while (permits == 0) {
                Future<Void> turn = EventLoop.running().createFuture();
                waiters.add(turn);
                try {
                    await(turn);
                } catch (CancelledError e) {
                    waiters.remove(turn);
                    if (mended && permits > 0) {
                        wakeNext();
                    }
                    throw e;
                }
            }
            permits--;
            return completed();
        }

        private void wakeNext() {
            for (Future<Void> next = waiters.poll(); next != null; next = waiters.poll()) {
                if (!next.isDone()) {
                    next.setResult(null);
                    return;
                }
            }
        }

        @Async
        private Coroutine<Void> section() {
            await(acquire());
            try {
                await(yieldNow());
            } finally {
                permits++;
                wakeNext();
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

    /** A store that makes a new event for each that waits, and sets the latest. */
    static final class ReplacedEvent implements Scenario {
        private final boolean mended;
        private @Nullable Event news;
        private boolean updated;

        ReplacedEvent(boolean mended) {
            this.mended = mended;
        }

        @Async
        private Coroutine<Void> waitForUpdate(int turnsBefore) {
            await(turns(turnsBefore));
            if (!updated) {
                Event own = mended && news != null ? news : new Event("news");
                news = own;
                await(own.waitUntilSet());
            }
            return completed();
        }

        @Async
        private Coroutine<Void> update() {
            await(yieldNow());
            updated = true;
            if (news != null) {
                news.set();
            }
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> body() {
            await(gather(waitForUpdate(0), update(), waitForUpdate(1)));
            return completed();
        }
    }

    /** A watch for idle users that clears the signal in any case, also when it has not seen it. */
    static final class ClearedSignal implements Scenario {
        private final Event activity = new Event("activity");
        private final boolean mended;

        ClearedSignal(boolean mended) {
            this.mended = mended;
        }

        @Async
        private Coroutine<Void> watch() {
            boolean seen = false;
            try {
                await(waitFor(activity.waitUntilSet(), Duration.ofMillis(10)));
                seen = true;
            } catch (TimeoutException idle) {
                await(yieldNow()); // tells the user
            } finally {
                if (!mended || seen) {
                    activity.clear();
                }
            }
            if (!seen) {
                await(activity.waitUntilSet());
            }
            return completed();
        }

        @Async
        private Coroutine<Void> act() {
            await(sleep(Duration.ofMillis(12)));
            activity.set();
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> body() {
            await(gather(watch(), act()));
            return completed();
        }
    }

    /** A cache that knows values, and not that one is on its way. */
    static final class Stampede implements Scenario {
        private final Map<String, String> values = new HashMap<>();
        private final Map<String, Task<String>> underWay = new HashMap<>();
        private final boolean mended;
        private int computations;

        Stampede(boolean mended) {
            this.mended = mended;
        }

        @Async
        private Coroutine<Void> get(int turnsBefore) {
            await(turns(turnsBefore));
            if (mended) {
                await(underWay.computeIfAbsent("tea", key -> createTask(compute(key))));
            } else if (!values.containsKey("tea")) {
                values.put("tea", await(compute("tea")));
            }
            return completed();
        }

        @Async
        private Coroutine<String> compute(String key) {
            computations++;
            await(yieldNow());
            return completed("price of " + key);
        }

        @Override
        @Async
        public Coroutine<?> body() {
            await(gather(get(0), get(1)));
            if (computations != 1) {
                throw new IllegalStateException(computations + " computations");
            }
            return completed();
        }
    }

    /** A connection that tells those who wait for its end, whether or not they still do. */
    static final class AnsweredAfterCancel implements Scenario {
        private final List<Future<Void>> waiters = new ArrayList<>();
        private final boolean mended;

        AnsweredAfterCancel(boolean mended) {
            this.mended = mended;
        }

        @Async
        private Coroutine<Void> waitForDisconnection() {
            Future<Void> end = EventLoop.running().createFuture();
            waiters.add(end);
            await(end);
            return completed();
        }

        private void disconnected() {
            for (Future<Void> waiter : waiters) {
                if (!mended || !waiter.isDone()) {
                    waiter.setResult(null);
                }
            }
        }

        @Override
        @Async
        public Coroutine<?> body() {
            EventLoop.running().callLater(Duration.ofMillis(1), this::disconnected);
            await(waitForDisconnection());
            return completed();
        }
    }
}
