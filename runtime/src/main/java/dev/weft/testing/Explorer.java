package dev.weft.testing;

import dev.weft.AsyncCallable;
import dev.weft.Clock;
import dev.weft.internal.explore.Cancels;
import dev.weft.internal.explore.Exploring;
import dev.weft.internal.explore.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An explorer that runs a scenario in many orders, in virtual time. It is immutable and built by chaining. A run that
 * fails is made as short as it still fails, and can be replayed.
 *
 * <pre>{@code
 * class TransferTest {
 *     int balance = 100;
 *
 *     @Async
 *     Coroutine<Void> withdraw(int amount) {
 *         int before = balance;
 *         await(yieldNow());
 *         balance = before - amount; // what another task has withdrawn meanwhile is lost
 *         return completed();
 *     }
 *
 *     @Async
 *     Coroutine<Void> twoWithdrawals() {
 *         await(gather(withdraw(10), withdraw(20)));
 *         if (balance != 70) {
 *             throw new AssertionError("the balance is " + balance);
 *         }
 *         return completed();
 *     }
 *
 *     public static void main(String[] args) {
 *         try {
 *             Explorer.exhaustive().check(() -> new TransferTest()::twoWithdrawals);
 *         } catch (ScheduleFailure failure) {
 *             System.out.println(failure.kind()); // THROWN
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>A loop's own order is FIFO, and each task that is held back is a delay. Callbacks keep their order among themselves,
 * as other code may rely on it. A run fails by what its scenario throws, also as it is made, by a stall, by tasks that it leaves behind, by
 * failures that nobody has seen, and by coroutines that were never awaited.
 *
 * <p>With {@link #races} an order is left out if it cannot end differently from one that was run, because no two steps have
 * changed places of which one has written what the other has touched; {@link Exploration#pruned} counts those. A step that calls
 * code which the agent's option {@code test=PREFIX} does not cover may touch anything, and keeps its place.
 *
 * <p>Everything runs on the calling thread, but for what {@link dev.weft.Weft#toThread} and
 * {@link dev.weft.EventLoop#runInExecutor} run on others. Such a call ends once nothing else is ready; with a delay it ends earlier, or after
 * one that was begun later. Code that asks threads of which Weft knows nothing, the real time or a random number can go
 * another way in each run, which makes a failure {@link ScheduleFailure.Kind#NOT_DETERMINISTIC}.
 */
public final class Explorer {

    private final Settings settings; // constant after construction

    private Explorer(Settings settings) {
        this.settings = settings;
    }

    /**
     * Returns an explorer of all orders: first with no task held back, then with one, two, … up to {@link #delays}, so
     * that the simplest failure comes first.
     *
     * @return an explorer with 2 delays, 10,000 schedules and 10 s
     */
    public static Explorer exhaustive() {
        return new Explorer(Settings.exhaustive());
    }

    /**
     * Returns an explorer of orders by chance, which are the same for the same seed.
     *
     * @param seed any number
     * @return an explorer with 10,000 schedules and 10 s
     */
    public static Explorer random(long seed) {
        return new Explorer(Settings.random(seed));
    }

    /**
     * Returns an explorer of one run, as it was. The schedule knows the jitter and the cancels with which it was found, and
     * whether it was a race; one that was found with {@link #faults} needs the same ones again.
     *
     * @param schedule the choices of that run
     * @return an explorer of one schedule
     */
    public static Explorer replay(Schedule schedule) {
        Objects.requireNonNull(schedule, "replay: a schedule was expected, got null");
        return new Explorer(Settings.replay(schedule.text));
    }

    /**
     * Runs code once as it is, and once for each of its suspensions, cancelled there. It must then end and leave nothing
     * behind: by the cancellation, or by a value. Code that catches the {@link dev.weft.CancelledError} and returns is taken to have
     * meant it, as it may return what it has so far; only the code itself could tell that from a mistake. What goes on and on fails. To check that locks and permits come back, write a {@link Scenario} with
     * {@link Scenario#after}, and use {@link #cancelling}.
     *
     * @param body the code, which is called for each run
     * @param <T> the type of its value
     * @return what was run
     * @throws ScheduleFailure the first failure
     */
    public static <T extends @Nullable Object> Exploration cancelEverywhere(AsyncCallable<T> body) {
        Objects.requireNonNull(body, "cancelEverywhere: code was expected, got null");
        return exhaustive().delays(0).cancelling(Cancelling.MAIN).check(() -> body::call);
    }

    /**
     * Sets how many tasks may be held back in one run. Most bugs need one or two.
     *
     * @param most the number, 0 for FIFO only
     * @return a new explorer
     * @throws IllegalArgumentException if it is negative
     */
    public Explorer delays(int most) {
        return new Explorer(settings.withDelays(notNegative(most)));
    }

    /**
     * Sets how many runs there may be.
     *
     * @param most the number, 1 or more
     * @return a new explorer
     * @throws IllegalArgumentException if it is 0 or negative: without a run nothing is checked
     */
    public Explorer schedules(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("schedules(" + most + "): a number of 1 or more was expected");
        }
        return new Explorer(settings.withSchedules(most));
    }

    /**
     * Sets how long all runs together may take.
     *
     * @param wallTime the real time
     * @return a new explorer
     * @throws IllegalArgumentException if it is negative
     */
    public Explorer budget(Duration wallTime) {
        return new Explorer(settings.withBudget(Duration.ofNanos(TimeArgument.nanos("budget", wallTime))));
    }

    /**
     * Lets timers be late by up to so much, so that those close together may change places: time may pass while a task
     * is ready, which counts as a delay.
     *
     * @param most the longest lateness; 0 for none
     * @return a new explorer
     * @throws IllegalArgumentException if it is negative
     */
    public Explorer jitter(Duration most) {
        return new Explorer(settings.withJitter(TimeArgument.nanos("jitter", most)));
    }

    /**
     * Also cancels a task at each suspension in turn, one in a run: as soon as it is suspended, and when it is about to
     * resume. A run whose body ends with that cancellation has not failed.
     *
     * @param which the scenario's task, or any
     * @return a new explorer
     */
    public Explorer cancelling(Cancelling which) {
        Objects.requireNonNull(which, "cancelling: one of Cancelling was expected, got null");
        return new Explorer(settings.withCancels(
                switch (which) {
                    case NOBODY -> Cancels.NOBODY;
                    case MAIN -> Cancels.MAIN;
                    case ANY_TASK -> Cancels.ANY_TASK;
                }));
    }

    /**
     * Also lets calls fail or be slow: the agent needs to know the code, by its option {@code test=PREFIX}.
     *
     * @param faults which calls, and how; a replay needs the same
     * @return a new explorer
     */
    public Explorer faults(Faults faults) {
        Objects.requireNonNull(faults, "faults: Faults were expected, got null");
        return new Explorer(settings.withFaults(faults.plan));
    }

    /**
     * Reports fields and collections that a task has read, awaited over, and then written although another task had
     * written them; the agent needs to know the code, by its option {@code test=PREFIX}. Orders are left out then that cannot
     * differ from one that was run, unless code keeps state from one run to the next.
     *
     * @param wanted true to look for races
     * @return a new explorer
     */
    public Explorer races(boolean wanted) {
        return new Explorer(settings.withRaces(wanted));
    }

    /**
     * Runs a scenario until the first failure, or until the bounds are reached.
     *
     * @param scenario makes it, anew for each run
     * @return what was run
     * @throws ScheduleFailure the first failure; also if nothing could be explored, because the code is not woven, or
     *     because there was no choice though more orders than one were asked for, or because the method of a fault was
     *     never called, or no bytes arrived at a connection with faults. A run that takes longer than 30 s of wall time, or than the
     *     {@link #budget} if that is longer, fails and says where it stands; if an interrupt does not end it, that is printed
     */
    public Exploration check(Supplier<? extends Scenario> scenario) {
        Exploration exploration = run(scenario, false);
        if (!exploration.failures().isEmpty()) {
            throw exploration.failures().get(0);
        }
        return exploration;
    }

    /**
     * Runs a scenario until the bounds are reached, also after a failure.
     *
     * @param scenario makes it, anew for each run
     * @return what was run, with all failures that differ
     */
    public Exploration explore(Supplier<? extends Scenario> scenario) {
        return run(scenario, true);
    }

    private Exploration run(Supplier<? extends Scenario> scenario, boolean allFailures) {
        Objects.requireNonNull(scenario, "a supplier of scenarios was expected, got null");
        Exploring exploring = new Exploring(settings, scenario, Clock.system()::nanoTime);
        exploring.run(allFailures);
        List<ScheduleFailure> failures =
                exploring.failures().stream().map(ScheduleFailure::new).toList();
        return new Exploration(
                exploring.schedules(),
                exploring.pruned(),
                exploring.decisions(),
                exploring.isComplete(),
                exploring.delays(),
                failures);
    }

    private static int notNegative(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("delays(" + number + "): a number of 0 or more was expected");
        }
        return number;
    }

    /** The tasks that an explorer cancels. */
    public enum Cancelling {
        /** None. */
        NOBODY,
        /** The scenario's own task. */
        MAIN,
        /**
         * Each task of the scenario, one in a run. It asks whether the others do without the cancelled one, as in a server whose
         * requests are tasks of their own. Where they cannot, such as a consumer whose producer was cancelled, the run stalls: let
         * the producer tell it in a {@code finally}, for example by {@link dev.weft.sync.Queue#shutdown}, or use {@link #MAIN}.
         */
        ANY_TASK
    }
}
