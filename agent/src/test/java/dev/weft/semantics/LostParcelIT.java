package dev.weft.semantics;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.waitFor;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.AsyncCallable;
import dev.weft.AsyncIterator;
import dev.weft.Coroutine;
import dev.weft.Future;
import dev.weft.Task;
import dev.weft.sync.Broadcast;
import dev.weft.sync.Channel;
import dev.weft.sync.LifoQueue;
import dev.weft.sync.PriorityQueue;
import dev.weft.sync.Queue;
import dev.weft.sync.ReceiveChannel;
import dev.weft.sync.Select;
import dev.weft.sync.Watch;
import dev.weft.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values of channels and queues whose receiver was cancelled when it had got one: they are there for the next receiver. */
class LostParcelIT {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** A place from which values come, one after the other. */
    record Source(Consumer<Integer> put, Supplier<Coroutine<?>> next, Supplier<Integer> latest) {}

    /** The kinds of such places. */
    enum Kind {
        CHANNEL,
        CHANNEL_OR_NULL,
        CHANNEL_VALUES,
        QUEUE,
        PRIORITY_QUEUE,
        LIFO_QUEUE,
        QUEUE_VALUES,
        BROADCAST,
        WATCH;

        Source newSource() {
            return switch (this) {
                case CHANNEL, CHANNEL_OR_NULL, CHANNEL_VALUES -> of(Channel.bounded(4));
                case QUEUE, QUEUE_VALUES -> of(new Queue<>());
                case PRIORITY_QUEUE -> of(new PriorityQueue<>());
                case LIFO_QUEUE -> of(new LifoQueue<>());
                case BROADCAST -> ofBroadcast(new Broadcast<>(4));
                case WATCH -> ofWatch(new Watch<>(0));
            };
        }

        private Source of(Channel<Integer> channel) {
            AsyncIterator<Integer> values = channel.values();
            return new Source(
                    channel::trySend,
                    this == CHANNEL_VALUES
                            ? values::advance
                            : this == CHANNEL ? channel::receive : channel::receiveOrNull,
                    values::current);
        }

        private Source of(Queue<Integer> queue) {
            AsyncIterator<Integer> values = queue.values();
            return new Source(queue::putNow, this == QUEUE_VALUES ? values::advance : queue::get, values::current);
        }

        private static Source ofBroadcast(Broadcast<Integer> broadcast) {
            return new Source(broadcast::send, broadcast.subscribe()::receive, () -> 0);
        }

        private static Source ofWatch(Watch<Integer> watch) {
            return new Source(watch::set, watch.watch()::changed, () -> 0);
        }
    }

    @Async
    private static Coroutine<Integer> next(Source source) {
        Object value = await(source.next().get());
        return completed(
                value instanceof Integer number ? number : source.latest().get());
    }

    /** Puts a value before or after the receiver comes, and cancels that so many turns later; returns what it has received. */
    @Async
    private static Coroutine<List<Integer>> receivedBefore(Source source, LosingWay way, boolean early, int turns) {
        if (early) {
            source.put().accept(turns + 1);
        }
        LosingWay.Waiting<?> waiting = way.wait(source.next().get());
        if (!early) {
            await(sleep(SECOND));
            source.put().accept(turns + 1);
        }
        for (int i = 0; i < turns; i++) {
            await(yieldNow());
        }
        waiting.cancel().run();
        await(sleep(SECOND));
        Object received = waiting.received().get();
        if (received == null) {
            return completed(List.of());
        }
        return completed(List.of(
                received instanceof Integer number ? number : source.latest().get()));
    }

    @Async
    private static Coroutine<List<Integer>> receivedIn(Source source, LosingWay way, boolean early, int turns) {
        List<Integer> received = new ArrayList<>(await(receivedBefore(source, way, early, turns)));
        try {
            while (true) {
                received.add(await(waitFor(next(source), SECOND)));
            }
        } catch (TimeoutException e) {
            return completed(received);
        }
    }

