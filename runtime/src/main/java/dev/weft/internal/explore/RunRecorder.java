package dev.weft.internal.explore;

import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.abi.Frame;
import dev.weft.internal.coroutine.Driver;
import dev.weft.internal.loop.Job;
import dev.weft.internal.loop.SteeredLoop;
import dev.weft.internal.operation.Gather;
import dev.weft.internal.probe.Footprint;
import dev.weft.internal.probe.ProbedRun;
import dev.weft.internal.probe.StepCalls;
import dev.weft.internal.task.TaskViews;
import org.jspecify.annotations.Nullable;

/** The recorder of one run: it notes what Weft itself does in each step, where no probe of the program's code sees it. */
final class RunRecorder {

    private final StepCalls calls; // constant after construction
    private final Footprint footprint; // constant after construction
    final Recording recording; // constant after construction

    private RunRecorder(StepCalls calls, Footprint footprint) {
        this.calls = calls;
        this.footprint = footprint;
        recording = new Recording(footprint);
    }

    /** Begins to record; returns null if the probes do not look for races. */
    static @Nullable RunRecorder of(ProbedRun run) {
        run.noteSteps(new OwnFrames());
        StepCalls calls = run.calls();
        return calls == null ? null : new RunRecorder(calls, run.footprint());
    }

    /** Notes the next step, of a task or of none. */
    void begins(SteeredLoop loop, int position, @Nullable Task<?> task) {
        recording.begins(loop, position, task != null);
        if (task != null) {
            noteChain(TaskViews.leafOf(task));
        } else {
            noteCallback(loop.ready(position));
        }
    }

    private void noteChain(Frame<?> leaf) {
        if (leaf.state() == Coroutine.State.CREATED) {
            calls.starts(leaf);
            return;
        }
        for (Frame<?> frame = leaf; frame != null; frame = Driver.awaiter(frame)) {
            calls.resumes(frame);
        }
    }

    /** A task that has slept only moves to the end of the queue. */
    private void noteCallback(Job job) {
        if (TaskViews.toldOfValue(job) instanceof Gather<?> gather && gather.onlyCounts()) {
            calls.touches(gather);
        } else if (!(job instanceof Task)) {
            footprint.blur();
        }
    }

    /** Notes that the step has ended. */
    void ended(SteeredLoop loop, Job job, @Nullable Task<?> task) {
        if (task != null && task.isDone()) {
            calls.touches(task);
            if (task.isCancelled()) {
                footprint.blur();
            } else if (TaskViews.failureOf(task) != null) {
                calls.runtime();
            }
        }
        recording.ended(loop);
    }
}
