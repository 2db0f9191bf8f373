package dev.weft.sync;

import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Steps;
import dev.weft.Task;
import dev.weft.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SelectTest {

    private final TestLoop test = new TestLoop();
    private final EventLoop loop = test.loop();
    private final Channel<Integer> a = Channel.rendezvous("a");
    private final Channel<Integer> b = Channel.bounded(1, "b");

    @AfterEach
    void close() {
        test.close();
    }

    private Coroutine<String> eitherOf() {
        return Select.<String>create()
                .receive(a, value -> "a" + value)
                .receive(b, value -> "b" + value)
                .first();
    }

    @Test
    void select_ofSeveralThatCanBeDone_doesTheFirstOnly() {
        b.trySend(2);
        loop.createTask(a.send(1));

        String result = (String) test.run(Steps.of("main", x -> yieldNow(), x -> eitherOf()));

        assertThat(result).isEqualTo("a1");
        assertThat(b.tryReceive()).isEqualTo(2);
    }

    @Test
    void select_thatWaits_takesTheFirstThatComesAndLeavesTheOther() {
        Task<String> select = loop.createTask(eitherOf());

        test.run(Steps.of(
                "main",
                x -> yieldNow(),
                x -> {
                    assertThat(a.receivers().toString() + b.receivers())
                            .isEqualTo(", 1 waiting to receive, 1 waiting to receive");
                    assertThat(b.trySend(2)).isTrue();
                    assertThat(a.trySend(1)).as("the select has chosen b").isFalse();
                    return select;
                },
                value -> assertThat(value).isEqualTo("b2")));

        assertThat(a.receivers().toString() + b.receivers()).isEmpty();
    }

    @Test
    void select_ofSends_sendsOneValueOnly() {
        Task<String> select = loop.createTask(Select.<String>create()
                .send(a, 1, () -> "to a")
                .receive(Channel.<Integer>rendezvous(), value -> "never")
                .first());

        test.run(Steps.of(
                "main",
                x -> yieldNow(),
                x -> a.receive(),
                value -> {
                    assertThat(value).isEqualTo(1);
                    return select;
                },
                value -> assertThat(value).isEqualTo("to a")));

        assertThat(a.tryReceive()).isNull();
    }

    @Test
    void select_withATimeout_givesUpAndTakesNothing() {
        String result = test.run(Select.<String>create()
                .receive(a, value -> "a" + value)
                .timeout(Duration.ofSeconds(3), () -> "too late")
                .first());

        assertThat(result).isEqualTo("too late");
        assertThat(loop.time()).isEqualTo(Duration.ofSeconds(3).toNanos());
        assertThat(a.trySend(1)).isFalse();
    }

    @Test
    void select_thatWasChosenInTime_cancelsItsTimeout() {
        Task<String> select = loop.createTask(Select.<String>create()
                .receive(a, value -> "a" + value)
                .timeout(Duration.ofDays(1), () -> "too late")
                .first());

        test.run(Steps.of(
                "main",
                x -> yieldNow(),
                x -> a.send(1),
                x -> select,
                value -> assertThat(value).isEqualTo("a1")));

        assertThat(loop.time()).isZero();
    }

    @Test
    void select_withAnAlternative_takesNoTime() {
        String result = test.run(Select.<String>create()
                .receive(a, value -> "a" + value)
                .otherwise(() -> "nothing")
                .first());

        assertThat(result).isEqualTo("nothing");
    }

    @Test
    void select_thatIsCancelledAfterItWasGivenAValue_putsItBack() {
        Task<String> select = loop.createTask(eitherOf());

        test.run(Steps.of(
                "main",
                x -> yieldNow(),
                x -> {
                    a.trySend(1);
                    select.cancel();
                    return yieldNow();
                },
                x -> a.receive(),
                value -> assertThat(value).isEqualTo(1)));

        assertThat(select.isCancelled()).isTrue();
    }

    @Test
    void select_ofAClosedChannel_fails() {
        Task<String> select = loop.createTask(eitherOf());

        test.run(Steps.of("main", x -> yieldNow(), x -> {
                    a.close();
                    return select;
                })
                .rescuedBy(thrown -> assertThat(thrown).isInstanceOf(ChannelClosedException.class)));
        assertThatThrownBy(() -> test.run(eitherOf())).isInstanceOf(ChannelClosedException.class);

        assertThat(b.receivers().toString()).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway")
    void badInput_isRefused() {
        assertThatThrownBy(() -> Select.create().first()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Select.create().receive(null, value -> value))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Select.create().send(a, null, () -> "")).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Select.create().timeout(null, () -> "")).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Select.create().otherwise(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void interleavings_withACancellation_takeExactlyOneValueEach() {
        assertThat(Interleavings.check(1, Crossing::new)).isGreaterThan(1_000);
    }

    /** Two selects over the same two channels, in opposite order, and a sender at each. */
    private static final class Crossing extends SmallProgram {
        private final Channel<String> a = Channel.rendezvous();
        private final Channel<String> b = Channel.bounded(1);
        private final List<String> sent = new ArrayList<>();
        private final List<String> got = new ArrayList<>();

        Crossing() {
            actor("s", actor -> Steps.of("sends", x -> a.send("1"), x -> sent.add("1")));
            actor("t", actor -> Steps.of("sends", x -> b.send("2"), x -> sent.add("2")));
            actor(
                    "q",
                    actor -> Select.<Boolean>create()
                            .receive(a, got::add)
                            .receive(b, got::add)
                            .first());
            actor(
                    "r",
                    actor -> Select.<Boolean>create()
                            .receive(b, got::add)
                            .receive(a, got::add)
                            .first());
        }

        @Override
        void checkSettled() {
            List<String> blocked = blocked().stream().map(actor -> actor.name).toList();
            boolean receiverWaits = blocked.contains("q") || blocked.contains("r");
            boolean valueThere = a.size() + b.size() > 0 || blocked.contains("s") || blocked.contains("t");
            check(!receiverWaits || !valueThere, blocked + " wait, " + a + b);
            check(got.stream().distinct().count() == got.size(), "received twice: " + got);
            check(sent.size() <= got.size() + a.size() + b.size(), "sent " + sent + ", got " + got + ", " + a + b);
        }
    }
}
