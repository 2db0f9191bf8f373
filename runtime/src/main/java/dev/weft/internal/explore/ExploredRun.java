package dev.weft.internal.explore;

import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.LoopError;
import dev.weft.Runner;
import dev.weft.Task;
import dev.weft.TaskOptions;
import dev.weft.internal.loop.LoopCore;
import dev.weft.internal.probe.ProbedRun;
import dev.weft.internal.task.LoopView;
import dev.weft.internal.task.TaskViews;
import dev.weft.testing.Scenario;
import dev.weft.testing.ScheduleFailure.Kind;
import dev.weft.testing.SuspensionRaceError;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a scenario, on a loop of its own, in virtual time.
 *
 * <ol>
 *   <li>The body runs, and its choices are taken. It fails by what it throws, unless that is the cancel of this run, and
 *       by a stall.
 *   <li>What is ready runs; in a run with a cancel, also what time makes ready: the tasks that end by themselves have then
 *       given back what they hold. Then {@code after()} runs, which may throw as well.
 *   <li>Failures that nobody has seen, coroutines that were not awaited, and tasks that are left, are failures.
 *   <li>What is left is cancelled, and the loop is closed.
 * </ol>
 */
final class ExploredRun {

    private static final String STALL = "nothing can wake the loop. Waiting:";
    private static final String ENDLESS = "the run does not end: it has taken more than 100,000 steps. Pending:";
    private static final String UNENDED = "what was left was cancelled, and does not end: code that catches the"
            + " CancelledError must not go on as before. Pending:";
    static final String REASONS =
            "state that an earlier run left behind, such as a static field, or an object that is made outside of the scenario's"
                    + " supplier and not anew for each run; the real time, a random number, the order of a set of objects without a"
                    + " hashCode; or another thread";
    private static final int MOST_TURNS = 10_000; // of tasks that are left: of those that end, none needs more

    private final @Nullable Trace trace; // constant after construction
    private final Chooser chooser; // constant after construction
    private final RunSteering steering; // constant after construction
    private final Runner runner; // constant after construction
    private final EventLoop loop; // constant after construction
    private final LoopCore core; // constant after construction
    private final boolean races; // constant after construction
    private final @Nullable RunProbes probes; // constant after construction: null if no code has any
    private final @Nullable RunRecorder recorder; // constant after construction: null if the run is not recorded
    private @Nullable String stalled; // loop thread: what waits, once nothing can wake the loop
    private String stalledAt = ""; // loop thread: their places
    private @Nullable Error stall; // loop thread: the same as an error
    private @Nullable LoopError report; // loop thread: the first one
    private @Nullable Finding unended; // loop thread: what has not ended although it was cancelled
    private volatile @Nullable String expired; // any thread: why the run ends, once it has taken too long
    private boolean over; // loop thread: what happens from now on is of no interest

    ExploredRun(Settings settings, Chooser chooser, boolean traced) {
        this(settings, chooser, traced, false);
    }

    /** Creates a run, in real time if that is wanted: then there are no choices. */
    ExploredRun(Settings settings, Chooser chooser, boolean traced, boolean inRealTime) {
        this.chooser = chooser;
        trace = traced ? new Trace() : null;
        steering = new RunSteering(settings, chooser, trace, this::stall);
        Runner.Builder builder = Runner.builder().debug(false);
        runner = inRealTime
                ? builder.build()
                : builder.clock(steering.clock).stallDetection(false).build();
        loop = runner.loop();
        core = LoopView.core(loop);
        TaskViews.numberAlone(loop);
        steering.attachTo(loop);
        races = settings.races();
        probes = ProbedRun.areProbesPresent() ? newProbes(settings, inRealTime) : null;
        if (probes != null) {
            steering.tell(probes.run());
            probes.run().enter();
        }
        recorder = probes == null || inRealTime || !chooser.isRecorded() ? null : RunRecorder.of(probes.run());
        if (recorder != null) {
            steering.recordInto(recorder);
        }
        loop.setExceptionHandler((source, error) -> reported(error));
    }

    private RunProbes newProbes(Settings settings, boolean inRealTime) {
        TaskNames names = trace == null ? new TaskNames() : trace.names;
        return new RunProbes(inRealTime ? null : steering.clock::nanoTime, settings, names::of, steering::called);
    }

    private void reported(LoopError error) {
        if (report == null && !over) {
            report = error;
        }
    }

    /** Notes that nothing can wake the loop, and ends its run. */
    private boolean stall() {
        if (over) {
            standInCleanup();
        } else if (stalled == null) {
            List<Task<?>> pending = TaskViews.pending(loop);
            stalledAt = Places.of(pending);
            stalled = lines(pending) + Leftovers.linesOf(TaskViews.suspendedCalls(loop));
            stall = TaskViews.newStall(loop, STALL + stalled);
        }
        loop.stop();
        return false;
    }

    private void standInCleanup() {
        if (stalled == null) {
            stalled = "";
        }
        if (steering.isEndless() && unended == null) {
            noteUnended("");
        }
    }

    private void noteUnended(String before) {
        List<Task<?>> pending = TaskViews.pending(loop);
        unended = new Finding(Kind.LEAKED, before + UNENDED + lines(pending), null, Places.of(pending));
    }

    private String lines(List<Task<?>> tasks) {
        return trace == null ? "" : new WaitReport(loop, trace.names).of(tasks);
    }

    /** Makes a scenario and runs it; returns what failed, or null. */
    @Nullable
    Finding run(Supplier<? extends Scenario> made) {
        Finding finding = null;
        try {
            finding = drive(made);
            if (finding == null) {
                finding = aftermath();
            }
        } finally {
            close();
        }
        return checked(withUnended(finding));
    }

