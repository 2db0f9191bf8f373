package dev.weft.internal.explore;

import dev.weft.testing.Scenario;
import dev.weft.testing.ScheduleFailure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** An exploration of one scenario: runs it in the orders of a search, and describes what fails. */
public final class Exploring {

    private static final long LIMIT_NANOS = 30_000_000_000L; // of one run: 30 s of wall time, which is virtual in code

    private final Settings settings; // constant after construction
    private final Supplier<? extends Scenario> scenario; // constant after construction
    private final LongSupplier clock; // constant after construction: wall time
    private final Patrol patrol; // constant after construction
    private final Search search; // constant after construction
    private final List<Finding> found = new ArrayList<>(); // the thread of the exploration
    private final List<FailedRun> failures = new ArrayList<>(); // the thread of the exploration
    private final PassedRuns passed = new PassedRuns(); // the thread of the exploration
    private final Set<String> calls = new TreeSet<>(); // the thread of the exploration: that might have gone wrong
    private boolean hasTransit; // the thread of the exploration: of bytes to which something might have happened
    private int schedules; // the thread of the exploration
    private long decisions; // the thread of the exploration

    /** Creates an exploration within bounds. */
    public Exploring(Settings settings, Supplier<? extends Scenario> scenario, LongSupplier clock) {
        this(
                settings,
                scenario,
                clock,
                new Patrol(Math.max(LIMIT_NANOS, settings.budget().toNanos())));
    }

    Exploring(Settings settings, Supplier<? extends Scenario> scenario, LongSupplier clock, Patrol patrol) {
        this.settings = settings;
        this.scenario = scenario;
        this.clock = clock;
        this.patrol = patrol;
        search = settings.search();
    }

    /** Repeats the one run of a schedule. */
    private void replay(ScheduleText schedule) {
        ExploredRun run = new ExploredRun(settings, new ListChooser(schedule.choices(), true), true);
        Finding finding = patrol.run(run, scenario);
        schedules++;
        decisions += run.choices().count();
        finding = schedule.forOtherCode(finding, run);
        if (finding != null) {
            failures.add(described(finding, run));
        }
    }

    /** Runs the scenario until the bounds are reached, or until the first failure if no others are wanted. */
    public void run(boolean allFailures) {
        patrol.begin();
        try {
            search(allFailures);
        } finally {
            patrol.end();
        }
    }

    private void search(boolean allFailures) {
        String missing = settings.missing();
        if (missing != null) {
            failures.add(notExplored(missing));
            return;
        }
        String unlike = settings.unlike();
        if (unlike != null) {
            failures.add(FailedRun.unlike(unlike, settings));
            return;
        }
        if (settings.replay() != null) {
            replay(settings.replay());
            return;
        }
        long begun = clock.getAsLong();
        long nanos = settings.budget().toNanos();
        for (Chooser chooser = search.next(); chooser != null; chooser = search.next()) {
            ExploredRun run = new ExploredRun(settings, chooser, false);
            Finding finding = patrol.run(run, scenario);
            schedules++;
            decisions += run.choices().count();
            calls.addAll(run.calls());
            hasTransit |= run.hasTransit();
            run.tell(search, finding != null);
            if (finding == null) {
                passed.add(run.choices().toArray());
            } else {
                add(finding, run.choices().toArray());
                if (!allFailures || finding.kind() == Kind.NOT_WOVEN) {
                    return;
                }
            }
            if (schedules >= settings.schedules() || clock.getAsLong() - begun >= nanos) {
                break;
            }
        }
        String unmatched = settings.faults().unmatched(calls);
        if (!unmatched.isEmpty() && failures.isEmpty()) {
            failures.add(notCalled(unmatched));
        } else if (settings.faults().hasConnections() && !hasTransit && failures.isEmpty()) {
            failures.add(notConnected());
        } else if (decisions == 0 && settings.asksForChoices() && failures.isEmpty()) {
            failures.add(nothingToExplore());
        }
    }

    private void add(Finding finding, int[] choices) {
        if (found.stream().noneMatch(finding::isLike)) {
            found.add(finding);
            failures.add(described(finding, choices));
        }
    }

    private FailedRun described(Finding finding, int[] choices) {
        if (finding.kind() == Kind.NOT_DETERMINISTIC || finding.isTimeout()) {
            return traced(finding, choices);
        }
        int[] shortest = new Shrinking(settings, scenario, finding, patrol).shortest(choices);
        return passed.contains(shortest) ? traced(Repetition.afterAPass(finding), shortest) : traced(finding, shortest);
    }

    /** Runs choices once more, to describe the steps. */
    private FailedRun traced(Finding before, int[] choices) {
        ExploredRun run = new ExploredRun(settings, new ListChooser(choices, false), true);
        Finding again = patrol.run(run, scenario);
        return described(Repetition.judge(before, again), run);
    }

    private FailedRun described(Finding finding, ExploredRun run) {
        return FailedRun.of(finding, run, settings);
    }

    private FailedRun notCalled(String unmatched) {
        String text =
                "Faults.at(" + unmatched + ") has met no call in " + schedules + " runs, so nothing has gone wrong"
                        + " there. The name of the class, alone or in full, and the method was expected, of an @Async method that"
                        + " returns a Coroutine, in code that the agent's option test=PREFIX covers. "
                        + (calls.isEmpty() ? "No such method was called" : "Called were: " + simpleNames());
        return notExplored(text);
    }

    private String simpleNames() {
        return calls.stream().map(FaultPlan::simpleName).distinct().sorted().collect(Collectors.joining(", "));
    }

    private FailedRun notConnected() {
        return notExplored(
                "Faults.ofConnections has met no bytes in " + schedules + " runs, so nothing has gone wrong"
                        + " there: they are those that arrive through a Connection.memoryPair() which the scenario opens while it runs");
    }

    private FailedRun nothingToExplore() {
        return notExplored("there was no choice in " + schedules + " runs: never were two tasks ready at the"
                + " same time, so no other order was seen, and nothing was suspended that could be cancelled. Start"
                + " what runs concurrently with createTask, gather or a task group; see that the agent weaves it;"
                + " or ask for delays(0)");
    }

    private FailedRun notExplored(String text) {
        ScheduleText nothing = new ScheduleText("0", settings.conditions(false), new int[0]);
        return new FailedRun(Kind.NOT_WOVEN, Kind.NOT_WOVEN + ": " + text, null, nothing);
    }

    /** Returns the failures that differ, the first one first. */
    public List<FailedRun> failures() {
        return List.copyOf(failures);
    }

    /** Returns the number of runs. */
    public int schedules() {
        return schedules;
    }

    /** Returns the number of choices in all runs. */
    public long decisions() {
        return decisions;
    }

    /** Returns the number of orders that were not run, because they could not differ from one that was. */
    public long pruned() {
        return search.pruned();
    }

    /** Tells whether every order within the bounds was run. */
    public boolean isComplete() {
        return search.isComplete();
    }

    /** Returns the number of delays up to which orders were run. */
    public int delays() {
        return search.delays();
    }
}
