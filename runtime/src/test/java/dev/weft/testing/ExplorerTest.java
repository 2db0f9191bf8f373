package dev.weft.testing;

import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Steps;
import dev.weft.TaskOptions;
import dev.weft.Waitable;
import dev.weft.Weft;
import dev.weft.internal.probe.ProbedRun;
import dev.weft.sync.Lock;
import dev.weft.sync.Permit;
import dev.weft.testing.ScheduleFailure.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExplorerTest extends ExplorerCase {

    private static final String PREFIXES = "dev.weft.agent.test"; // which the agent sets

    /** Two withdrawals, of which the second begins a turn later: in FIFO order the first has ended by then. */
    private static final class Account implements Scenario {

        private int balance = 100;

        @Override
        public Coroutine<?> body() {
            return Steps.of(
                    "body", x -> gather(withdraw(10), Steps.of("late", y -> yieldNow(), y -> withdraw(20))), x -> {
                        if (balance != 70) {
                            throw new IllegalStateException("the balance is " + balance);
                        }
                        return null;
                    });
        }

        private Coroutine<@Nullable Object> withdraw(int amount) {
            int[] before = new int[1];
            return Steps.of(
                    "withdraw",
                    x -> {
                        before[0] = balance;
                        return yieldNow();
                    },
                    x -> balance = before[0] - amount);
        }
    }

    @Test
    void check_ofALostUpdate_failsWithItsStepsAndTheScheduleThatRepeatsIt() {
        ScheduleFailure failure = failure(EXPLORER, Account::new);

        assertThat(failure.kind()).isEqualTo(Kind.THROWN);
        assertThat(failure).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(failure.getMessage().lines())
                .first()
                .isEqualTo("THROWN: java.lang.IllegalStateException: the balance is 80");
        assertThat(failure.getMessage())
                .contains("main", "Task-1 is held back for Task-2", "throws IllegalStateException")
                .endsWith("\n  replay: " + failure.schedule());
        Schedule schedule = Schedule.parse(failure.schedule().toString());
        assertThat(failure(Explorer.replay(schedule), Account::new)).hasMessage(failure.getMessage());
    }

    @Test
    void check_withoutDelays_runsFifoOnly() {
        Exploration exploration = EXPLORER.delays(0).check(Account::new);

        assertThat(exploration.schedules()).isEqualTo(1);
        assertThat(exploration.decisions()).isPositive();
        assertThat(exploration.complete()).isTrue();
    }

    @Test
    void check_byChance_makesTheFailureAsShortAndRepeatsItForTheSameSeed() {
        ScheduleFailure simplest = failure(EXPLORER, Account::new);

        assertThat(failure(Explorer.random(7), Account::new)).hasMessage(simplest.getMessage());
        assertThat(failure(Explorer.random(7), Account::new)).hasMessage(simplest.getMessage());
    }

    @Test
    void explore_ofTasksThatAreReady_runsEachOrderOnce() {
        List<String> orders = new ArrayList<>();

        Exploration exploration = EXPLORER.explore(() -> {
            StringBuilder order = new StringBuilder();
            return of(() -> Steps.of(
                    "body",
                    x -> gather(List.of("a", "b", "c").stream()
                            .map(name -> Steps.of(name, y -> order.append(name)))
                            .toList()),
                    x -> orders.add(order.toString())));
        });

        assertThat(exploration.failures()).isEmpty();
        assertThat(exploration.complete()).isTrue();
        assertThat(exploration.delays()).isEqualTo(2);
        assertThat(orders.get(0)).isEqualTo("abc");
        assertThat(new TreeSet<>(orders)).containsExactly("abc", "acb", "bac", "bca", "cab", "cba");
    }

    @Test
    void explore_afterAFailure_goesOnAndGivesThoseThatDiffer() {
        Exploration exploration = EXPLORER.explore(() -> {
            StringBuilder order = new StringBuilder();
            return of(() -> Steps.of(
                    "body",
                    x -> gather(Steps.of("a", y -> order.append("a")), Steps.of("b", y -> order.append("b"))),
                    x -> {
                        if (order.toString().equals("ba")) {
                            throw new IllegalStateException("b before a");
                        }
                        return createTask(Steps.of("left", y -> sleep(Duration.ofHours(1))))
                                .isDone();
                    }));
        });

        assertThat(exploration.complete()).isTrue();
        assertThat(exploration.failures())
                .extracting(ScheduleFailure::kind)
                .containsExactlyInAnyOrder(Kind.LEAKED, Kind.THROWN);
    }

    @Test
    void check_ofLocksTakenCrosswise_namesWhoHoldsWhatOthersWaitFor() {
        ScheduleFailure failure = failure(EXPLORER.jitter(Duration.ofMillis(5)), () -> {
            Lock a = new Lock("A");
            Lock b = new Lock("B");
            return of(() -> Steps.of(
                    "body",
                    x -> gather(
                            createTask(both(1, a, b), TaskOptions.defaults().named("left")),
                            createTask(both(4, b, a), TaskOptions.defaults().named("right")))));
        });

        assertThat(failure.kind()).isEqualTo(Kind.STALLED);
        assertThat(failure.getMessage())
                .startsWith("STALLED: nothing can wake the loop. Waiting:")
                .contains(
                        "left  at Lock.acquire < Weft.both, waits for Lock B held by right",
                        "right at Lock.acquire < Weft.both, waits for Lock A held by left",
                        "1 ms  (time passes while left is ready: 1 -> 4 ms)");
        assertThat(failure(Explorer.replay(failure.schedule()), () -> of(() -> Steps.of("other", x -> yieldNow())))
                        .kind())
                .isEqualTo(Kind.NOT_DETERMINISTIC);
    }

    private static Coroutine<@Nullable Object> both(int millis, Lock first, Lock second) {
        Permit[] permits = new Permit[2];
        return Steps.of(
                "both",
                x -> sleep(Duration.ofMillis(millis)),
                x -> first.acquire(),
                permit -> {
                    permits[0] = (Permit) permit;
                    return yieldNow();
                },
                x -> second.acquire(),
                permit -> {
                    permits[1] = (Permit) permit;
                    permits[1].close();
                    permits[0].close();
                    return null;
                });
    }

    @Test
    void check_whenNeverTwoTasksAreReady_isNoPass() {
        ScheduleFailure failure = failure(EXPLORER, () -> of(() -> Steps.of("body", x -> yieldNow())));

        assertThat(failure.kind()).isEqualTo(Kind.NOT_WOVEN);
        assertThat(failure).hasMessageContaining("never were two tasks ready");
    }

    @Test
    void check_ofCodeThatIsNotWoven_isNoPass() {
        ScheduleFailure failure = failure(
                EXPLORER.delays(0),
                () -> of(() -> {
                    Weft.await(yieldNow());
                    return Weft.completed();
                }));

        assertThat(failure.kind()).isEqualTo(Kind.NOT_WOVEN);
        assertThat(failure).hasMessageContaining("-javaagent:weft-agent.jar");
    }

    @Test
    void check_ofATaskThatIsLeft_namesIt() {
        ScheduleFailure failure = failure(
                EXPLORER,
                () -> of(() -> Steps.of(
                        "body",
                        x -> createTask(
                                        Steps.of("forever", y -> sleep(Duration.ofHours(1))),
                                        TaskOptions.defaults().named("poller"))
                                .isDone())));

        assertThat(failure.kind()).isEqualTo(Kind.LEAKED);
        assertThat(failure)
                .hasMessageContaining("1 task is left when the body has ended")
                .hasMessageContaining("poller at Weft.sleep < Weft.forever, sleeps 3600000 ms more");
    }

    @Test
    void check_ofAFailureThatNobodySees_fails() {
        ScheduleFailure failure = failure(
                EXPLORER,
                () -> of(() -> Steps.of(
                        "body",
                        x -> createTask(Steps.of("fails", y -> {
                                    throw new IllegalStateException("unheard");
                                }))
                                .isDone(),
                        x -> yieldNow(),
                        x -> yieldNow())));

        assertThat(failure.kind()).isEqualTo(Kind.THROWN);
        assertThat(failure).hasRootCauseMessage("unheard");
    }

    @Test
    void check_ofAStageThatAnotherThreadMayComplete_saysThatVirtualTimeDoesNotWait() {
        ScheduleFailure failure = failure(
                EXPLORER.delays(0), () -> of(() -> Steps.of("body", x -> new CompletableFuture<@Nullable Object>())));

        assertThat(failure.kind()).isEqualTo(Kind.STALLED);
        assertThat(failure)
                .hasMessageContaining("waits for a CompletionStage, and virtual time does not wait for other threads")
                .hasMessageContaining("toThread")
                .hasMessageContaining("realTime");

        assertThat(failure(
                        EXPLORER.delays(0),
                        () -> of(() -> Steps.of(
                                "body",
                                x -> gather(
                                        Steps.of("a", y -> yieldNow()),
                                        Future.from(new CompletableFuture<@Nullable Object>()))))))
                .hasMessageContaining("virtual time does not wait for other threads");
    }

    @Test
    void check_ofARunThatDependsOnTheOneBefore_isNotDeterministic() {
        int[] runs = new int[1];

        ScheduleFailure failure = failure(EXPLORER, () -> {
            int tasks = 2 + runs[0]++ % 2;
            return of(() -> Steps.of("body", x -> {
                List<Coroutine<@Nullable Object>> all = new ArrayList<>();
                for (int i = 0; i < tasks; i++) {
                    all.add(Steps.of("each", y -> yieldNow()));
                }
                return gather(all);
            }));
        });

        assertThat(failure.kind()).isEqualTo(Kind.NOT_DETERMINISTIC);
        assertThat(failure).hasMessageContaining("choice 1 had 2 alternatives in one run and 3 in another");
    }

    @Test
    void check_ofAScenarioThatCannotBeMade_failsAndTakesTheProbesAway() {
        System.setProperty(PREFIXES, "dev.weft");
        try {
            ScheduleFailure failure = failure(EXPLORER, () -> {
                throw new IllegalStateException("no database");
            });

            assertThat(failure.kind()).isEqualTo(Kind.THROWN);
            assertThat(failure).hasRootCauseMessage("no database");
            assertThat(ProbedRun.current()).isNull();
        } finally {
            System.clearProperty(PREFIXES);
        }
    }

    @Test
    void check_ofARunThatNeverEnds_isAStall() {
        ScheduleFailure failure = failure(EXPLORER, () -> of(() -> Steps.of("body", x -> forever())));

        assertThat(failure.kind()).isEqualTo(Kind.STALLED);
        assertThat(failure).hasMessageContaining("the run does not end");
    }

    private static Coroutine<?> leaving(Supplier<? extends Coroutine<?>> stubborn) {
        return Steps.of(
                "body",
                x -> createTask(stubborn.get(), TaskOptions.defaults().named("stubborn"))
                        .isDone(),
                x -> yieldNow(),
                x -> yieldNow());
    }

    @Test
    void check_ofATaskThatIsLeftAndSwallowsItsCancel_namesIt() {
        ScheduleFailure failure = failure(EXPLORER.delays(0), () -> of(() -> leaving(Stubborn::new)));

        assertThat(failure.kind()).isEqualTo(Kind.LEAKED);
        assertThat(failure)
                .hasMessageContaining("1 task is left when the body has ended:")
                .hasMessageContaining("code that catches the CancelledError must not go on as before. Pending:\n"
                        + "    stubborn at Weft.sleep < Weft.stubborn");
    }

    @Test
    void check_ofABodyThatSwallowsItsCancel_isAStallThatSaysSo() {
        ScheduleFailure failure = failure(EXPLORER.delays(0), () -> of(Stubborn::new));

        assertThat(failure.kind()).isEqualTo(Kind.STALLED);
        assertThat(failure)
                .hasMessageContaining("the run does not end")
                .hasMessageContaining("must not go on as before. Pending:\n    main at Weft.sleep < Weft.stubborn");
    }

    @Test
    void check_ofACheckBehindTheBodyThatNeverEnds_isAStall() {
        ScheduleFailure failure = failure(EXPLORER.delays(0), () -> new Scenario() {
            @Override
            public Coroutine<?> body() {
                return Steps.of("body", x -> yieldNow());
            }

            @Override
            public Coroutine<?> after() {
                return new Stubborn();
            }
        });

        assertThat(failure.kind()).isEqualTo(Kind.STALLED);
        assertThat(failure).hasMessageContaining("the run does not end");
    }

    @Test
    void failure_byStateThatEarlierRunsLeft_isNotDeterministic() {
        for (int healthy : List.of(1, 2, 4)) {
            for (boolean forEver : List.of(true, false)) {
                int[] runs = {0};

                ScheduleFailure failure = failure(EXPLORER, () -> {
                    runs[0]++;
                    boolean fails = forEver ? runs[0] > healthy : runs[0] == healthy + 1;
                    return of(() -> Steps.of(
                            "body",
                            x -> gather(List.of("a", "b", "c").stream()
                                    .map(name -> Steps.of(name, y -> null))
                                    .toList()),
                            x -> {
                                if (fails) {
                                    throw new IllegalStateException("the pool is empty");
                                }
                                return null;
                            }));
                });

                assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(Kind.NOT_DETERMINISTIC);
                assertThat(failure)
                        .hasMessageContaining("state that an earlier run left behind, such as a static field")
                        .hasMessageContaining("The run was THROWN: java.lang.IllegalStateException: the pool is empty");
            }
        }
    }

    @Test
    void failure_afterOthers_namesTasksAsItsStepsDo() {
        for (int i = 0; i < 2; i++) {
            ScheduleFailure failure = failure(
                    EXPLORER.delays(0),
                    () -> of(() -> Steps.of("body", x -> {
                        createTask(Steps.of("fails", y -> {
                            throw new IllegalStateException("in "
                                    + Objects.requireNonNull(Weft.currentTask()).name());
                        }));
                        return yieldNow();
                    })));

            assertThat(failure).hasMessageContaining("in Task-1").hasMessageContaining("ms  Task-1  starts");
            assertThat(Pattern.compile("Task-\\d+")
                            .matcher(failure.getMessage())
                            .results())
                    .allMatch(name -> name.group().equals("Task-1"));
        }
    }

    @Test
    void tasks_ofTheSameName_areToldApart() {
        ScheduleFailure failure = failure(
                EXPLORER.delays(0),
                () -> of(() -> Steps.of("body", x -> {
                    for (int i = 0; i < 2; i++) {
                        createTask(
                                sleep(Duration.ofSeconds(1)),
                                TaskOptions.defaults().named("worker"));
                    }
                    return yieldNow();
                })));

        assertThat(failure.kind()).isEqualTo(Kind.LEAKED);
        assertThat(failure).hasMessageContaining("\n    worker   at ").hasMessageContaining("\n    worker#2 at ");
    }

    @Test
    void waitable_thatThrows_doesNotBreakTheReport() {
        Waitable broken = new Waitable() {
            @Override
            public String describeWait() {
                throw new IllegalStateException("broken");
            }
        };

        ScheduleFailure failure = failure(
                EXPLORER.delays(0),
                () -> of(() -> Steps.of("body", x -> EventLoop.running().createFuture(broken))));

        assertThat(failure.kind()).isEqualTo(Kind.STALLED);
        assertThat(failure).hasMessageContaining("whose describeWait() threw java.lang.IllegalStateException");
    }

    @Test
    void times_thatAreNegative_areRefusedAndThoseTooLongAreTheLongest() {
        Duration negative = Duration.ofSeconds(-1);
        Duration endless = Duration.ofSeconds(Long.MAX_VALUE);

        assertThatThrownBy(() -> EXPLORER.budget(negative))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("budget(PT-1S): zero or more was expected");
        assertThatThrownBy(() -> EXPLORER.jitter(negative))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("jitter(PT-1S): zero or more was expected");
        assertThat(EXPLORER.budget(endless).delays(0).check(Account::new).complete())
                .isTrue();
    }

    @Test
    void schedules_ofNone_areRefused() {
        for (int none : List.of(0, -1)) {
            assertThatThrownBy(() -> EXPLORER.schedules(none))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("schedules(" + none + "): a number of 1 or more was expected");
        }
        assertThat(EXPLORER.schedules(1).check(Account::new).schedules()).isEqualTo(1);
    }
}
