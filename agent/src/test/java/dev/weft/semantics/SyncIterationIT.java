package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.sync.Channel;
import dev.weft.sync.ChannelClosedException;
import dev.weft.sync.Queue;
import dev.weft.testing.TestLoop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Asynchronous iteration over queues, until they are shut down, and over channels, until they are closed. */
class SyncIterationIT {
    private static final long TIMES = 10_000;

    private final TestLoop loop = new TestLoop();

    @AfterEach
    void close() {
        loop.close();
    }

    @Async
    private static <T extends @Nullable Object> Coroutine<List<T>> all(AsyncIterator<T> it) {
        List<T> values = new ArrayList<>();
        while (await(it.advance())) {
            values.add(it.current());
        }
        return completed(values);
    }

    @Async
    private static Coroutine<Void> produce(Queue<@Nullable String> queue) {
        await(queue.put("a"));
        await(queue.put(null));
        await(yieldNow());
        await(yieldNow());
        await(queue.put("b"));
        queue.shutdown(false);
        return completed();
    }

    @Async
    private static Coroutine<List<@Nullable String>> iterateWhileProducing(Queue<@Nullable String> queue) {
        Task<Void> producer = createTask(produce(queue));
        List<@Nullable String> values = await(all(queue.values()));
        await(producer);
        return completed(values);
    }

    @Test
    void queue_iterated_givesItsValuesUntilItIsShutDown() {
        Queue<@Nullable String> queue = new Queue<>(1);
        assertThat(loop.run(iterateWhileProducing(queue))).isEqualTo(Arrays.asList("a", null, "b"));
        assertThat(loop.run(queue.values().advance())).isFalse();
    }

    @Async
    private static Coroutine<String> shutDownWhileWaiting(Queue<String> queue) {
        Task<List<String>> waiting = createTask(all(queue.values()));
        await(yieldNow());
        queue.shutdown(true);
        return completed(await(waiting).toString());
    }

    @Test
    void shutdown_whileAnAdvanceWaits_endsTheIteration() {
        assertThat(loop.run(shutDownWhileWaiting(new Queue<>()))).isEqualTo("[]");
    }

    @Async
    private static Coroutine<Void> send(Channel<String> channel, @Nullable Throwable cause) {
        await(channel.send("a"));
        await(yieldNow());
        await(channel.send("b"));
        channel.close(cause);
        return completed();
    }

    @Async
    private static Coroutine<List<String>> receiveAll(Channel<String> channel, @Nullable Throwable cause) {
        Task<Void> sender = createTask(send(channel, cause));
        List<String> values = await(all(channel.values()));
        await(sender);
        return completed(values);
    }

    @Test
    void channel_iterated_givesItsValuesUntilItIsClosed() {
        assertThat(loop.run(receiveAll(Channel.rendezvous(), null))).containsExactly("a", "b");
        assertThat(loop.run(receiveAll(Channel.bounded(2), null))).containsExactly("a", "b");
    }

    @Test
    void channel_closedWithACause_throwsAtItsEnd() {
        Boom cause = new Boom("broken");
        Channel<String> channel = Channel.rendezvous();
        assertThatThrownBy(() -> loop.run(receiveAll(channel, cause)))
                .isInstanceOf(ChannelClosedException.class)
                .hasCause(cause);
        AsyncIterator<String> it = channel.values();
        assertThatThrownBy(() -> loop.run(it.advance())).isInstanceOf(ChannelClosedException.class);
        assertThatThrownBy(() -> loop.run(it.advance())).isInstanceOf(ChannelClosedException.class);
    }

    @Async
    private static Coroutine<String> cancelsAnAdvance(AsyncIterator<String> it, Coroutine<Void> then) {
        Task<Boolean> waiting = createTask(it.advance());
        await(yieldNow());
        waiting.cancel();
        try {
            await(waiting);
        } catch (CancelledError e) {
            await(then);
        }
        return completed(await(it.advance()) ? it.current() : "end");
    }

    @Test
    void cancelOfAnAdvance_losesNothing() {
        Queue<String> queue = new Queue<>();
        Channel<String> channel = Channel.bounded(1);
        assertThat(loop.run(cancelsAnAdvance(queue.values(), queue.put("next"))))
                .isEqualTo("next");
        assertThat(loop.run(cancelsAnAdvance(channel.values(), channel.send("next"))))
                .isEqualTo("next");
    }

    @Async
    private static Coroutine<Throwable> advancesTwice(AsyncIterator<String> it) {
        Task<Boolean> first = createTask(it.advance());
        await(yieldNow());
        try {
            await(it.advance());
        } catch (IllegalStateException e) {
            first.cancel();
            return completed(e);
        }
        throw new AssertionError("two at once");
    }

    @Test
    void twoAdvancesAtOnce_areRefused() {
        assertThat(loop.run(advancesTwice(new Queue<String>().values()))).hasMessageContaining("still running");
        assertThat(loop.run(advancesTwice(Channel.<String>rendezvous().values())))
                .hasMessageContaining("still running");
    }

    @Test
    void current_withoutAValue_throws() {
        Queue<String> queue = new Queue<>();
        queue.putNow("a");
        AsyncIterator<String> it = queue.values();
        assertThatThrownBy(it::current).isInstanceOf(NoSuchElementException.class);
        assertThat(loop.run(it.advance())).isTrue();
        assertThat(it.current()).isEqualTo("a");
        loop.run(it.close());
        assertThatThrownBy(it::current).isInstanceOf(NoSuchElementException.class);
        assertThat(loop.run(it.advance())).isFalse();
    }

    @Async
    private static Coroutine<Void> putAndAdvance(Queue<String> queue, AsyncIterator<String> it, long times) {
        for (long i = 0; i < times; i++) {
            await(queue.put("value"));
            await(it.advance());
        }
        return completed();
    }

    @Async
    private static Coroutine<Void> sendAndAdvance(Channel<String> channel, AsyncIterator<String> it, long times) {
        for (long i = 0; i < times; i++) {
            await(channel.send("value"));
            await(it.advance());
        }
        return completed();
    }

    @Test
    void advance_thatNeedNotWait_allocatesNothing() {
        Queue<String> queue = new Queue<>(1);
        AsyncIterator<String> it = queue.values();
        assertThat(AllocatedBytes.perCall(n -> loop.run(putAndAdvance(queue, it, n)), TIMES))
                .isZero();
        Channel<String> channel = Channel.bounded(1);
        AsyncIterator<String> received = channel.values();
        assertThat(AllocatedBytes.perCall(n -> loop.run(sendAndAdvance(channel, received, n)), TIMES))
                .isZero();
    }
}
