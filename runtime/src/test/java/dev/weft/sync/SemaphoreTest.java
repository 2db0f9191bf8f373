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

class SemaphoreTest {

    private final TestLoop test = new TestLoop();
    private final EventLoop loop = test.loop();
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        test.close();
    }

    private Coroutine<Object> section(Semaphore semaphore, String name) {
        return Steps.of(
                name,
                x -> semaphore.hold(() -> {
                    log.add(name + " in");
                    return Steps.of(name, y -> yieldNow(), y -> log.add(name + " out"));
                }));
    }

    @Test
    void tasks_thatWait_getPermitsInTheOrderInWhichTheyAsked() {
        Semaphore two = new Semaphore(2);

        test.run(Steps.of("main", x -> gather(List.of(section(two, "a"), section(two, "b"), section(two, "c")))));

        assertThat(log).containsExactly("a in", "b in", "a out", "b out", "c in", "c out");
        assertThat(two.isLocked()).isFalse();
    }

    @Test
    void newcomer_whenAnotherWasWokenAndHasNotRun_waitsBehindIt() {
        Semaphore one = new Semaphore(1);

        test.run(Steps.of("main", x -> one.acquire(), permit -> {
            loop.createTask(section(one, "first"));
            return Steps.of("rest", y -> yieldNow(), y -> {
                ((Permit) permit).close();
                one.release();
                assertThat(one.isLocked())
                        .as("one permit is free, but another task was first")
                        .isTrue();
                return section(one, "newcomer");
            });
        }));

        assertThat(log).startsWith("first in");
    }

    @Test
    void waiter_thatWasWokenAndIsCancelled_passesThePermitOn() {
        Semaphore none = new Semaphore(0);
        Task<Object> first = loop.createTask(section(none, "first"));
        loop.createTask(section(none, "second"));

        test.run(Steps.of(
                "main",
                x -> yieldNow(),
                x -> {
                    none.release();
                    first.cancel();
                    return yieldNow();
                },
                x -> yieldNow(),
                x -> yieldNow()));

        assertThat(log).containsExactly("second in", "second out");
        assertThat(none).hasToString(none.label() + " [1 free]");
    }

    @Test
    void permit_closedTwice_releasesOnce() {
        Semaphore two = new Semaphore(2);

        test.run(Steps.of("main", x -> two.acquire(), permit -> {
            ((Permit) permit).close();
            ((Permit) permit).close();
            return assertThat(two.free()).isEqualTo(2);
        }));
    }

    @Test
    void semaphore_withFewerThanNoPermits_isRefused() {
        assertThatThrownBy(() -> new Semaphore(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BoundedSemaphore(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void release_ofABoundedSemaphoreThatIsFree_isRefused() {
        Semaphore bounded = new BoundedSemaphore(1, "seats");

        assertThatThrownBy(bounded::release)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("BoundedSemaphore seats [1 free]");
        test.run(Steps.of("main", x -> bounded.acquire(), permit -> {
            bounded.release();
            return assertThatThrownBy(((Permit) permit)::close).isInstanceOf(IllegalStateException.class);
        }));
        new Semaphore(1).release();
    }

    @Test
    void holders_whenPermitsAreClosedAndReleased_areThoseThatAreKnown() {
        Semaphore three = new Semaphore(3);

        test.run(Steps.of(
                "main",
                x -> three.acquire(),
                first -> Steps.of("more", y -> three.acquire(), second -> {
                    assertThat(three.holders())
                            .hasSize(2)
                            .allSatisfy(
                                    task -> assertThat(task == currentTask()).isTrue());
                    ((Permit) first).close();
                    assertThat(three.holders()).hasSize(1);
                    three.release();
                    assertThat(three.holders()).isEmpty();
                    return Steps.of("again", z -> three.acquire(), third -> {
                        loop.callSoon(three::release); // no task runs there: it cannot say whose permit this is
                        return Steps.of(
                                "later",
                                z -> yieldNow(),
                                z -> assertThat(three.holders()).hasSize(0));
                    });
                })));
    }

    @Test
    void interleavings_withACancellation_keepTheNumberAndTheOrderAndLoseNoWakeUp() {
        int runs = Interleavings.check(1, () -> new FourTasks(new BoundedSemaphore(2)));

        assertThat(runs).isGreaterThan(1_000);
    }

    /** Tasks that want to be in the same room, which has two places. */
    private static final class FourTasks extends SmallProgram {
        private final BoundedSemaphore places;
        private final List<Actor> asked = new ArrayList<>();
        private final List<Actor> inside = new ArrayList<>();

        FourTasks(BoundedSemaphore places) {
            this.places = places;
            for (String name : List.of("a1", "a2", "a3")) {
                actor(name, actor -> {
                    asked.add(actor);
                    return places.hold(() -> enter(actor));
                });
            }
        }

        private Coroutine<Object> enter(Actor actor) {
            check(inside.size() < 2, inside + " are inside when " + actor + " gets in");
            for (Actor before : asked.subList(0, asked.indexOf(actor))) {
                check(!before.isWaiting(), actor + " overtakes " + before);
            }
            asked.remove(actor);
            inside.add(actor);
            return Steps.of("body", x -> actor.gate(), x -> inside.remove(actor))
                    .rescuedBy(thrown -> {
                        inside.remove(actor);
                        throw thrown;
                    });
        }

        @Override
        void checkSettled() {
            check(inside.size() == 2 || blocked().isEmpty(), blocked() + " wait, and only " + inside + " are inside");
            check(places.free() == 2 - inside.size(), places + " with " + inside + " inside");
        }
    }
}
