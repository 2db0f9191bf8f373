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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConditionTest {

    private final TestLoop test = new TestLoop();
    private final EventLoop loop = test.loop();
    private final Lock lock = new Lock("guard");
    private final Condition condition = new Condition(lock, "changed");
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        test.close();
    }

    private Task<Object> waiter(String name) {
        return loop.createTask(Steps.of(
                name,
                x -> lock.hold(() -> Steps.of(name, y -> condition.waitUntilNotified(), y -> {
                    assertThat(lock.isLocked()).isTrue();
                    return log.add(name);
                }))));
    }

    private Coroutine<Object> notifies(int n) {
        return Steps.of(
                "notify",
                x -> lock.hold(() -> {
                    condition.notifyMany(n);
                    return Steps.of("held", y -> log.add("notified"));
                }));
    }

    @Test
    void notify_ofSome_wakesThoseThatHaveWaitedLongest() {
        waiter("a");
        waiter("b");
        waiter("c");

        test.run(Steps.of("main", x -> yieldNow(), x -> notifies(2), x -> yieldNow(), x -> yieldNow()));

        assertThat(log).containsExactly("notified", "a", "b");
        assertThat(condition).hasToString("Condition changed [Lock guard free, 1 waiting]");
    }

    @Test
    void notify_ofAll_letsThemInOneAfterTheOther() {
        waiter("a");
        waiter("b");

        test.run(Steps.of(
                "main",
                x -> yieldNow(),
                x -> lock.hold(() -> {
                    condition.notifyEveryone();
                    return Steps.of("held", y -> log.add("notified"));
                }),
                x -> yieldNow(),
                x -> yieldNow()));

        assertThat(log).containsExactly("notified", "a", "b");
    }

    @Test
    void permit_ofATaskThatWaited_stillReleasesTheLock() {
        test.run(Steps.of("main", x -> lock.acquire(), permit -> {
            loop.createTask(notifies(1));
            return Steps.of("rest", y -> condition.waitUntilNotified(), y -> {
                assertThat(lock.isLocked()).isTrue();
                ((Permit) permit).close();
                return assertThat(lock.isLocked()).isFalse();
            });
        }));
    }

    @Test
    void waiter_thatIsCancelledWhileItReacquires_hasTheLockAndPassesTheNotificationOn() {
        Task<Object> first = waiter("first");
        waiter("second");

        test.run(Steps.of(
                "main",
                x -> yieldNow(),
                x -> lock.acquire(),
                permit -> {
                    condition.notifyOne();
                    return Steps.of(
                            "rest",
                            y -> yieldNow(),
                            y -> {
                                first.cancel(); // it waits for the lock
                                return yieldNow();
                            },
                            y -> {
                                first.cancel("again");
                                return yieldNow();
                            },
                            y -> {
                                assertThat(first.isDone())
                                        .as("it has to have the lock first")
                                        .isFalse();
                                ((Permit) permit).close();
                                return Steps.of("await", z -> first).rescuedBy(thrown -> {
                                    assertThat(thrown)
                                            .isInstanceOf(CancelledError.class)
                                            .hasMessage("again");
                                    return yieldNow();
                                });
                            });
                },
                x -> yieldNow()));

        assertThat(log).containsExactly("second");
        assertThat(lock.isLocked()).isFalse();
    }

    @Test
    void predicate_thatIsTrue_needsNoLock() {
        test.run(condition.waitUntil(() -> true));
    }

    @Test
    void predicate_thatFailsLater_isAskedWithTheLockHeld() {
        List<Boolean> answers = new ArrayList<>(List.of(false, false, true));
        loop.createTask(Steps.of(
                "waits",
                x -> lock.hold(() -> Steps.of(
                        "held",
                        y -> condition.waitUntil(() -> {
                            log.add("asked, locked: " + lock.isLocked());
                            return answers.remove(0);
                        }),
                        y -> log.add("true")))));

        test.run(Steps.of(
                "main", x -> yieldNow(), x -> notifies(1), x -> yieldNow(), x -> notifies(1), x -> yieldNow()));

        assertThat(log)
                .containsExactly(
                        "asked, locked: true",
                        "notified",
                        "asked, locked: true",
                        "notified",
                        "asked, locked: true",
                        "true");
    }

    @Test
    void use_withoutTheLock_isRefused() {
        assertThatThrownBy(() -> test.run(condition.waitUntilNotified()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("acquire the lock first");
        assertThatThrownBy(() -> test.run(condition.waitUntil(() -> false))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(condition::notifyOne).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(condition::notifyEveryone).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @SuppressWarnings("NullAway")
    void condition_withoutALockOrAPredicate_isRefused() {
        assertThatThrownBy(() -> new Condition(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> condition.waitUntil(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void interleavings_withTwoCancellations_loseNoNotification() {
        int runs = Interleavings.check(2, TwoWaiters::new);

        assertThat(runs).isGreaterThan(10_000);
    }

    /** Two tasks that wait for one of two things each, and one that brings them. */
    private static final class TwoWaiters extends SmallProgram {
        private final Lock lock = new Lock();
        private final Condition more = new Condition(lock);
        private int things;

        TwoWaiters() {
            actor("w1", this::take);
            actor("w2", this::take);
            actor("b", actor -> Steps.of("brings", x -> bring(), x -> actor.gate(), x -> bring()));
        }

        private Object take(Actor actor) {
            return lock.hold(() -> Steps.of("takes", x -> more.waitUntil(() -> things > 0), x -> {
                        check(lock.isLocked(), actor + " was notified and has not got the lock");
                        return things--;
                    })
                    .rescuedBy(thrown -> {
                        check(lock.isLocked(), actor + " was cancelled and has not got the lock");
                        throw thrown;
                    }));
        }

        private Object bring() {
            return lock.hold(() -> {
                things++;
                more.notifyOne();
                return Steps.of("brought", x -> yieldNow());
            });
        }

        @Override
        void checkSettled() {
            check(things == 0 || blocked().isEmpty(), blocked() + " wait, and there are " + things);
            check(!lock.isLocked(), "nothing runs, and the lock is locked");
        }
    }
}
