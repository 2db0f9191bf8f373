package dev.weft.sync;

import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.EventLoop;
import dev.weft.Steps;
import dev.weft.Task;
import dev.weft.testing.TestLoop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BarrierTest {

    private final TestLoop test = new TestLoop();
    private final EventLoop loop = test.loop();
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        test.close();
    }

    private Task<Object> arrives(Barrier barrier, String name) {
        return loop.createTask(Steps.of(
                        name,
                        x -> barrier.arriveAndWait(),
                        index -> index instanceof Integer ? log.add(name + " " + index) : null)
                .rescuedBy(thrown -> log.add(name + " " + thrown.getClass().getSimpleName())));
    }

    @Test
    void tasks_whenAllHaveArrived_goOnFromTheLastOne() {
        Barrier barrier = new Barrier(3, "start");
        arrives(barrier, "a");
        arrives(barrier, "b");

        test.run(Steps.of(
                "main",
                x -> yieldNow(),
                x -> {
                    assertThat(barrier).hasToString("Barrier start [2 of 3]");
                    assertThat(barrier.waiting()).isEqualTo(2);
                    arrives(barrier, "c");
                    return yieldNow();
                },
                x -> yieldNow()));

        assertThat(log).containsExactly("c 2", "a 0", "b 1");
        assertThat(barrier.waiting()).isZero();
    }

    @Test
    void newcomer_whileOthersLeave_waitsForTheNextRound() {
        Barrier barrier = new Barrier(2);
        for (String name : List.of("a", "b", "c", "d")) {
            arrives(barrier, name);
        }

        test.run(Steps.of("main", x -> yieldNow(), x -> yieldNow(), x -> yieldNow(), x -> yieldNow()));

        assertThat(log).containsExactly("b 1", "a 0", "d 1", "c 0");
    }

    @Test
    void task_thatIsCancelled_leavesItsIndexToTheNext() {
        Barrier barrier = new Barrier(2);
        Task<Object> first = arrives(barrier, "first");

        test.run(Steps.of(
                "main",
                x -> yieldNow(),
                x -> {
                    first.cancel();
                    return yieldNow();
                },
                x -> {
                    arrives(barrier, "second");
                    arrives(barrier, "third");
                    return yieldNow();
                },
                x -> yieldNow()));

        assertThat(log).containsExactly("first CancelledError", "third 1", "second 0");
    }

    @Test
    void reset_ofABarrierWhereTasksWait_failsThemAndStartsAnew() {
        Barrier barrier = new Barrier(2);
        arrives(barrier, "a");

        test.run(Steps.of(
                "main",
                x -> yieldNow(),
                x -> {
                    barrier.reset();
                    arrives(barrier, "b");
                    arrives(barrier, "c");
                    return yieldNow();
                },
                x -> yieldNow(),
                x -> yieldNow()));

        assertThat(log).containsExactly("a BrokenBarrierException", "c 1", "b 0");
    }

    @Test
    void abort_untilTheReset_failsAllThatArrive() {
        Barrier barrier = new Barrier(2, "start");
        arrives(barrier, "a");

        test.run(Steps.of(
                "main",
                x -> yieldNow(),
                x -> {
                    barrier.abort();
                    assertThat(barrier.isBroken()).isTrue();
                    return yieldNow();
                },
                x -> {
                    arrives(barrier, "b");
                    return yieldNow();
                },
                x -> {
                    barrier.reset();
                    arrives(barrier, "c");
                    arrives(barrier, "d");
                    return yieldNow();
                },
                x -> yieldNow()));

        assertThat(log).containsExactly("a BrokenBarrierException", "b BrokenBarrierException", "d 1", "c 0");
    }

    @Test
    void barrier_forNobody_isRefused() {
        assertThatThrownBy(() -> new Barrier(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void interleavings_withACancellation_giveEachRoundEachIndexOnce() {
        int runs = Interleavings.check(1, FourArrivals::new);

        assertThat(runs).isGreaterThan(1_000);
    }

    /** Four tasks at a barrier for two. */
    private static final class FourArrivals extends SmallProgram {
        private final Barrier barrier = new Barrier(2);
        private final Set<Integer> round = new HashSet<>();

        FourArrivals() {
            for (String name : List.of("a1", "a2", "a3", "a4")) {
                actor(
                        name,
                        actor -> Steps.of("arrives", x -> barrier.arriveAndWait(), index -> {
                                    check(round.add((Integer) index), actor + " is the second one with index " + index);
                                    if (round.size() == 2) {
                                        round.clear();
                                    }
                                    return null;
                                })
                                .rescuedBy(thrown -> {
                                    round.clear(); // one that was let go and cancelled: the other has its index alone
                                    throw thrown;
                                }));
            }
        }

        @Override
        void checkSettled() {
            check(blocked().size() < 2, blocked() + " wait for each other");
            check(barrier.waiting() == blocked().size(), barrier + " with " + blocked());
        }
    }
}
