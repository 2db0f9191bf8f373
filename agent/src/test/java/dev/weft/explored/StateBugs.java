package dev.weft.explored;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.sync.Lock;
import dev.weft.sync.Permit;
import dev.weft.testing.Scenario;
import dev.weft.testing.ScheduleFailure.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Bugs of state that is read, awaited over, and written.
 *
 * <ul>
 *   <li>{@link LostUpdate}: <a href="https://github.com/aikaterna/gobcog/issues/27">aikaterna/gobcog#27</a>
 *   <li>{@link DoubleRefresh}: <a href="https://github.com/authlib/authlib/issues/266">authlib/authlib#266</a>
 *   <li>{@link InitialisedTwice}: <a href="https://github.com/MagicStack/asyncpg/issues/320">MagicStack/asyncpg#320</a>
 *   <li>{@link Broadcast}: <a href="https://github.com/aio-libs/sockjs/issues/218">aio-libs/sockjs#218</a>
 *   <li>{@link MissedChange}: <a href="https://github.com/PrefectHQ/prefect/pull/14124">PrefectHQ/prefect#14124</a>
 * </ul>
 */
@SuppressWarnings("try") // permits are there to be closed
final class StateBugs {
    private StateBugs() {}

    static List<KnownBug> all() {
        return List.of(
                new KnownBug(
                        "gobcog#27: a lost update", Kind.THROWN, "the balance is 80", KnownBug.ORDER, LostUpdate::new),
                new KnownBug(
                        "authlib#266: the token is refreshed twice",
                        Kind.THROWN,
                        "2 refreshes",
                        KnownBug.ORDER,
                        DoubleRefresh::new),
                new KnownBug(
                        "asyncpg#320: a pool is initialised twice",
                        Kind.THROWN,
                        "initialised already",
                        KnownBug.ORDER,
                        InitialisedTwice::new),
                new KnownBug(
                        "sockjs#218: a broadcast to sessions that change",
                        Kind.THROWN,
                        "ConcurrentModificationException",
                        KnownBug.ORDER,
                        Broadcast::new),
                new KnownBug(
                        "prefect#14124: a change between the snapshot and the subscription",
                        Kind.STALLED,
                        "nothing can wake the loop",
                        KnownBug.ORDER,
                        MissedChange::new));
    }

    private static Coroutine<Void> turns(int count) {
        return count == 0 ? completed() : yields(count);
    }

    @Async
    private static Coroutine<Void> yields(int count) {
        for (int i = 0; i < count; i++) {
            await(yieldNow());
        }
        return completed();
    }

    static final class LostUpdate implements Scenario {
        private final Lock lock = new Lock("account");
        private final boolean mended;
        private int balance = 100;

        LostUpdate(boolean mended) {
            this.mended = mended;
        }

        @Async
        private Coroutine<Void> withdraw(int turnsBefore, int amount) {
            await(turns(turnsBefore));
            if (mended) {
                try (Permit permit = await(lock.acquire())) {
                    await(withdrawNow(amount));
                }
            } else {
                await(withdrawNow(amount));
            }
            return completed();
        }

        @Async
        private Coroutine<Void> withdrawNow(int amount) {
            int before = balance;
            await(yieldNow());
            balance = before - amount;
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> body() {
            await(gather(withdraw(0, 10), withdraw(1, 20)));
            if (balance != 70) {
                throw new IllegalStateException("the balance is " + balance);
            }
            return completed();
        }
    }

    static final class DoubleRefresh implements Scenario {
        private final Lock lock = new Lock("token");
        private final boolean mended;
        private boolean expired = true;
        private int refreshes;

        DoubleRefresh(boolean mended) {
            this.mended = mended;
        }

        @Async
        private Coroutine<Void> request(int turnsBefore) {
            await(turns(turnsBefore));
            if (mended) {
                try (Permit permit = await(lock.acquire())) {
                    await(ensureToken());
                }
            } else {
                await(ensureToken());
            }
            return completed();
        }

        @Async
        private Coroutine<Void> ensureToken() {
            if (expired) {
                refreshes++;
                await(yieldNow());
                expired = false;
            }
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> body() {
            await(gather(request(0), request(1)));
            if (refreshes != 1) {
                throw new IllegalStateException(refreshes + " refreshes");
            }
            return completed();
        }
    }

    static final class InitialisedTwice implements Scenario {
        private final boolean mended;
        private boolean begun;
        private boolean ready;
        private int connections;

        InitialisedTwice(boolean mended) {
            this.mended = mended;
        }

        @Async
        private Coroutine<Void> use(int turnsBefore) {
            await(turns(turnsBefore));
            if (mended ? !begun : !ready) {
                begun = true;
                await(connect());
                ready = true;
            }
            return completed();
        }

        @Async
        private Coroutine<Void> connect() {
            await(yieldNow());
            if (connections++ > 0) {
                throw new IllegalStateException("initialised already");
            }
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> body() {
            await(gather(use(0), use(1)));
            return completed();
        }
    }

    static final class Broadcast implements Scenario {
        private final List<String> sessions = new ArrayList<>(List.of("ann", "ben"));
        private final boolean mended;

        Broadcast(boolean mended) {
            this.mended = mended;
        }

        @Async
        private Coroutine<Void> broadcast() {
            for (String session : mended ? List.copyOf(sessions) : sessions) {
                await(send(session));
            }
            return completed();
        }

        @Async
        @SuppressWarnings("UnusedVariable") // to whom it is sent makes no difference
        private Coroutine<Void> send(String session) {
            await(yieldNow());
            return completed();
        }

        @Async
        private Coroutine<Void> connect() {
            await(yields(2));
            sessions.add("eve");
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> body() {
            await(gather(broadcast(), connect()));
            return completed();
        }
    }

    static final class MissedChange implements Scenario {
        private final List<Future<String>> watchers = new ArrayList<>();
        private final boolean mended;
        private String value = "old";

        MissedChange(boolean mended) {
            this.mended = mended;
        }

        @Async
        private Coroutine<Void> change() {
            await(yields(2));
            value = "new";
            watchers.forEach(watcher -> watcher.setResult(value));
            return completed();
        }

        @Async
        private Coroutine<String> next() {
            Future<String> watcher = EventLoop.running().createFuture();
            if (mended) {
                watchers.add(watcher);
            }
            String now = await(read());
            if (now.equals("new")) {
                watchers.remove(watcher);
                return completed(now);
            }
            if (!mended) {
                watchers.add(watcher);
            }
            return completed(await(watcher));
        }

        @Async
        private Coroutine<String> read() {
            String now = value;
            await(yieldNow());
            return completed(now);
        }

        @Override
        @Async
        public Coroutine<?> body() {
            await(gather(change(), next()));
            return completed();
        }
    }
}
