package dev.weft.sync;

import static dev.weft.Weft.currentTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Steps;
import dev.weft.Task;
import dev.weft.testing.TestLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CapacityLimiterTest {

    private final TestLoop test = new TestLoop();
    private final EventLoop loop = test.loop();
    private final CapacityLimiter limiter = new CapacityLimiter(1, "downloads");
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        test.close();
    }

    private Coroutine<Object> section(String name) {
        return Steps.of(
                name,
                x -> limiter.hold(() -> {
                    log.add(name + " in");
                    return Steps.of(name, y -> yieldNow(), y -> log.add(name + " out"));
                }));
    }

    @Test
    void tasks_thatWait_borrowInTheOrderInWhichTheyAsked() {
        test.run(Steps.of("main", x -> gather(List.of(section("a"), section("b"), section("c")))));

        assertThat(log).containsExactly("a in", "a out", "b in", "b out", "c in", "c out");
        assertThat(limiter.borrowed()).isZero();
    }

    @Test
    void borrower_thatHasAToken_getsNoOther() {
        limiter.setTotal(2);

        test.run(Steps.of(
                "main",
                x -> limiter.acquire(),
                first -> {
                    assertThat(limiter.holders())
                            .hasSize(1)
                            .allSatisfy(
                                    task -> assertThat(task == currentTask()).isTrue());
                    return Steps.of("again", y -> limiter.acquire())
                            .rescuedBy(thrown -> assertThat(thrown).isInstanceOf(IllegalStateException.class));
                },
                x -> limiter.acquireFor("a user"),
                second -> {
                    assertThat(limiter).hasToString("CapacityLimiter downloads [2 of 2 lent]");
                    ((Permit) second).close();
                    ((Permit) second).close();
                    limiter.release();
                    return assertThat(limiter.borrowed()).isZero();
                }));
    }

    @Test
    void release_byOneThatHasBorrowedNothing_isRefused() {
        assertThatThrownBy(limiter::release).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> limiter.releaseFor("nobody"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nobody");
    }

    @Test
    void total_thatIsChanged_letsWaitersInOrKeepsThemOut() {
        Task<Permit> first = loop.createTask(limiter.acquireFor("first"));
        Task<Permit> second = loop.createTask(limiter.acquireFor("second"));
        Task<Permit> third = loop.createTask(limiter.acquireFor("third"));

        test.run(Steps.of(
                "main",
                x -> first,
                x -> {
                    limiter.setTotal(2);
                    return second;
                },
                x -> {
                    assertThat(limiter.borrowed()).isEqualTo(2);
                    limiter.setTotal(1);
                    limiter.releaseFor("first");
                    return yieldNow();
                },
                x -> {
                    assertThat(third.isDone())
                            .as("one is lent, and that is all")
                            .isFalse();
                    limiter.releaseFor("second");
                    return third;
                }));

        assertThat(limiter.borrowed()).isEqualTo(1);
        assertThatThrownBy(() -> limiter.setTotal(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void waiter_thatWasWokenAndIsCancelled_passesTheTokenOn() {
        loop.createTask(section("a"));
        Task<Object> second = loop.createTask(section("b"));
        loop.createTask(section("c"));

        test.run(Steps.of(
                "main",
                x -> yieldNow(),
                x -> {
                    second.cancel();
                    return yieldNow();
                },
                x -> yieldNow(),
                x -> yieldNow()));

        assertThat(log).contains("c out").doesNotContain("b in");
        assertThat(limiter.borrowed()).isZero();
    }

    @Test
    @SuppressWarnings("NullAway")
    void badInput_isRefused() {
        assertThatThrownBy(() -> new CapacityLimiter(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> limiter.acquireFor(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void interleavings_withACancellation_lendNoMoreThanThereIsAndLoseNoWakeUp() {
        assertThat(Interleavings.check(1, Borrowers::new)).isGreaterThan(1_000);
    }

    /** Three tasks that want the one token. */
    private static final class Borrowers extends SmallProgram {
        private final CapacityLimiter limiter = new CapacityLimiter(1);
        private int inside;

        Borrowers() {
            for (String name : List.of("a1", "a2", "a3")) {
                actor(
                        name,
                        actor -> limiter.hold(() -> {
                            check(++inside == 1, inside + " are inside");
                            return Steps.of("body", x -> actor.gate(), x -> inside--)
                                    .rescuedBy(thrown -> {
                                        inside--;
                                        throw thrown;
                                    });
                        }));
            }
        }

        @Override
        void checkSettled() {
            check(limiter.borrowed() == inside, limiter + " with " + inside + " inside");
            check(inside == 1 || blocked().isEmpty(), blocked() + " wait, and nobody is inside");
        }
    }
}
