package dev.weft.internal.insight;

import dev.weft.Future;
import dev.weft.Task;
import dev.weft.insight.Snapshot;
import dev.weft.insight.Snapshot.Kind;
import dev.weft.insight.Snapshot.Wait;
import dev.weft.internal.coroutine.FrameReader;
import dev.weft.internal.coroutine.LogicalTrace;
import dev.weft.internal.coroutine.StageAwaiter;
import dev.weft.internal.task.Awaited;
import dev.weft.internal.task.AwaitedTasks;
import dev.weft.internal.task.LoopView;
import dev.weft.internal.task.TaskLoop;
import dev.weft.internal.task.TaskPosition;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A reader of the tasks of one loop, and of its suspended calls of methods that return stages, as plain values. */
final class TaskReader {

    private final TaskLoop loop; // constant after construction
    private final boolean here; // constant after construction: the calling thread is the loop's
    private final long now; // constant after construction: on the scale of the loop's clock
    private final FrameReader frames = new FrameReader(); // the thread that reads
    private final IdentityHashMap<CompletionStage<?>, Long> calls = new IdentityHashMap<>(); // the reader: by stage
    private final List<String> names = new ArrayList<>(); // the thread that reads: of the calls

    /** Creates a reader, to which all calls have to be noted before it reads. */
    TaskReader(TaskLoop loop, boolean here, long now) {
        this.loop = loop;
        this.here = here;
        this.now = now;
    }

    /** Notes a call that returns a stage, given its position among those of the loop. */
    void note(StageAwaiter call, int index) {
        CompletionStage<?> own = FrameReader.completed(call);
        names.add(FrameReader.nameOf(call) + "()");
        if (own != null) {
            calls.put(own, callId(index));
        }
    }

    private static long callId(int index) {
        return -1L - index;
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
        List<Snapshot.Frame> chain = new ArrayList<>();
        for (FrameReader.View view : frames.chain(position.leaf())) { // no stream: its first use would hold up the loop
            chain.add(frame(view));
        }
        String coroutine = coroutine(chain);
        if (position.createdAt() != null) {
            StackTraceElement created = LogicalTrace.taskElement(position.name(), position.createdAt());
            chain.add(new Snapshot.Frame(created, List.of()));
        }
        return new Snapshot.Task(
                position.id(), position.name(), coroutine, chain, waitOf(position, searched), position.cancelling(), 0);
    }

    /** Returns a call of a method that returns a stage, given its position among those of the loop. */
    Snapshot.Task read(StageAwaiter call, int index) {
        String name = FrameReader.nameOf(call);
        return new Snapshot.Task(
                callId(index), name + "()", name, List.of(frame(frames.stage(call))), waitOf(call), 0, 0);
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
            case WAITING -> awaited == null ? wait(Kind.READY) : waitFor(awaited, searched);
            default -> wait(Kind.READY);
        };
    }

    private static Wait wait(Kind kind) {
        return new Wait(kind, "", List.of(), Optional.empty());
    }

    private Wait waitFor(Future<?> future, @Nullable AwaitedTasks searched) {
        Awaited awaited = Awaited.of(future, here, searched);
        Long call = awaited.stage() == null ? null : calls.get(awaited.stage());
        return new Wait(
                Kind.valueOf(awaited.kind().name()),
                call == null ? awaited.what() : nameOf(call),
                call == null ? ids(awaited.on()) : List.of(call),
                Optional.empty());
    }

    private static List<Long> ids(List<Task<?>> tasks) {
        List<Long> ids = new ArrayList<>(tasks.size());
        for (Task<?> task : tasks) {
            ids.add(LoopView.id(task));
        }
        return ids;
    }

    private Wait waitOf(StageAwaiter call) {
        CompletionStage<?> stage = FrameReader.awaited(call);
        if (stage == null) {
            return wait(Kind.READY);
        }
        Long other = calls.get(stage);
        if (other != null) {
            return new Wait(Kind.STAGE, nameOf(other), List.of(other), Optional.empty());
        }
        Future<?> inner = LoopView.behind(stage, loop);
        return inner == null
                ? new Wait(Kind.STAGE, Awaited.identity(stage), List.of(), Optional.empty())
                : waitFor(inner, null);
    }

    private String nameOf(long call) {
        return names.get(Math.toIntExact(-1 - call));
    }
}
