package dev.weft.internal.explore;

import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Task;
import dev.weft.internal.explore.FaultPlan.Fault;
import dev.weft.internal.loop.Job;
import dev.weft.internal.loop.SteeredLoop;
import dev.weft.internal.loop.Steering;
import dev.weft.internal.loop.ThreadCall;
import dev.weft.internal.net.LoopNetwork;
import dev.weft.internal.probe.ProbedRun;
import dev.weft.internal.task.TaskViews;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The steering of one explored run: turns its choices into an order of steps, into time that passes, and into cancels.
 *
 * <ol>
 *   <li>Before a job runs: which of the tasks that are ready, or the first of the callbacks, which stay FIFO among
 *       themselves; or that time passes first; or that a call on another thread ends first, for which the loop then waits.
 *   <li>After a step that has suspended: whether its task is cancelled, at once or when it is about to resume.
 * </ol>
 */
final class RunSteering extends Steering {

    private static final int MOST_STEPS = 100_000; // of one run, which cannot be meant to end after so many

    private final Settings settings; // constant after construction
    private final Chooser chooser; // constant after construction
    private final @Nullable Trace trace; // constant after construction: null unless the run is printed
    private final BooleanSupplier onStall; // constant after construction: tells whether to wait for other threads
    final ExploredClock clock = new ExploredClock(this); // constant after construction
    final Choices choices = new Choices(); // loop thread

    private @Nullable SteeredLoop loop; // loop thread
    private @Nullable Task<?> main; // loop thread
    private boolean off = true; // loop thread: whether the loop goes its own way
    private final Candidates candidates = new Candidates(); // loop thread
    private @Nullable Task<?> stepping; // loop thread: the task whose step is next or runs
    private @Nullable Task<?> doomed; // loop thread: the task that is cancelled when it is about to resume
    private boolean cancelled; // loop thread: a task was or will be cancelled
    private int suspensions; // loop thread: of tasks that may be cancelled
    private int steps; // loop thread: of this part of the run
    private boolean limited; // loop thread: whether this part of the run may take only so many
    private int faults; // loop thread: calls that have gone wrong
    boolean hasTransit; // loop thread: bytes of a connection have met a choice
    final Set<String> calls = new TreeSet<>(); // loop thread: the methods whose calls might have gone wrong, if any may
    private @Nullable ProbedRun probes; // loop thread: null if the code has none
    private @Nullable RunRecorder recorder; // loop thread: null if the run is not recorded

    RunSteering(Settings settings, Chooser chooser, @Nullable Trace trace, BooleanSupplier onStall) {
        this.settings = settings;
        this.chooser = chooser;
        this.trace = trace;
        this.onStall = onStall;
    }

    @Override
    protected void steers(SteeredLoop steered) {
        loop = steered;
    }

    SteeredLoop loop() {
        return Objects.requireNonNull(loop, "the run has no loop yet");
    }

    /** Tells probes of each step. */
    void tell(ProbedRun run) {
        probes = run;
    }

    /** Has the steps of the scenario's task and of all that it starts recorded. */
    void recordInto(RunRecorder into) {
        recorder = into;
    }

    /** Returns the coroutine of a call, or one that stands for the call with a fault. */
    Coroutine<?> called(String method, Coroutine<?> made) {
        List<Fault> possible = settings.faults().faultsOf(method);
        if (!off && settings.faults().needsProbes()) {
            calls.add(method);
        }
        int choice = possible.isEmpty() ? 0 : fault(possible.size() + 1);
        if (choice == 0) {
            return made;
        }
        Fault fault = possible.get(choice - 1);
        note(FaultPlan.simpleName(method) + " " + fault.text());
        return fault.of(made);
    }

    /** Lets the bytes of memory connections arrive in pieces, late, or not at all, if that was asked for. */
    void attachTo(EventLoop eventLoop) {
        FaultPlan plan = settings.faults();
        if (plan.hasConnections()) {
            LoopNetwork.of(eventLoop).transit(new RunTransit(this, plan));
        }
    }

    /** Takes a choice whether something goes wrong; 0 if nothing does. */
    int fault(int options) {
        if (off || faults >= settings.faults().atMost()) {
            return 0;
        }
        int choice = choose(ChoiceKind.FAULT, options);
        faults += choice == 0 ? 0 : 1;
        return choice;
    }

    /** Notes what is not a step. */
    void note(String text) {
        if (trace != null) {
            trace.note(loop().time(), text);
        }
    }

    /** Begins to take choices for a task and all that it starts. */
    void begin(Task<?> mainTask) {
        main = mainTask;
        off = false;
    }

    /** Begins a part of the run, which has to end within so many steps. */
    void limit() {
        steps = 0;
        limited = true;
    }

    /** Lets the loop go its own way. */
    void end() {
        off = true;
        limited = false;
    }

    /** Tells whether a task was cancelled by choice. */
    boolean hasCancelled() {
        return cancelled && doomed == null;
    }

    /** Tells whether this part of the run has taken more steps than any that ends. */
    boolean isEndless() {
        return steps > MOST_STEPS;
    }