    private static <T> T run(AsyncCallable<T> main) {
        try (TestLoop loop = new TestLoop()) {
            return loop.run(async(main));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void value_whoseReceiverIsCancelled_isReceivedOnce(Kind kind) {
        for (LosingWay way : LosingWay.values()) {
            for (int i = 0; i < 14; i++) {
                boolean early = i >= 7;
                int turns = 1 + i % 7;
                List<Integer> received = run(() -> receivedIn(kind.newSource(), way, early, turns));
                assertThat(received)
                        .as("%s, early %s, %s turns", way, early, turns)
                        .containsExactly(turns + 1);
            }
        }
    }

    @Async
    private static Coroutine<List<Integer>> afterALostGather(Source source) {
        source.put().accept(1);
        source.put().accept(2);
        source.put().accept(3);
        Future<?> both = gather(source.next().get(), source.next().get(), sleep(SECOND.multipliedBy(100)));
        await(sleep(SECOND));
        both.cancel();
        await(sleep(SECOND));
        assertThat(both.exception()).isNotNull();
        List<Integer> received = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            received.add(await(next(source)));
        }
        return completed(received);
    }

    @Test
    void values_thatAreLostTogether_comeAgainInTheirOrder() {
        assertThat(run(() -> afterALostGather(Kind.CHANNEL.newSource()))).containsExactly(1, 2, 3);
        assertThat(run(() -> afterALostGather(Kind.QUEUE.newSource()))).containsExactly(1, 2, 3);
        assertThat(run(() -> afterALostGather(Kind.PRIORITY_QUEUE.newSource()))).containsExactly(1, 2, 3);
        assertThat(run(() -> afterALostGather(Kind.LIFO_QUEUE.newSource()))).containsExactly(3, 2, 1);
    }

    @Async
    private static Coroutine<String> receives(ReceiveChannel<String> channel) {
        String value = await(channel.receiveOrNull());
        return completed(value == null ? "the end" : value);
    }

    @Async
    private static Coroutine<String> selects(ReceiveChannel<String> channel) {
        return completed(
                await(Select.<String>create().receive(channel, value -> value).first()));
    }

    /** Closes a channel between the moment when a value is given to a receiver and the cancellation of that. */
    @Async
    private static Coroutine<String> closedInBetween(boolean bySelect) {
        Channel<String> channel = Channel.rendezvous();
        Task<String> cancelled = createTask(receives(channel));
        Task<String> next = createTask(bySelect ? selects(channel) : receives(channel));
        Task<String> last = createTask(receives(channel));
        await(sleep(SECOND));
        channel.trySend("order 42");
        channel.close();
        cancelled.cancel();
        return completed(await(next) + ", " + await(last));
    }

    @Test
    void lastValue_thatIsPutBackAfterTheChannelWasClosed_isReceived() {
        assertThat(LostParcelIT.<String>run(() -> closedInBetween(false))).isEqualTo("order 42, the end");
        assertThat(LostParcelIT.<String>run(() -> closedInBetween(true))).isEqualTo("order 42, the end");
    }

    @Async
    private static Coroutine<Integer> unfinishedAfterALoss(boolean immediate) throws TimeoutException {
        Queue<Integer> queue = new Queue<>();
        queue.putNow(1);
        Future<?> lost = gather(queue.get(), sleep(SECOND.multipliedBy(100)));
        await(sleep(SECOND));
        queue.shutdown(immediate);
        lost.cancel();
        await(sleep(SECOND));
        assertThat(lost.exception()).isNotNull();
        if (!immediate) {
            await(queue.get());
            queue.taskDone();
        }
        await(waitFor(queue.join(), SECOND));
        return completed(queue.size());
    }

    @Test
    void value_thatIsPutBackIntoAQueueWhichIsShutDown_isCounted() {
        assertThat(LostParcelIT.<Integer>run(() -> unfinishedAfterALoss(false))).isZero();
        assertThat(LostParcelIT.<Integer>run(() -> unfinishedAfterALoss(true))).isZero();
    }
}
