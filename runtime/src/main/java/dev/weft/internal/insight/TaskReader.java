package dev.weft.internal.insight;

import dev.weft.Future;
import dev.weft.Task;
import dev.weft.abi.Frame;
import dev.weft.insight.Snapshot;
import dev.weft.insight.Snapshot.Kind;
import dev.weft.insight.Snapshot.Wait;
import dev.weft.internal.coroutine.Driver;
import dev.weft.internal.coroutine.FrameReader;
import dev.weft.internal.coroutine.LogicalTrace;
import dev.weft.internal.coroutine.StageAwaiter;
import dev.weft.internal.task.Awaited;
import dev.weft.internal.task.AwaitedTasks;
import dev.weft.internal.task.LoopView;
import dev.weft.internal.task.StageSource;
import dev.weft.internal.task.TaskLoop;
import dev.weft.internal.task.TaskPosition;
import dev.weft.internal.task.TimeLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A reader of the tasks of one loop, and of suspended calls of methods that return stages, as plain values. */
final class TaskReader {

    private final @Nullable TaskLoop loop; // constant after construction: null for calls outside any
    private final Calls calls; // the thread that reads
    private final boolean here; // constant after construction: the calling thread is the loop's
    private final long now; // constant after construction: on the scale of the loop's clock
    private final FrameReader frames = new FrameReader(); // the thread that reads

    /** Creates a reader, given the calls of the same picture. */
    TaskReader(@Nullable TaskLoop loop, Calls calls, boolean here, long now) {
        this.loop = loop;
        this.calls = calls;
        this.here = here;
        this.now = now;
    }

    /**
     * Returns a task as it is now; null if it has ended.
     *
     * @param task the task
     * @param searched a search for the tasks that it awaits, which is over; null if they are few
     */
    Snapshot.@Nullable Task read(Task<?> task, @Nullable AwaitedTasks searched) {
        TaskPosition position = TaskPosition.of(task);
        if (position.phase() == TaskPosition.Phase.ENDED) {
            return null;
        }
        List<Snapshot.Frame> chain = frames(frames.chain(position.leaf()));
        String coroutine = coroutine(chain);
        if (position.createdAt() != null) {
            StackTraceElement created = LogicalTrace.taskElement(position.name(), position.createdAt());
            chain.add(new Snapshot.Frame(created, List.of()));
        }
        return new Snapshot.Task(
                position.id(), position.name(), coroutine, chain, waitOf(position, searched), position.cancelling(), 0);
    }

    /** Returns a call of a method that returns a stage, given its index. */
    Snapshot.Task read(StageAwaiter call, int index) {
        return new Snapshot.Task(
                Calls.id(index),
                Calls.name(call),
                FrameReader.nameOf(call),
                frames(frames.call(call)),
                waitForStage(FrameReader.awaited(call)),
                0,
                0);
    }

    /** Returns the mark of a task. */
    static Mark mark(Task<?> task) {
        TaskPosition position = TaskPosition.of(task);
        Future<?> awaited = position.awaited();
        return new Mark(task, awaited == null ? List.of(position.phase(), position.deadline()) : awaited);
    }

    /** Returns the mark of a call. */
    static Mark mark(StageAwaiter call) {
        CompletionStage<?> awaited = FrameReader.awaited(call);
        return new Mark(call, awaited == null ? Kind.READY : awaited);
    }

    private static List<Snapshot.Frame> frames(List<FrameReader.View> views) {
        List<Snapshot.Frame> frames = new ArrayList<>(views.size() + 1);
        for (FrameReader.View view : views) { // no stream: its first use would hold up the loop
            frames.add(frame(view));
        }
        return frames;
    }

    private static Snapshot.Frame frame(FrameReader.View view) {
        List<Snapshot.Local> locals = new ArrayList<>(view.locals().size());
        for (FrameReader.Value local : view.locals()) {
            locals.add(Values.local(local));
        }
        return new Snapshot.Frame(view.place(), locals);
    }

    private static String coroutine(List<Snapshot.Frame> chain) {
        for (int i = chain.size() - 1; i >= 0; i--) {
            if (!Places.isWeft(chain.get(i).place())) {
                return Places.method(chain.get(i).place());
            }
        }
        return chain.isEmpty() ? "" : Places.method(chain.get(chain.size() - 1).place());
    }

    private Wait waitOf(TaskPosition position, @Nullable AwaitedTasks searched) {
        Future<?> awaited = position.awaited();
        return switch (position.phase()) {
            case RUNNING -> wait(Kind.STEP);
            case SLEEPING -> new Wait(Kind.TIMER, "", List.of(), Optional.of(Math.max(0, position.deadline() - now)));
            case WAITING -> awaited == null ? wait(Kind.READY) : limited(waitFor(awaited, searched), position.leaf());
            default -> wait(Kind.READY);
        };
    }

    private static Wait wait(Kind kind) {
        return new Wait(kind, "", List.of(), Optional.empty());
    }

    /** Returns a wait with the time after which an activation of the waiting chain ends it, if one does. */
    private Wait limited(Wait wait, Frame<?> leaf) {
        long least = TimeLimit.FOR_EVER;
        for (Frame<?> frame = leaf; frame != null; frame = Driver.awaiter(frame)) {
            if (frame instanceof TimeLimit limit) {
                least = Math.min(least, limit.nanosLeft(now));
            }
        }
        return least == TimeLimit.FOR_EVER || wait.kind() == Kind.TIMER
                ? wait
                : new Wait(wait.kind(), wait.what(), wait.on(), Optional.of(Math.max(0, least)));
    }

    private Wait waitFor(Future<?> future, @Nullable AwaitedTasks searched) {
        Awaited awaited = Awaited.of(future, here, searched);
        return awaited.kind() == Awaited.Kind.STAGE
                ? waitForStage(awaited.stage())
                : new Wait(Kind.valueOf(awaited.kind().name()), awaited.what(), ids(awaited.on()), Optional.empty());
    }

    private static List<Long> ids(List<Task<?>> tasks) {
        List<Long> ids = new ArrayList<>(tasks.size());
        for (Task<?> task : tasks) {
            ids.add(LoopView.id(task));
        }
        return ids;
    }

    private Wait waitForStage(@Nullable CompletionStage<?> awaited) {
        CompletionStage<?> stage = FrameReader.behind(awaited);
        if (stage == null) {
            return wait(Kind.READY);
        }
        Long call = calls.idOf(stage);
        if (call != null) {
            return new Wait(Kind.STAGE, calls.name(call), List.of(call), Optional.empty());
        }
        StageSource source = StageSource.of(stage);
        if (source == null) {
            return new Wait(Kind.STAGE, Awaited.identity(stage), List.of(), Optional.empty());
        }
        Future<?> future = source.future();
        if (future == null) {
            return new Wait(Kind.TIMER, "", List.of(), Optional.of(source.nanosLeft()));
        }
        return loop != null && source.isOnlyWay(stage, loop)
                ? waitFor(future, null)
                : new Wait(Kind.STAGE, source.elsewhere(), List.of(), Optional.empty());
    }
}
