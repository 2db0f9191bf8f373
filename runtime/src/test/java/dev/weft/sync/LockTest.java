package dev.weft.sync;

import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Steps;
import dev.weft.Task;
import dev.weft.testing.TestLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LockTest {

    private final TestLoop test = new TestLoop();
    private final EventLoop loop = test.loop();
    private final Lock lock = new Lock("accounts");
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        test.close();
    }

    private Coroutine<Object> section(String name) {
        return Steps.of(
                name,
                x -> lock.hold(() -> {
                    log.add(name + " in");
                    return Steps.of(name, y -> yieldNow(), y -> log.add(name + " out"));
                }));
    }

    @Test
    void acquire_ofAFreeLock_takesNoTurn() {
        loop.callSoon(() -> log.add("another turn"));

        test.run(Steps.of("main", x -> lock.acquire(), permit -> {
            log.add("locked: " + lock.isLocked());
            ((Permit) permit).close();
            return log.add("locked: " + lock.isLocked());
        }));

        assertThat(log.subList(log.indexOf("locked: true"), log.size())).startsWith("locked: true", "locked: false");
    }

    @Test
    void acquire_thatIsNotAwaited_takesNothing() {
        Coroutine<Permit> cold = lock.acquire();

        assertThat(lock.isLocked()).isFalse();
        assertThat(cold.state()).isEqualTo(Coroutine.State.CREATED);
        assertThat(cold.name()).isEqualTo("Lock.acquire");
        cold.close();
        test.run(cold(lock.acquire()));
        assertThat(lock.isLocked()).isTrue();
    }

    private static <T> Coroutine<T> cold(Coroutine<T> coroutine) {
        return coroutine;
    }

    @Test
    void tasks_thatWait_getItInTheOrderInWhichTheyAsked() {
        test.run(Steps.of("main", x -> dev.weft.Weft.gather(List.of(section("a"), section("b"), section("c")))));

        assertThat(log).containsExactly("a in", "a out", "b in", "b out", "c in", "c out");
    }

    @Test
    void newcomer_whenAnotherWasWokenAndHasNotRun_waitsBehindIt() {
        test.run(Steps.of("main", x -> lock.acquire(), permit -> {
            loop.createTask(section("first"));
            return Steps.of("rest", y -> yieldNow(), y -> {
                ((Permit) permit).close();
                assertThat(lock.isLocked()).isFalse();
                return section("newcomer");
            });
        }));

        assertThat(log).containsExactly("first in", "first out", "newcomer in", "newcomer out");
    }

    @Test
    void permit_closedTwice_doesNotReleaseTheNextHolder() {
        test.run(Steps.of("main", x -> lock.acquire(), first -> {
            ((Permit) first).close();
            return Steps.of("again", y -> lock.acquire(), second -> {
                ((Permit) first).close();
                assertThat(lock.isLocked()).isTrue();
                ((Permit) second).close();
                return assertThat(lock.isLocked()).isFalse();
            });
        }));
    }

    @Test
    void release_ofAFreeLock_isRefused() {
        assertThatThrownBy(lock::release)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Lock accounts [free]");
    }

    @Test
    void hold_whoseBodyFails_releasesAndThrowsTheSame() {
        IllegalStateException boom = new IllegalStateException("boom");

        assertThatThrownBy(() -> test.run(lock.hold(() -> {
                    throw boom;
                })))
                .isSameAs(boom);
        assertThatThrownBy(() -> test.run(lock.hold(() -> Steps.of("body", x -> yieldNow(), x -> {
                    throw boom;
                }))))
                .isSameAs(boom);
        assertThat(lock.isLocked()).isFalse();
    }

    @Test
    @SuppressWarnings("NullAway")
    void hold_withoutABody_isRefused() {
        assertThatThrownBy(() -> lock.hold(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void waiter_thatIsCancelled_leavesTheLine() {
        test.run(Steps.of("main", x -> lock.acquire(), permit -> {
            Task<Object> waiting = loop.createTask(section("waiting"));
            return Steps.of("rest", y -> yieldNow(), y -> {
                assertThat(lock).hasToString("Lock accounts [locked, 1 waiting]");
                waiting.cancel();
                return Steps.of("await", z -> waiting).rescuedBy(thrown -> {
                    assertThat(thrown).isInstanceOf(CancelledError.class);
                    return assertThat(lock).hasToString("Lock accounts [locked]");
                });
            });
        }));
    }

    @Test
    void wait_asATask_isNamedWithItsHolder() {
        test.run(Steps.of("main", x -> lock.acquire(), permit -> {
            Task<Object> waiting = loop.createTask(section("waiting"));
            return Steps.of("rest", y -> yieldNow(), y -> {
                WaitList list = lock.waiters;
                assertThat(list.describeWait()).isEqualTo("Lock accounts");
                assertThat(list.holders()).singleElement().hasToString(dev.weft.Weft.currentTask() + "");
                return waiting.cancel();
            });
        }));
    }

    @Test
    void use_inAnotherLoop_isRefused() {
        test.run(Steps.of("main", x -> lock.acquire(), permit -> {
            loop.createTask(section("waiting"));
            return yieldNow();
        }));
        try (TestLoop other = new TestLoop()) {
            assertThatThrownBy(() -> other.run(section("foreign")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("bound to a different event loop");
        }
    }

    @Test
    void contendedUse_withoutALoop_isRefused() {
        lock.take();

        CompletableFuture<Object> outcome = dev.weft.internal.task.SharedExecution.run(lock.acquire());

        assertThat(outcome.handle((value, thrown) -> thrown).join())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no running event loop");
        assertThat(lock).hasToString("Lock accounts [locked]");
    }

    @Test
    void release_onAForeignThread_isRefusedAndChangesNothing() {
        test.run(Steps.of("main", x -> lock.acquire(), permit -> {
            loop.createTask(section("waiting"));
            return Steps.of("rest", y -> yieldNow(), y -> {
                CompletableFuture<@Nullable Throwable> outcome =
                        CompletableFuture.runAsync(lock::release).handle((value, thrown) -> thrown);
                assertThat(outcome.join()).hasRootCauseInstanceOf(IllegalStateException.class);
                assertThat(lock).hasToString("Lock accounts [locked, 1 waiting]");
                ((Permit) permit).close();
                return null;
            });
        }));
    }

    @Test
    void coroutine_ofAnUncontendedAcquire_isRefusedTheSecondTime() {
        Coroutine<Permit> once = lock.acquire();

        assertThatThrownBy(() -> test.run(Steps.of("main", x -> once, permit -> {
                    ((Permit) permit).close();
                    return once;
                })))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot reuse");
    }

    @Test
    void interleavings_withTwoCancellations_keepExclusionAndOrderAndLoseNoWakeUp() {
        int runs = Interleavings.check(2, () -> new ThreeSections(new Lock()));

        assertThat(runs).isGreaterThan(50_000);
    }

    /** Three tasks that want to be in the same section. */
    private static final class ThreeSections extends SmallProgram {
        private final Lock lock;
        private final List<Actor> asked = new ArrayList<>();
        private final List<Actor> inside = new ArrayList<>();

        ThreeSections(Lock lock) {
            this.lock = lock;
            for (String name : List.of("a1", "a2", "a3")) {
                actor(name, actor -> {
                    asked.add(actor);
                    return lock.hold(() -> enter(actor));
                });
            }
        }

        private Coroutine<Object> enter(Actor actor) {
            check(inside.isEmpty(), inside + " is inside when " + actor + " gets in");
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
            check(inside.isEmpty() || lock.isLocked(), "a task is inside and the lock is free");
            check(!inside.isEmpty() || blocked().isEmpty(), blocked() + " wait, and nobody is inside");
            check(!inside.isEmpty() || !lock.isLocked(), "nobody is inside and the lock is locked");
        }
    }
}