    /** Returns a failure and what has not ended although it was cancelled, if anything has not. */
    @Nullable
    Finding withUnended(@Nullable Finding finding) {
        Finding rest = unended;
        if (finding == null || rest == null) {
            return finding == null ? rest : finding;
        }
        return new Finding(finding.kind(), finding.text() + "\n  " + rest.text(), finding.cause(), finding.reason());
    }

    /** Returns a failure, or the one that the run has not met the choices that it was to meet. */
    @Nullable
    Finding checked(@Nullable Finding finding) {
        String mismatch = chooser.mismatch();
        return mismatch == null || chooser.isPredicted() ? probed(finding) : notDeterministic(mismatch, finding);
    }

    /** Returns a failure, or what the probes have found, which goes before it. */
    @Nullable
    Finding probed(@Nullable Finding finding) {
        if (probes == null) {
            return finding;
        }
        SuspensionRaceError race = probes.race();
        if (races && race != null) {
            return new Finding(Kind.RACE, String.valueOf(race.getMessage()), race, race.variable() + race.write());
        }
        Throwable blocked = probes.blocked();
        return finding == null && blocked != null ? Kinds.thrown(blocked) : finding;
    }

    private @Nullable Finding drive(Supplier<? extends Scenario> made) {
        try {
            Scenario scenario = made.get();
            Finding finding = complete(scenario.body(), "main", true);
            if (finding != null) {
                return finding;
            }
            settle(steering.hasCancelled());
            return complete(scenario.after(), "after", false);
        } catch (Throwable thrown) {
            return Kinds.thrown(thrown);
        }
    }

    /** Runs a coroutine as a task until it has ended; returns what failed, or null. */
    @Nullable
    Finding complete(Coroutine<?> coroutine, String name, boolean chosen) {
        Task<?> task = loop.createTask(coroutine, TaskOptions.defaults().named(name));
        if (chosen) {
            steering.begin(task);
        }
        steering.limit();
        expired = null;
        try {
            loop.runUntilComplete(task);
            return tooLong();
        } catch (Throwable thrown) {
            if (expired != null) {
                return tooLong();
            }
            if (stalled != null && !task.isDone()) {
                return stallFinding();
            }
            return thrown instanceof CancelledError && steering.hasCancelled() ? null : Kinds.thrown(thrown);
        } finally {
            steering.end();
        }
    }

    private @Nullable Finding tooLong() {
        String message = expired;
        return message == null ? null : Finding.timeout(message);
    }

    private Finding stallFinding() {
        String text = (steering.isEndless() ? ENDLESS : STALL) + stalled;
        TaskViews.reportUnseenFailures(loop);
        if (report != null) {
            text += "\n    before that: " + Kinds.reported(report).text();
        }
        return new Finding(Kind.STALLED, text, stall, stalledAt);
    }

    /** Runs what is ready, and with time until nothing can wake the loop any more. */
    private void settle(boolean withTime) {
        int turns = 0;
        while (stalled == null && ++turns < MOST_TURNS && (core.hasReady() || (withTime && core.hasTimer()))) {
            loop.runOnce();
        }
    }

    /** Lets the tasks that end by themselves end, if one was cancelled: what they hold is given back then. */
    void settleAfterCancel() {
        if (steering.hasCancelled()) {
            settle(true);
        }
    }

    /** Looks at what is left when the body has ended; returns what failed, or null. */
    @Nullable
    Finding aftermath() {
        settle(steering.hasCancelled());
        TaskViews.reportUnseenFailures(loop);
        if (!steering.hasCancelled()) { // a cancel may come between the call and the await
            TaskViews.reportNeverAwaited(loop);
        }
        List<Task<?>> left = TaskViews.pending(loop);
        if (report != null) {
            return Kinds.reported(report);
        }
        return Leftovers.of(loop, left, lines(left));
    }

    /** Ends the run because it has taken too much wall time; loop thread only. */
    void expire(String message) {
        expired = message;
        steering.end();
        if (over) {
            noteUnended(message + "\n");
        }
        loop.stop();
    }

    /** Notes that the run has taken too much wall time; any thread. */
    void note(String message) {
        expired = message;
    }

    EventLoop loop() {
        return loop;
    }

    /** Cancels what is left, and closes the loop. */
    void close() {
        over = true;
        expired = null;
        chooser.ended(steering.choices.count());
        steering.limit();
        try {
            runner.close();
        } catch (IllegalStateException stopped) {
            if (stalled == null && unended == null) {
                throw stopped;
            }
        } finally {
            if (probes != null) {
                probes.run().leave();
            }
        }
    }

    private static Finding notDeterministic(String mismatch, @Nullable Finding instead) {
        String text = "two runs of the same schedule went different ways: " + mismatch
                + ". Something other than the explorer decides: " + REASONS
                + (instead == null ? "" : ". This run ended so: " + instead.text());
        return new Finding(Kind.NOT_DETERMINISTIC, text, instead == null ? null : instead.cause(), mismatch);
    }

    /** Returns the methods whose calls might have gone wrong; empty if none may. */
    Set<String> calls() {
        return steering.calls;
    }

    /** Tells whether bytes came through a memory connection, to which something might have happened. */
    boolean hasTransit() {
        return steering.hasTransit;
    }

    Choices choices() {
        return steering.choices;
    }

    /** Tells a search how the run went, which had no failure or had one. */
    void tell(Search search, boolean failed) {
        Recording recording = recorder == null || failed ? null : recorder.recording;
        search.ran(choices(), recording, !chooser.isPredicted() || chooser.mismatch() == null);
    }

    /** Returns the steps; only if the run is traced. */
    Trace trace() {
        if (trace == null) {
            throw new IllegalStateException("this run is not traced");
        }
        return trace;
    }
}
