package dev.weft.internal.explore;

import dev.weft.internal.probe.ProbedRun;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of an exploration.
 *
 * @param replay the one schedule to run; null to search
 * @param random true for orders by chance, false for all with few delays
 * @param seed the seed of what is left to chance
 * @param delays how many choices of an order may differ from what a loop does by itself
 * @param schedules how many runs there may be
 * @param budget how long they may take in all
 * @param jitterNanos by how much a timer may be late
 * @param cancels which tasks are cancelled
 * @param races whether suspension races fail a run
 * @param faults which calls may go wrong
 * @param prunes whether orders that cannot differ are left out
 */
public record Settings(
        @Nullable ScheduleText replay,
        boolean random,
        long seed,
        int delays,
        int schedules,
        Duration budget,
        long jitterNanos,
        Cancels cancels,
        boolean races,
        FaultPlan faults,
        boolean prunes) {

    private static final int DELAYS = 2;
    private static final int SCHEDULES = 10_000;
    private static final Duration BUDGET = Duration.ofSeconds(10);

    /** Returns the bounds of a search through all orders. */
    public static Settings exhaustive() {
        return new Settings(null, false, 0, DELAYS, SCHEDULES, BUDGET, 0, Cancels.NOBODY, false, FaultPlan.NONE, true);
    }

    /** Returns the bounds of a search by chance. */
    public static Settings random(long seed) {
        return new Settings(
                null, true, seed, DELAYS, SCHEDULES, BUDGET, 0, Cancels.NOBODY, false, FaultPlan.NONE, true);
    }

    /** Returns the bounds of a single run. */
    public static Settings replay(ScheduleText schedule) {
        Conditions conditions = schedule.conditions();
        return new Settings(
                schedule,
                false,
                0,
                DELAYS,
                1,
                BUDGET,
                conditions.jitterNanos(),
                conditions.cancels(),
                conditions.races(),
                FaultPlan.NONE,
                true);
    }

    /** Returns a copy with another number of delays. */
    public Settings withDelays(int most) {
        return new Settings(replay, random, seed, most, schedules, budget, jitterNanos, cancels, races, faults, prunes);
    }

    /** Returns a copy with another number of runs. */
    public Settings withSchedules(int most) {
        return new Settings(replay, random, seed, delays, most, budget, jitterNanos, cancels, races, faults, prunes);
    }

    /** Returns a copy with another wall time. */
    public Settings withBudget(Duration wallTime) {
        return new Settings(
                replay, random, seed, delays, schedules, wallTime, jitterNanos, cancels, races, faults, prunes);
    }

    /** Returns a copy with another lateness of timers. */
    public Settings withJitter(long nanos) {
        return new Settings(replay, random, seed, delays, schedules, budget, nanos, cancels, races, faults, prunes);
    }

    /** Returns a copy that cancels other tasks. */
    public Settings withCancels(Cancels which) {
        return new Settings(replay, random, seed, delays, schedules, budget, jitterNanos, which, races, faults, prunes);
    }

    /** Returns a copy that looks for races or does not. */
    public Settings withRaces(boolean wanted) {
        return new Settings(
                replay, random, seed, delays, schedules, budget, jitterNanos, cancels, wanted, faults, prunes);
    }

    /** Returns a copy in which other calls may go wrong. */
    public Settings withFaults(FaultPlan plan) {
        return new Settings(replay, random, seed, delays, schedules, budget, jitterNanos, cancels, races, plan, prunes);
    }

    /** Returns a copy that leaves out orders that cannot differ, or does not. */
    public Settings withPruning(boolean wanted) {
        return new Settings(
                replay, random, seed, delays, schedules, budget, jitterNanos, cancels, races, faults, wanted);
    }

    /** Creates the search within these bounds. */
    public Search search() {
        return random ? new RandomSearch(this) : new ExhaustiveSearch(this);
    }

    /** Returns what the schedule of a failure has to say beside its choices. */
    Conditions conditions(boolean ofRace) {
        return new Conditions(jitterNanos, cancels, !faults.isEmpty(), ofRace);
    }

    int most(ChoiceKind kind) {
        return switch (kind) {
            case ORDER -> delays;
            case CANCEL -> cancels == Cancels.NOBODY ? 0 : 1;
            case FAULT -> faults.atMost();
        };
    }

    /** Tells whether what deviates is only ever an order. */
    boolean hasOnlyOrders() {
        return jitterNanos == 0 && cancels == Cancels.NOBODY && faults.isEmpty();
    }

    /** Tells whether runs can be left out: the reads and writes of the code are known. */
    boolean canPrune() {
        return prunes && races && hasOnlyOrders() && ProbedRun.areProbesPresent() && !ProbedRun.isAnyClassWithout();
    }

    /** Returns what is needed and is not there, or null. */
    @Nullable
    String missing() {
        if (ProbedRun.areProbesPresent()) {
            return null;
        }
        String wanted = races ? "races" : faults.needsProbes() ? "faults of calls" : null;
        return wanted == null
                ? null
                : wanted + " are seen only in code under test: start the agent with the option test=PREFIX,"
                        + " -javaagent:weft-agent.jar=test=com.acme";
    }

    /** Returns why a replay cannot be the same run, or null. */
    @Nullable
    String unlike() {
        return replay != null && replay.conditions().faults() && faults.isEmpty()
                ? "the schedule was found with faults, which -f in its text says and which it does not hold: replay it with the"
                        + " same ones, Explorer.replay(...).faults(...)"
                : null;
    }

    /** Tells whether more than what a loop does by itself was asked for. */
    boolean asksForChoices() {
        return replay == null && (random || delays > 0 || cancels != Cancels.NOBODY || !faults.isEmpty());
    }
}
