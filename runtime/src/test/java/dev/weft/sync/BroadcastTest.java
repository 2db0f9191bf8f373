package dev.weft.sync;

import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.EventLoop;
import dev.weft.Steps;
import dev.weft.Task;
import dev.weft.testing.TestLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BroadcastTest {

    private final TestLoop test = new TestLoop();
    private final EventLoop loop = test.loop();
    private final Broadcast<Integer> broadcast = new Broadcast<>(2, "news");
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        test.close();
    }

    private Task<Object> reads(Broadcast.Subscription<Integer> subscription, String name) {
        return loop.createTask(Steps.of(
                name,
                x -> subscription.receive(),
                value -> {
                    log.add(name + " got " + value);
                    return subscription.receive();
                },
                value -> log.add(name + " got " + value)));
    }

    @Test
    void subscribers_whenValuesAreSent_getAllOfThem() {
        reads(broadcast.subscribe(), "a");
        reads(broadcast.subscribe(), "b");

        test.run(Steps.of("main", x -> yieldNow(), x -> {
            broadcast.send(1);
            broadcast.send(2);
            return yieldNow();
        }));

        assertThat(log).containsExactly("a got 1", "a got 2", "b got 1", "b got 2");
    }

    @Test
    void subscriber_thatComesLater_getsLaterValues() {
        broadcast.send(1);
        Broadcast.Subscription<Integer> late = broadcast.subscribe();
        broadcast.send(2);

        assertThat(test.run(late.receive())).isEqualTo(2);
    }

    @Test
    void subscriber_thatIsTooSlow_isToldOnceHowManyItHasMissed() {
        Broadcast.Subscription<Integer> slow = broadcast.subscribe();
        for (int i = 1; i <= 5; i++) {
            broadcast.send(i);
        }

        assertThatThrownBy(() -> test.run(slow.receive()))
                .isInstanceOfSatisfying(
                        LaggedException.class,
                        lagged -> assertThat(lagged.missed()).isEqualTo(3))
                .hasMessageStartingWith("Broadcast news has dropped 3 values");
        assertThat(test.run(slow.receive())).isEqualTo(4);
        assertThat(test.run(slow.receive())).isEqualTo(5);
    }

    @Test
    void subscriber_whoseTaskIsCancelled_hasReceivedNothing() {
        Broadcast.Subscription<Integer> subscription = broadcast.subscribe();
        Task<Object> task = reads(subscription, "cancelled");

        test.run(Steps.of(
                "main",
                x -> yieldNow(),
                x -> {
                    broadcast.send(1);
                    task.cancel();
                    return yieldNow();
                },
                x -> subscription.receive(),
                value -> assertThat(value).isEqualTo(1)));
    }

    @Test
    void close_letsWhatWasSentBeReceived() {
        Broadcast.Subscription<Integer> subscription = broadcast.subscribe();
        Task<Integer> waiting = loop.createTask(broadcast.subscribe().receive());
        broadcast.send(1);

        test.run(Steps.of(
                        "main",
                        x -> waiting,
                        x -> {
                            broadcast.close();
                            return subscription.receive();
                        },
                        value -> {
                            assertThat(value).isEqualTo(1);
                            return subscription.receive();
                        })
                .rescuedBy(thrown -> assertThat(thrown).isInstanceOf(ChannelClosedException.class)));

        assertThatThrownBy(() -> broadcast.send(2)).isInstanceOf(ChannelClosedException.class);
    }

    @Test
    @SuppressWarnings("NullAway")
    void badInput_isRefused() {
        assertThatThrownBy(() -> new Broadcast<>(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> broadcast.send(null)).isInstanceOf(NullPointerException.class);
    }
}
