package dev.weft.internal.flight;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import dev.weft.abi.Frame;
import dev.weft.internal.coroutine.PlaceTexts;
import dev.weft.internal.loop.ForeignText;
import dev.weft.internal.loop.Job;
import dev.weft.internal.loop.JobWatch;
import dev.weft.internal.loop.LoopCore;
import dev.weft.internal.loop.OneLine;
import dev.weft.internal.task.Awaited;
import dev.weft.internal.task.LoopView;
import dev.weft.internal.task.TaskPosition;
import dev.weft.internal.task.TaskViews;
import java.util.IdentityHashMap;

/** A watch that writes the events of one loop. It is the loop's while a recording runs; the loop's thread only. */
final class FlightWatch extends JobWatch {

    private final LoopCore core; // constant after construction
    private final PlaceTexts places = new PlaceTexts(); // loop thread
    private final IdentityHashMap<Task<?>, TaskEnd> ends = new IdentityHashMap<>(); // loop thread: of those seen to run

    FlightWatch(LoopCore core) {
        this.core = core;
    }

    @Override
    protected void run(Job job) {
        Task<?> task = TaskViews.stepOf(job);
        if (task != null) {
            step(task, false);
        } else if (job instanceof Task<?>) {
            proceed(job); // the deadline of a task that sleeps: its step comes later
        } else {
            callback(job);
        }
    }

    @Override
    protected void runInside(Job job) {
        Task<?> task = TaskViews.stepOf(job);
        if (task == null) {
            proceedInside(job);
        } else {
            step(task, true);
        }
    }

    private void callback(Job job) {
        SlowStep slow = new SlowStep();
        slow.begin();
        try {
            proceed(job);
        } finally {
            slow.end();
            if (slow.shouldCommit()) {
                slow.loop = loopName();
                slow.task = OneLine.of(ForeignText.of(job));
                slow.commit();
            }
        }
    }

    private void step(Task<?> task, boolean inside) {
        TaskEnd end = ends.get(task);
        if (end == null) {
            end = begin(task);
        }
        SlowStep slow = new SlowStep();
        slow.place = slow.isEnabled() ? places.of(TaskViews.leafOf(task)) : "";
        slow.begin();
        try {
            if (inside) {
                proceedInside(task);
            } else {
                proceed(task);
            }
        } finally {
            slow.end();
            end.steps++;
            stepped(task, slow);
            if (task.isDone()) {
                ends.remove(task);
                ended(task, end);
            } else {
                suspended(task);
            }
        }
    }

    private TaskEnd begin(Task<?> task) {
        Frame<?> coroutine = TaskViews.leafOf(task);
        TaskStart start = new TaskStart();
        if (coroutine.state() == Frame.State.CREATED && start.shouldCommit()) {
            name(start, task);
            start.coroutine = coroutine.name();
            start.commit();
        }
        TaskEnd end = new TaskEnd();
        end.begin();
        end.begun = core.time();
        ends.put(task, end);
        return end;
    }

    private void stepped(Task<?> task, SlowStep slow) {
        if (slow.shouldCommit()) {
            name(slow, task);
            slow.until = task.isDone() ? "" : places.of(TaskViews.leafOf(task));
            slow.commit();
        }
    }

    private void ended(Task<?> task, TaskEnd end) {
        end.end();
        if (end.shouldCommit()) {
            Throwable failure = TaskViews.failureOf(task);
            name(end, task);
            end.outcome = task.isCancelled() ? "cancelled" : failure == null ? "completed" : "failed";
            end.failure = failure == null ? "" : failure.getClass().getName();
            end.lifetime = core.time() - end.begun;
            end.commit();
        }
    }

    private void suspended(Task<?> task) {
        Suspend suspend = new Suspend();
        if (suspend.shouldCommit()) {
            TaskPosition position = TaskPosition.of(task);
            name(suspend, task);
            suspend.place = places.of(position.leaf());
            describe(position, suspend);
            suspend.commit();
        }
    }

    /** Writes down what a suspended task waits for. */
    private void describe(TaskPosition position, Suspend suspend) {
        Future<?> awaited = position.awaited();
        if (awaited != null && position.phase() == TaskPosition.Phase.WAITING) {
            Awaited waitsFor = Awaited.of(awaited, true);
            suspend.kind = waitsFor.kind().name();
            suspend.waitsFor = OneLine.of(waitsFor.what());
        } else if (position.phase() == TaskPosition.Phase.SLEEPING) {
            suspend.kind = "TIMER";
            suspend.sleep = position.deadline() - core.time();
        } else {
            suspend.kind = "READY";
        }
    }

    private void name(TaskEvent event, Task<?> task) {
        event.loop = loopName();
        event.task = OneLine.of(task.name());
        event.number = LoopView.id(task);
    }

    private String loopName() {
        return OneLine.of(((EventLoop) core.listener()).name());
    }
}
