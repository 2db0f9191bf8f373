package dev.weft.loops;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.taskGroup;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.Loops;
import dev.weft.Task;
import dev.weft.Weft;
import dev.weft.sync.ChannelClosedException;
import dev.weft.sync.SharedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A channel between tasks of one loop and of several. */
@Timeout(120)
class SharedChannelIT {
    @Async
    private static Coroutine<Void> produce(SharedChannel<Integer> channel, int from, int count) {
        for (int i = 0; i < count; i++) {
            await(channel.send(from + i));
        }
        return completed();
    }

    @Async
    private static Coroutine<List<Integer>> consume(SharedChannel<Integer> channel) {
        List<Integer> got = new ArrayList<>();
        for (Integer next; (next = await(channel.receiveOrNull())) != null; ) {
            got.add(next);
        }
        return completed(got);
    }

    @Async
    private static Coroutine<List<Integer>> iterate(SharedChannel<Integer> channel) {
        List<Integer> got = new ArrayList<>();
        AsyncIterator<Integer> values = channel.values();
        while (await(values.advance())) {
            got.add(values.current());
        }
        return completed(got);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000})
    void values_ofManyTasksOnManyLoops_arriveOnceAndInTheOrderOfEach(int capacity) {
        int count = 20_000;
        SharedChannel<Integer> channel = SharedChannel.bounded(capacity, "numbers");
        try (Loops loops = Loops.of(3)) {
            List<CompletableFuture<Void>> producers = new ArrayList<>();
            List<CompletableFuture<List<Integer>>> consumers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int from = i * count;
                producers.add(loops.spawn(() -> produce(channel, from, count)));
                boolean iterates = i == 0;
                consumers.add(loops.spawn(() -> iterates ? iterate(channel) : consume(channel)));
            }
            producers.forEach(CompletableFuture::join);
            channel.close();
            List<Integer> all = new ArrayList<>();
            for (CompletableFuture<List<Integer>> each : consumers) {
                List<Integer> got = each.join();
                int[] last = {-1, -1, -1};
                for (int value : got) {
                    assertThat(value).isGreaterThan(last[value / count]);
                    last[value / count] = value;
                }
                all.addAll(got);
            }
            assertThat(all).hasSize(3 * count).doesNotHaveDuplicates();
        }
    }

    @Async
    private static Coroutine<List<Integer>> consumeWithCancels(SharedChannel<Integer> channel, long seed) {
        Random random = new Random(seed);
        List<Integer> got = new ArrayList<>();
        while (true) {
            Task<Integer> receiving = createTask(() -> channel.receiveOrNull());
            for (int i = random.nextInt(4); i > 0; i--) {
                await(yieldNow());
            }
            receiving.cancel();
            try {
                Integer value = await(receiving);
                if (value == null) {
                    return completed(got);
                }
                got.add(value);
            } catch (CancelledError e) {
                await(yieldNow());
            }
        }
    }

    @Async
    private static Coroutine<Integer> produceWithCancels(
            SharedChannel<Integer> channel, int from, int count, long seed) {
        Random random = new Random(seed);
        int sent = 0;
        for (int i = 0; i < count; i++) {
            int value = from + i;
            Task<Void> sending = createTask(() -> channel.send(value));
            for (int j = random.nextInt(4); j > 0; j--) {
                await(yieldNow());
            }
            sending.cancel();
            try {
                await(sending);
                sent++;
            } catch (CancelledError e) {
                await(yieldNow());
            }
        }
        return completed(sent);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void sendsAndReceives_thatAreCancelled_loseAndDoubleNothing(long seed) {
        SharedChannel<Integer> channel = SharedChannel.bounded(3);
        try (Loops loops = Loops.of(2)) {
            List<CompletableFuture<Integer>> producers =
                    loops.onEach(i -> () -> produceWithCancels(channel, i * 100_000, 5_000, seed + i));
            List<CompletableFuture<List<Integer>>> consumers =
                    loops.onEach(i -> () -> consumeWithCancels(channel, seed - i));
            int sent = producers.stream().mapToInt(CompletableFuture::join).sum();
            channel.close();
            List<Integer> all = new ArrayList<>();
            consumers.forEach(each -> all.addAll(each.join()));
            assertThat(all).as("seed %d", seed).hasSize(sent).doesNotHaveDuplicates();
        }
    }

    @Async
    private static Coroutine<String> outcome(Coroutine<?> use) {
        try {
            return completed(String.valueOf(await(use)));
        } catch (ChannelClosedException e) {
            return completed("closed: " + e.getCause());
        }
    }

    @Async
    private static Coroutine<List<String>> closes() {
        SharedChannel<String> channel = SharedChannel.bounded(1);
        List<String> seen = new ArrayList<>();
        await(taskGroup(group -> {
            List<Task<String>> tasks = List.of(
                    group.createTask(outcome(channel.send("a"))),
                    group.createTask(outcome(channel.send("b"))),
                    group.createTask(outcome(channel.send("c"))));
            await(yieldNow());
            channel.close();
            seen.add(await(outcome(channel.send("d"))));
            for (int i = 0; i < 4; i++) {
                seen.add(await(outcome(channel.receive())));
            }
            seen.add(await(outcome(channel.receiveOrNull())));
            for (Task<String> each : tasks) {
                seen.add(await(each));
            }
            return completed();
        }));
        return completed(seen);
    }

    @Test
    void close_withTasksThatWaitToSend_letsThemFinish() {
        assertThat(Weft.run(() -> closes()))
                .containsExactly("closed: null", "a", "b", "c", "closed: null", "null", "null", "null", "null");
    }

    @Async
    private static Coroutine<List<String>> cancels(List<String> closed) {
        SharedChannel<AutoCloseable> channel = SharedChannel.bounded(1);
        SharedChannel<String> empty = SharedChannel.bounded(1);
        List<String> seen = new ArrayList<>();
        await(taskGroup(group -> {
            await(channel.send(() -> closed.add("value")));
            List<Task<String>> tasks = List.of(
                    group.createTask(outcome(channel.send(() -> closed.add("another")))),
                    group.createTask(outcome(empty.receiveOrNull())),
                    group.createTask(outcome(empty.receiveOrNull())));
            await(yieldNow());
            channel.cancel(new IllegalStateException("full"));
            empty.cancel();
            for (Task<String> each : tasks) {
                seen.add(await(each));
            }
            seen.add(await(outcome(channel.receiveOrNull())));
            return completed();
        }));
        return completed(seen);
    }

    @Test
    void cancel_withTasksAtBothEnds_wakesThemAndClosesValues() {
        List<String> closed = new ArrayList<>();
        assertThat(Weft.run(() -> cancels(closed)))
                .containsExactly(
                        "closed: java.lang.IllegalStateException: full",
                        "null",
                        "null",
                        "closed: java.lang.IllegalStateException: full");
        assertThat(closed).containsExactly("value");
    }

    @Test
    void threads_withoutALoop_sendAndReceiveWithoutWaiting() {
        SharedChannel<String> channel = SharedChannel.bounded(2, "box");
        assertThat(channel.tryReceive()).isNull();
        assertThat(channel.trySend("a")).isTrue();
        assertThat(channel.trySend("b")).isTrue();
        assertThat(channel.trySend("c")).isFalse();
        assertThat(channel).hasToString("SharedChannel box [2 of 2, 0 receiving, 0 sending]");
        assertThat(channel.tryReceive()).isEqualTo("a");
        channel.close();
        assertThat(channel.isClosed()).isTrue();
        assertThatThrownBy(() -> channel.trySend("d")).isInstanceOf(ChannelClosedException.class);
        assertThat(channel.tryReceive()).isEqualTo("b");
        assertThatThrownBy(channel::tryReceive).isInstanceOf(ChannelClosedException.class);
        assertThatThrownBy(() -> SharedChannel.bounded(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void loops_thatCloseWhileTasksWait_leaveTheChannelToOthers() {
        SharedChannel<Integer> channel = SharedChannel.bounded(1);
        try (Loops others = Loops.of(1)) {
            try (Loops loops = Loops.of(1)) {
                CompletableFuture<List<Integer>> abandoned = loops.spawn(() -> consume(channel));
                loops.spawn(() -> completed()).join();
                assertThat(abandoned).isNotDone();
            }
            CompletableFuture<List<Integer>> consumer = others.spawn(() -> consume(channel));
            assertThat(others.spawn(() -> produce(channel, 0, 100))).succeedsWithin(Duration.ofSeconds(60));
            channel.close();
            assertThat(consumer.join()).hasSize(100);
        }
    }

    @Async
    private static Coroutine<Void> produceUntil(SharedChannel<Integer> channel, AtomicBoolean enough) {
        for (int i = 0; !enough.get(); i++) {
            await(channel.send(i));
        }
        channel.close();
        return completed();
    }

    @Async
    private static Coroutine<Void> yieldThenStop(AtomicBoolean enough) {
        for (int i = 0; i < 100; i++) {
            await(yieldNow());
        }
        enough.set(true);
        return completed();
    }

    @Test
    void channel_thatIsNeverEmpty_leavesItsLoopsOtherTasksTheirTurns() {
        SharedChannel<Integer> channel = SharedChannel.bounded(10_000);
        for (int i = 0; i < 5_000; i++) {
            assertThat(channel.trySend(i)).isTrue();
        }
        AtomicBoolean enough = new AtomicBoolean();
        try (Loops loops = Loops.of(2)) {
            List<CompletableFuture<Object>> all =
                    loops.onEach(i -> () -> i == 0 ? both(channel, enough) : feed(channel, enough));
            all.forEach(CompletableFuture::join);
        }
        assertThat(channel.isClosed()).isTrue();
    }

    @Async
    private static Coroutine<Object> both(SharedChannel<Integer> channel, AtomicBoolean enough) {
        Task<Void> other = createTask(() -> yieldThenStop(enough));
        int received = await(consume(channel)).size();
        await(other);
        return completed((Object) received);
    }

    @Async
    private static Coroutine<Object> feed(SharedChannel<Integer> channel, AtomicBoolean enough) {
        await(produceUntil(channel, enough));
        return completed((Object) "fed");
    }
}
