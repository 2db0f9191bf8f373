package dev.weft.explored;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import dev.weft.sync.Queue;
import dev.weft.testing.Scenario;
import dev.weft.testing.ScheduleFailure.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Bugs of queues and pools.
 *
 * <ul>
 *   <li>{@link LostItem}: <a href="https://github.com/python/asyncio/pull/269">python/asyncio#269</a>
 *   <li>{@link FilledBeyond}: <a href="https://github.com/aio-libs/aioredis-py/issues/71">aio-libs/aioredis-py#71</a>
 * </ul>
 */
final class QueueBugs {
    private QueueBugs() {}

    static List<KnownBug> all() {
        return List.of(
                new KnownBug(
                        "python/asyncio#269: a cancelled get loses the item that was handed to it",
                        Kind.THROWN,
                        "1 item is lost",
                        KnownBug.MAIN_CANCELLED,
                        LostItem::new),
                new KnownBug(
                        "aioredis#71: a pool is filled beyond its size, and hangs",
                        Kind.STALLED,
                        "waits for Queue free",
                        KnownBug.ORDER,
                        FilledBeyond::new),
                new KnownBug(
                        "a second overdraft between the check and the withdrawal",
                        Kind.THROWN,
                        "the balance is -50",
                        KnownBug.ORDER,
                        Overdraft::new));
    }

    /** A queue that hands items to waiters, as asyncio's did once. */
    static final class LostItem implements Scenario {
        private final ArrayDeque<Future<String>> getters = new ArrayDeque<>();
        private final ArrayDeque<String> items = new ArrayDeque<>();
        private final List<String> taken = new ArrayList<>();
        private final boolean mended;
        private int sent;

        LostItem(boolean mended) {
            this.mended = mended;
        }

        private void put(String item) {
            sent++;
            offer(item);
        }

        private void offer(String item) {
            for (Future<String> getter = getters.poll(); getter != null; getter = getters.poll()) {
                if (!getter.isDone()) {
                    getter.setResult(item);
                    return;
                }
            }
            items.add(item);
        }

        @Async
        private Coroutine<Void> take() {
            String item = items.poll();
            if (item == null) {
                Future<String> getter = EventLoop.running().createFuture();
                getters.add(getter);
                try {
                    item = await(getter);
                } catch (CancelledError e) {
                    if (mended && getter.isDone() && !getter.isCancelled()) {
                        offer(getter.result());
                    }
                    throw e;
                }
            }
            taken.add(item);
            return completed();
        }

        @Async
        private Coroutine<Void> produce() {
            await(yieldNow());
            put("tea");
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> body() {
            Task<Void> producing = createTask(produce());
            await(take());
            await(producing);
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> after() {
            int lost = sent - taken.size() - items.size();
            if (lost != 0) {
                throw new IllegalStateException(lost + " item is lost");
            }
            return completed();
        }
    }

    static final class FilledBeyond implements Scenario {
        private final Queue<String> free = new Queue<>(1, "free");
        private final boolean mended;
        private int size;

        FilledBeyond(boolean mended) {
            this.mended = mended;
        }

        @Async
        private Coroutine<Void> fill(int turnsBefore) {
            for (int i = 0; i < turnsBefore; i++) {
                await(yieldNow());
            }
            if (size == 0) {
                if (mended) {
                    size++;
                }
                await(yieldNow()); // connects
                if (!mended) {
                    size++;
                }
                await(free.put("connection"));
            }
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> body() {
            await(gather(fill(0), fill(1)));
            return completed();
        }
    }

    static final class Overdraft implements Scenario {
        private final boolean mended;
        private int balance = 50;

        Overdraft(boolean mended) {
            this.mended = mended;
        }

        @Async
        private Coroutine<Void> withdraw(int turnsBefore) {
            for (int i = 0; i < turnsBefore; i++) {
                await(yieldNow());
            }
            if (balance >= 50) {
                await(yieldNow()); // asks the bank
                if (!mended || balance >= 50) {
                    balance -= 50;
                }
            }
            if (balance < 0) {
                throw new IllegalStateException("the balance is " + balance);
            }
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> body() {
            await(gather(withdraw(0), withdraw(1)));
            return completed();
        }
    }
}
