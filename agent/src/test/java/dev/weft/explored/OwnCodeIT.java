package dev.weft.explored;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gatherSettled;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.taskGroup;
import static dev.weft.Weft.timeout;
import static dev.weft.Weft.waitFor;
import static dev.weft.Weft.yieldNow;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.net.Connection;
import dev.weft.sync.CapacityLimiter;
import dev.weft.sync.Condition;
import dev.weft.sync.Event;
import dev.weft.sync.Lock;
import dev.weft.sync.Permit;
import dev.weft.sync.Queue;
import dev.weft.sync.Semaphore;
import dev.weft.testing.Exploration;
import dev.weft.testing.Explorer;
import dev.weft.testing.Explorer.Cancelling;
import dev.weft.testing.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The locks, queues, groups, timeouts and streams of Weft in many orders, with a cancel at each suspension. */
@SuppressWarnings("try") // permits are there to be closed
class OwnCodeIT {
    private static void explore(Supplier<? extends Scenario> scenario) {
        Exploration exploration = Explorer.exhaustive()
                .delays(1)
                .schedules(3_000)
                .cancelling(Cancelling.ANY_TASK)
                .check(scenario);
        assertThat(exploration.decisions()).isGreaterThan(20);
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalStateException(message);
        }
    }

    /** A lock, a semaphore and a limiter, each of which must be free again. */
    private static final class Gates implements Scenario {
        private final Lock lock = new Lock("lock");
        private final Semaphore seats = new Semaphore(2, "seats");
        private final CapacityLimiter limiter = new CapacityLimiter(1, "limiter");
        private int inside;

        @Async
        private Coroutine<Void> visit() {
            try (Permit seat = await(seats.acquire());
                    Permit place = await(limiter.acquire())) {
                await(lock.hold(() -> {
                    check(++inside == 1, "two are inside");
                    try {
                        await(yieldNow());
                    } finally {
                        inside--;
                    }
                    return completed();
                }));
            }
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> body() {
            await(gatherSettled(List.of(visit(), visit(), visit())));
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> after() {
            try (Permit first = await(seats.acquire());
                    Permit second = await(seats.acquire());
                    Permit place = await(limiter.acquire());
                    Permit inner = await(lock.acquire())) {
                check(inside == 0, "one is inside");
            }
            return completed();
        }
    }

    @Test
    void gates_whoeverIsCancelled_areFreeInTheEnd() {
        explore(Gates::new);
    }

    /** A queue, in which each value is somewhere: sent and not received twice, and not lost. */
    private static final class Values implements Scenario {
        private final Queue<Integer> queue = new Queue<>(1, "queue");
        private final List<Integer> put = new ArrayList<>();
        private final List<Integer> got = new ArrayList<>();

        @Async
        private Coroutine<Void> produce(int first) {
            for (int i = first; i < first + 2; i++) {
                await(queue.put(i));
                put.add(i);
            }
            return completed();
        }

        @Async
        private Coroutine<Void> consume() {
            for (int i = 0; i < 2; i++) {
                got.add(await(queue.get()));
            }
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> body() {
            List<Task<Void>> producers = List.of(createTask(produce(0)), createTask(produce(10)));
            List<Task<Void>> consumers = List.of(createTask(consume()), createTask(consume()));
            try {
                await(sleep(Duration.ofMillis(1)));
            } finally {
                producers.forEach(Task::cancel);
                consumers.forEach(Task::cancel);
            }
            await(gatherSettled(producers));
            await(gatherSettled(consumers));
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> after() {
            List<Integer> all = new ArrayList<>(got);
            while (!queue.isEmpty()) {
                all.add(queue.getNow());
            }
            check(all.containsAll(put), put + " were put, and there are only " + all);
            check(all.stream().distinct().count() == all.size(), "one came twice: " + all);
            return completed();
        }
    }

    @Test
    void queue_whoeverIsCancelled_losesNoValue() {
        explore(Values::new);
    }

    private static final class Signals implements Scenario {
        private final Event event = new Event("event");
        private final Lock lock = new Lock("stock");
        private final Condition stocked = new Condition(lock, "stocked");
        private int stock;

        @Async
        private Coroutine<Void> buy() {
            await(event.waitUntilSet());
            try (Permit permit = await(lock.acquire())) {
                await(stocked.waitUntil(() -> stock > 0));
                stock--;
            }
            return completed();
        }

        @Async
        private Coroutine<Void> deliver() {
            event.set();
            try (Permit permit = await(lock.acquire())) {
                stock += 2;
                stocked.notifyEveryone();
            }
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> body() {
            Task<Void> first = createTask(buy());
            Task<Void> second = createTask(buy());
            Task<Void> third = createTask(deliver());
            await(sleep(Duration.ofMillis(1)));
            first.cancel();
            second.cancel();
            await(gatherSettled(List.of(first, second, third)));
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> after() {
            try (Permit permit = await(lock.acquire())) {
                check(stock >= 0 && stock <= 2, stock + " are left");
            }
            return completed();
        }
    }

    @Test
    void conditionAndEvent_whoeverIsCancelled_leaveTheLockFree() {
        explore(Signals::new);
    }

    private static final class Groups implements Scenario {
        private int open;

        @Async
        private Coroutine<Integer> use(int millis) {
            open++;
            try {
                await(sleep(Duration.ofMillis(millis)));
            } finally {
                open--;
            }
            return completed(millis);
        }

        @Async
        private Coroutine<Void> inAGroup() {
            await(taskGroup(group -> {
                group.createTask(use(1));
                group.createTask(use(2));
                await(use(1));
                return completed();
            }));
            return completed();
        }

        @Async
        private Coroutine<Void> inTime() {
            try {
                await(timeout(Duration.ofMillis(2), limit -> use(2)));
            } catch (TimeoutException late) {
                await(yieldNow());
            }
            try {
                await(waitFor(use(2), Duration.ofMillis(2)));
            } catch (TimeoutException late) {
                await(yieldNow());
            }
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> body() {
            await(gatherSettled(List.of(inAGroup(), inTime())));
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> after() {
            check(open == 0, open + " are open");
            return completed();
        }
    }

    @Test
    void groupsAndTimeouts_whoeverIsCancelled_leaveNothingOpen() {
        explore(Groups::new);
    }

    private static final class Streams implements Scenario {
        private final List<String> lines = new ArrayList<>();
        private Connection.Pair pair;

        @Async
        private Coroutine<Void> send(Connection client) throws IOException {
            try (client) {
                client.writer().write("one\ntwo\n".getBytes(US_ASCII));
                await(client.writer().drain());
                client.writer().writeEof();
                await(client.reader().read(-1));
            }
            return completed();
        }

        @Async
        private Coroutine<Void> receive(Connection server) throws IOException {
            try (server) {
                byte[] line = await(server.reader().readLine());
                while (line.length > 0) {
                    lines.add(new String(line, US_ASCII));
                    line = await(server.reader().readLine());
                }
            }
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> body() throws IOException {
            pair = Connection.memoryPair();
            try (Connection client = pair.client();
                    Connection server = pair.server()) { // a task that is cancelled before it starts closes nothing
                await(gatherSettled(List.of(send(client), receive(server))));
            }
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> after() {
            check("one\ntwo\n".startsWith(String.join("", lines)), "received " + lines);
            check(pair.client().isClosing() && pair.server().isClosing(), "a connection is open");
            return completed();
        }
    }

    @Test
    void streams_whoeverIsCancelled_loseNoByteInTheMiddle() {
        explore(Streams::new);
    }
}
