package dev.weft.explored;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.waitFor;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import dev.weft.sync.Channel;
import dev.weft.sync.Queue;
import dev.weft.testing.Scenario;
import dev.weft.testing.ScheduleFailure.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * Bugs of connections and what is under way on them.
 *
 * <ul>
 *   <li>{@link LeftReply}: <a href="https://github.com/redis/redis-py/issues/2624">redis/redis-py#2624</a>
 *   <li>{@link KeptSlot}: <a href="https://github.com/encode/httpcore/issues/830">encode/httpcore#830</a>
 *   <li>{@link LateConnection}: <a href="https://github.com/MagicStack/asyncpg/issues/467">MagicStack/asyncpg#467</a>
 *   <li>{@link ResultForNobody}: <a href="https://github.com/kubernetes/kubernetes/pull/5316">kubernetes/kubernetes#5316</a>
 * </ul>
 */
final class ConnectionBugs {
    private ConnectionBugs() {}

    static List<KnownBug> all() {
        return List.of(
                new KnownBug(
                        "redis-py#2624: a cancelled command leaves its reply to the next one",
                        Kind.THROWN,
                        "asked for b, got the value of a",
                        KnownBug.MAIN_CANCELLED,
                        LeftReply::new),
                new KnownBug(
                        "httpcore#830: a cancelled request keeps its slot of the pool",
                        Kind.THROWN,
                        "1 slot is taken",
                        KnownBug.MAIN_CANCELLED,
                        KeptSlot::new),
                new KnownBug(
                        "asyncpg#467: the connection comes when its timeout has expired",
                        Kind.THROWN,
                        "1 connection is open",
                        KnownBug.LATE_TIMERS,
                        LateConnection::new),
                new KnownBug(
                        "kubernetes#5316: after a timeout nobody takes the result",
                        Kind.LEAKED,
                        "waits for Channel result",
                        KnownBug.LATE_TIMERS,
                        ResultForNobody::new),
                new KnownBug(
                        "a request that is registered after the connection was lost",
                        Kind.STALLED,
                        "nothing can wake the loop",
                        KnownBug.ORDER,
                        LostConnection::new));
    }

    static final class LeftReply implements Scenario {
        private final Queue<String> replies = new Queue<>();
        private final boolean mended;
        private boolean closed;

        LeftReply(boolean mended) {
            this.mended = mended;
        }

        @Async
        private Coroutine<String> ask(String key) {
            EventLoop.running().callLater(Duration.ofMillis(1), () -> replies.putNow("the value of " + key));
            try {
                return completed(await(replies.get()));
            } catch (CancelledError e) {
                closed = mended;
                throw e;
            }
        }

        @Override
        @Async
        public Coroutine<?> body() {
            return completed(await(ask("a")));
        }

        @Override
        @Async
        public Coroutine<?> after() {
            if (!closed) {
                String reply = await(ask("b"));
                if (!reply.equals("the value of b")) {
                    throw new IllegalStateException("asked for b, got " + reply);
                }
            }
            return completed();
        }
    }

    static final class KeptSlot implements Scenario {
        private final boolean mended;
        private int taken;

        KeptSlot(boolean mended) {
            this.mended = mended;
        }

        @Async
        private Coroutine<Void> request() {
            taken++;
            if (!mended) {
                await(closeExpired());
            }
            try {
                if (mended) {
                    await(closeExpired());
                }
                await(sleep(Duration.ofMillis(1)));
            } finally {
                taken--;
            }
            return completed();
        }

        @Async
        private Coroutine<Void> closeExpired() {
            await(yieldNow());
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> body() {
            await(request());
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> after() {
            if (taken != 0) {
                throw new IllegalStateException(taken + " slot is taken");
            }
            return completed();
        }
    }

    /** A timeout by hand, as many programs have one: it cancels the task, and forgets what that has brought. */
    static final class LateConnection implements Scenario {
        private final boolean mended;
        private boolean expired;
        private int open;

        LateConnection(boolean mended) {
            this.mended = mended;
        }

        @Async
        private Coroutine<String> connect() {
            await(sleep(Duration.ofMillis(8)));
            open++;
            return completed("connection");
        }

        @Async
        private Coroutine<Void> program() {
            Task<String> connecting = createTask(connect());
            Future<Void> over = EventLoop.running().createFuture();
            connecting.addDoneCallback(done -> complete(over));
            EventLoop.running().callLater(Duration.ofMillis(10), () -> complete(over));
            EventLoop.running().callLater(Duration.ofMillis(10), () -> expired = true);
            await(over);
            if (expired) {
                if (!connecting.cancel() && mended) {
                    open--;
                }
                return completed();
            }
            open--;
            return completed();
        }

        private static void complete(Future<Void> future) {
            if (!future.isDone()) {
                future.setResult(null);
            }
        }

        @Override
        @Async
        public Coroutine<?> body() {
            await(program());
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> after() {
            if (open != 0) {
                throw new IllegalStateException(open + " connection is open");
            }
            return completed();
        }
    }

    static final class ResultForNobody implements Scenario {
        private final Channel<String> result;

        ResultForNobody(boolean mended) {
            result = mended ? Channel.bounded(1, "result") : Channel.rendezvous("result");
        }

        @Async
        private Coroutine<Void> work() {
            await(sleep(Duration.ofMillis(8)));
            await(result.send("done"));
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> body() {
            createTask(work());
            try {
                await(waitFor(result.receive(), Duration.ofMillis(10)));
            } catch (TimeoutException e) {
                await(sleep(Duration.ofMillis(10)));
            }
            return completed();
        }
    }

    static final class LostConnection implements Scenario {
        private final List<Future<String>> pending = new ArrayList<>();
        private final boolean mended;
        private boolean lost;

        LostConnection(boolean mended) {
            this.mended = mended;
        }

        @Async
        private Coroutine<Void> request() {
            Future<String> reply = EventLoop.running().createFuture();
            try {
                if (lost) {
                    return completed();
                }
                await(yieldNow()); // drain
                if (mended && lost) {
                    return completed();
                }
                pending.add(reply);
                await(reply);
            } catch (IllegalStateException e) {
                return completed();
            }
            return completed();
        }

        @Async
        private Coroutine<Void> read() {
            await(yieldNow());
            await(yieldNow());
            lost = true;
            pending.forEach(reply -> reply.setException(new IllegalStateException("the connection is lost")));
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> body() {
            await(gather(read(), request()));
            return completed();
        }
    }
}
