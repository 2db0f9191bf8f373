package dev.weft.sync;

import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.EventLoop;
import dev.weft.LoopError;
import dev.weft.Steps;
import dev.weft.Task;
import dev.weft.testing.TestLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelTest {

    private final TestLoop test = new TestLoop();
    private final EventLoop loop = test.loop();
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        test.close();
    }

    private <T> Task<Object> sends(Channel<T> channel, T value) {
        return loop.createTask(Steps.of(
                        "sends", x -> channel.send(value), x -> x == null ? log.add("sent " + value) : null)
                .rescuedBy(thrown -> log.add(value + " " + thrown.getClass().getSimpleName())));
    }

    private Task<Object> receives(Channel<?> channel, String name) {
        return loop.createTask(Steps.of(
                        name,
                        x -> channel.receive(),
                        value -> value instanceof Boolean ? null : log.add(name + " got " + value))
                .rescuedBy(thrown -> log.add(name + " " + thrown.getClass().getSimpleName())));
    }

    @Test
    void send_atARendezvous_waitsForAReceive() {
        Channel<String> channel = Channel.rendezvous("meeting");
        sends(channel, "a");
        sends(channel, "b");

        test.run(Steps.of(
                "main",
                x -> yieldNow(),
                x -> {
                    assertThat(channel).hasToString("Channel meeting [0 of 0, 2 waiting to send]");
                    assertThat(channel.senders().describeWait()).isEqualTo("Channel meeting (send, 0 of 0)");
                    return channel.receive();
                },
                value -> {
                    log.add("main got " + value);
                    return yieldNow();
                },
                x -> channel.receive(),
                value -> {
                    log.add("main got " + value);
                    return yieldNow();
                }));

        assertThat(log).containsExactly("main got a", "sent a", "main got b", "sent b");
    }

    @Test
    void send_whereATaskWaitsToReceive_takesNoTurn() {
        Channel<String> channel = Channel.rendezvous();
        receives(channel, "r");

        test.run(Steps.of("main", x -> yieldNow(), x -> channel.send("a"), x -> {
            log.add("sent");
            return yieldNow();
        }));

        assertThat(log).containsExactly("sent", "r got a");
    }

    @Test
    void channel_thatIsFull_takesTheValuesOfThoseThatWaitInOrder() {
        Channel<Integer> channel = Channel.bounded(2);
        for (int i = 1; i <= 4; i++) {
            sends(channel, i);
        }

        test.run(Steps.of("main", x -> yieldNow(), x -> channel.receive(), first -> {
            assertThat(first).isEqualTo(1);
            assertThat(channel.trySend(9)).as("a task was first").isFalse();
            return yieldNow();
        }));

        assertThat(log).containsExactly("sent 1", "sent 2", "sent 3");
        assertThat(List.of(channel.tryReceive(), channel.tryReceive(), channel.tryReceive()))
                .containsExactly(2, 3, 4);
        assertThat(channel.tryReceive()).isNull();
    }

    @Test
    void newcomer_atAChannelWhereATaskWasWoken_takesNothingFromIt() {
        Channel<String> channel = Channel.bounded(1);
        receives(channel, "first");

        test.run(Steps.of("main", x -> yieldNow(), x -> {
            assertThat(channel.trySend("a")).isTrue();
            assertThat(channel.tryReceive()).isNull();
            return yieldNow();
        }));

        assertThat(log).containsExactly("first got a");
    }

    @Test
    void values_ofReceiversThatAreCancelledAfterTheyWereGivenThem_comeFirstAndInOrder() {
        Channel<Integer> channel = Channel.bounded(1);
        Task<Object> one = receives(channel, "one");
        Task<Object> two = receives(channel, "two");

        test.run(Steps.of("main", x -> yieldNow(), x -> {
            channel.trySend(1);
            channel.trySend(2);
            channel.trySend(3);
            two.cancel();
            one.cancel();
            return yieldNow();
        }));

        assertThat(log).containsExactly("one CancelledError", "two CancelledError");
        assertThat(channel).hasToString(channel.label() + " [3 of 1]");
        assertThat(List.of(channel.tryReceive(), channel.tryReceive(), channel.tryReceive()))
                .containsExactly(1, 2, 3);
    }

    @Test
    void value_ofAReceiverThatIsCancelled_goesToTheNextOneInLine() {
        Channel<Integer> channel = Channel.rendezvous();
        Task<Object> one = receives(channel, "one");
        receives(channel, "two");

        test.run(Steps.of(
                "main",
                x -> yieldNow(),
                x -> {
                    channel.trySend(1);
                    one.cancel();
                    return yieldNow();
                },
                x -> yieldNow()));

        assertThat(log).containsExactly("one CancelledError", "two got 1");
    }

    @Test
    void sender_thatIsCancelled_takesItsValueAway() {
        Channel<Integer> channel = Channel.rendezvous();
        Task<Object> one = sends(channel, 1);
        sends(channel, 2);

        test.run(Steps.of("main", x -> yieldNow(), x -> {
            one.cancel();
            return assertThat(channel.tryReceive()).isEqualTo(2);
        }));

        assertThat(log).startsWith("1 CancelledError");
    }

    @Test
    void close_withValuesLeft_letsThemBeReceived() {
        Channel<Integer> channel = Channel.bounded(1, "jobs");
        sends(channel, 1);
        sends(channel, 2);
        IOException cause = new IOException("cut");

        test.run(Steps.of(
                        "main",
                        x -> yieldNow(),
                        x -> {
                            channel.close(cause);
                            channel.close();
                            assertThatThrownBy(() -> channel.trySend(3))
                                    .isInstanceOf(ChannelClosedException.class)
                                    .hasMessage("Channel jobs is closed")
                                    .hasCause(cause);
                            return channel.receive();
                        },
                        first -> {
                            assertThat(first).isEqualTo(1);
                            return channel.receive();
                        },
                        second -> {
                            assertThat(second).isEqualTo(2);
                            return channel.receiveOrNull();
                        })
                .rescuedBy(thrown -> assertThat(thrown)
                        .isInstanceOf(ChannelClosedException.class)
                        .hasCause(cause)));

        assertThat(channel.isClosed()).isTrue();
    }

    @Test
    void close_whereTasksWaitToReceive_endsTheirWait() {
        Channel<Integer> channel = Channel.bounded(1);
        receives(channel, "a");
        loop.createTask(Steps.of("b", x -> channel.receiveOrNull(), value -> log.add("b got " + value)));

        test.run(Steps.of(
                "main",
                x -> yieldNow(),
                x -> {
                    channel.close();
                    return yieldNow();
                },
                x -> channel.receiveOrNull(),
                value -> log.add("main got " + value)));

        assertThat(log).containsExactly("a ChannelClosedException", "b got null", "main got null");
    }

    @Test
    void cancel_ofTheReceivingEnd_closesWhatNobodyCanReceiveAndFailsThoseThatSend() {
        List<LoopError> errors = new ArrayList<>();
        loop.setExceptionHandler((where, error) -> errors.add(error));
        Channel<AutoCloseable> channel = Channel.bounded(2);
        Task<Object> given = receives(channel, "given");
        IOException stuck = new IOException("stuck");

        test.run(Steps.of(
                "main",
                x -> yieldNow(),
                x -> {
                    channel.trySend(() -> log.add("closed the value of the cancelled receiver"));
                    channel.trySend(() -> {
                        throw stuck;
                    });
                    channel.trySend(() -> log.add("closed what was left"));
                    sends(channel, () -> log.add("never sent, not closed"));
                    return yieldNow();
                },
                x -> {
                    channel.cancel();
                    given.cancel();
                    return yieldNow();
                }));

        assertThat(given.isDone()).isTrue();
        assertThat(log).contains("closed what was left").doesNotContain("never sent, not closed");
        assertThat(errors)
                .singleElement()
                .satisfies(error -> assertThat(error.exception()).isSameAs(stuck));
    }

    @Test
    void value_thatComesBackAfterTheCancel_isClosed() {
        Channel<AutoCloseable> channel = Channel.rendezvous();
        Task<Object> given = receives(channel, "given");

        test.run(Steps.of("main", x -> yieldNow(), x -> {
            channel.trySend(() -> log.add("closed"));
            given.cancel();
            channel.cancel();
            return yieldNow();
        }));

        assertThat(log).containsExactly("closed", "given CancelledError");
    }

    @Test
    @SuppressWarnings("NullAway")
    void badInput_isRefused() {
        assertThatThrownBy(() -> Channel.bounded(0)).isInstanceOf(IllegalArgumentException.class);
        Channel<Integer> channel = Channel.bounded(1);
        assertThatThrownBy(() -> channel.send(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> channel.trySend(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void use_onAForeignThread_isRefused() {
        Channel<Integer> channel = Channel.rendezvous();
        receives(channel, "a");

        test.run(Steps.of("main", x -> yieldNow(), x -> {
            assertThatThrownBy(() ->
                            CompletableFuture.runAsync(() -> channel.trySend(1)).join())
                    .hasRootCauseInstanceOf(IllegalStateException.class);
            return assertThat(channel).hasToString(channel.label() + " [0 of 0, 1 waiting to receive]");
        }));
    }

    @Test
    void interleavings_atARendezvousWithACancellation_loseNoValueAndNoWakeUp() {
        assertThat(Interleavings.check(2, () -> new Traffic(Channel.rendezvous())))
                .isGreaterThan(10_000);
    }

    @Test
    void interleavings_atABoundedChannelWithTwoCancellations_loseNoValueAndNoWakeUp() {
        assertThat(Interleavings.check(2, () -> new Traffic(Channel.bounded(1))))
                .isGreaterThan(10_000);
    }

    /** Two tasks that send and two that receive. */
    private static final class Traffic extends SmallProgram {
        private final Channel<String> channel;
        private final List<String> sent = new ArrayList<>();
        private final List<String> got = new ArrayList<>();
        private int asked;

        Traffic(Channel<String> channel) {
            this.channel = channel;
            actor("s1", actor -> sends("1"));
            actor("s2", actor -> sends("2"));
            actor("r1", this::receives);
            actor("r2", this::receives);
        }

        /** The receiver that asked first gets the value that was sent first, whichever runs first. */
        private Object receives(Actor actor) {
            String first = asked++ == 0 ? "1" : "2";
            return Steps.of("receives", x -> channel.receive(), value -> {
                if (actors.stream().noneMatch(other -> other.cancelled)) {
                    check(value.equals(first), actor + " got " + value);
                }
                return got.add((String) value);
            });
        }

        private Object sends(String value) {
            return Steps.of("sends", x -> channel.send(value), x -> sent.add(value));
        }

        @Override
        void checkSettled() {
            List<String> blocked = blocked().stream().map(actor -> actor.name).toList();
            boolean receiverWaits = blocked.stream().anyMatch(name -> name.startsWith("r"));
            boolean senderWaits = blocked.stream().anyMatch(name -> name.startsWith("s"));
            check(!receiverWaits || (channel.size() == 0 && !senderWaits), blocked + " wait, " + channel);
            check(got.stream().distinct().count() == got.size(), "received twice: " + got);
            check(sent.size() <= got.size() + channel.size(), "sent " + sent + ", got " + got + ", " + channel);
        }
    }
}