    @Override
    protected int next(SteeredLoop steered) {
        int position = off ? 0 : choosePosition(steered);
        stepping = off ? null : TaskViews.stepOf(steered.ready(position));
        ProbedRun probed = probes;
        if (probed != null) {
            probed.beginStep();
        }
        Task<?> task = stepping;
        if (recorder != null && !off) {
            recorder.begins(steered, position, task);
        }
        if (task != null) {
            if (task == doomed) {
                doomed = null;
                cancel(task, "when it is about to resume");
            }
            if (trace != null) {
                trace.begins(task);
            }
        }
        return position;
    }

    private int choosePosition(SteeredLoop steered) {
        while (true) {
            int count = candidates.find(steered);
            int times = mayPass(steered) ? 1 : 0;
            int choice = choose(ChoiceKind.ORDER, count + times + steered.callCount());
            if (choice < count) {
                int position = candidates.position(choice);
                if (choice > 0 && trace != null) {
                    noteOrder(trace, steered, position);
                }
                return position;
            }
            if (choice < count + times) {
                passTime(steered);
            } else {
                receive(steered, choice - count - times);
            }
        }
    }

    private void receive(SteeredLoop steered, int call) {
        String ready = trace == null ? "" : name(trace, steered.ready(candidates.position(0)));
        String received = steered.receive(call);
        note((received == null ? "a call on another thread waits for others" : received) + " while " + ready
                + " is ready");
    }

    @Override
    protected int nextCall(SteeredLoop steered, List<ThreadCall> calls) {
        int times = mayPass(steered) ? 1 : 0;
        int choice = off ? 0 : choose(ChoiceKind.ORDER, calls.size() + times);
        if (choice == calls.size()) {
            passTime(steered);
            return -1;
        }
        if (choice > 0) {
            note(calls.get(choice) + " goes on before " + calls.get(0));
        }
        return choice;
    }

    private boolean mayPass(SteeredLoop steered) {
        return settings.jitterNanos() > 0
                && steered.hasTimer()
                && steered.nextDeadline() - clock.idleAt() <= settings.jitterNanos();
    }

    private void passTime(SteeredLoop steered) {
        long before = steered.time();
        long idleAt = clock.idleAt();
        String ready = steered.readyCount() == 0
                ? "a call on another thread runs"
                : trace == null ? "" : name(trace, steered.ready(candidates.position(0))) + " is ready";
        steered.passTime();
        clock.idleAt(idleAt);
        if (trace != null) {
            trace.note(
                    before,
                    "time passes while " + ready + ": " + Times.plainMillis(before, 3) + " -> "
                            + Times.millis(steered.time()));
        }
    }

    private void noteOrder(Trace into, SteeredLoop steered, int position) {
        into.note(
                steered.time(),
                name(into, steered.ready(candidates.position(0))) + " is held back for "
                        + name(into, steered.ready(position)));
    }

    private static String name(Trace into, Job job) {
        return job instanceof Task<?> task ? into.names.of(task) : "a callback";
    }

    private int choose(ChoiceKind kind, int options) {
        if (options == 1) {
            return 0;
        }
        int choice = chooser.choose(choices.count(), kind, options);
        choices.add(kind, options, choice);
        return choice;
    }

    @Override
    protected void ran(Job job) {
        Task<?> task = stepping;
        if (recorder != null && !off) {
            recorder.ended(loop(), job, task);
            if (loop().hasHadCalls()) {
                recorder.recording.giveUp(); // their ends are choices of which it knows nothing
            }
        }
        if (off) {
            count();
        } else if (task != null) {
            stepping = null;
            ranStep(task);
        }
    }

    private void ranStep(Task<?> task) {
        if (trace != null) {
            trace.ends(task, loop().time());
        }
        if (mayCancel(task)) {
            suspensions++;
            int choice = choose(ChoiceKind.CANCEL, TaskViews.isReady(task) ? 2 : 3);
            if (choice > 0) {
                cancelled = true;
                if (choice == 1) {
                    cancel(task, "there");
                } else {
                    doomed = task;
                }
            }
        }
        if (task == main && task.isDone()) {
            off = true;
            if (recorder != null) {
                recorder.recording.end();
            }
        } else {
            count();
        }
    }

    private void count() {
        if (limited && ++steps > MOST_STEPS) {
            off = true;
            boolean unused = onStall.getAsBoolean();
        }
    }

    private boolean mayCancel(Task<?> task) {
        Cancels which = settings.cancels();
        return which != Cancels.NOBODY && !cancelled && !task.isDone() && (which == Cancels.ANY_TASK || task == main);
    }

    private void cancel(Task<?> task, String when) {
        loop().running = null;
        if (trace != null) {
            trace.note(loop().time(), trace.names.of(task) + " is cancelled at " + Places.of(task) + ", " + when);
        }
        task.cancel("by the explorer, at suspension " + suspensions);
    }

    @Override
    protected boolean awaitsThreads() {
        return onStall.getAsBoolean();
    }
}
