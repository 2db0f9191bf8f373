package dev.weft.internal.insight;

import dev.weft.Task;
import dev.weft.insight.Snapshot;
import dev.weft.insight.Snapshot.State;
import dev.weft.internal.coroutine.StageAwaiter;
import dev.weft.internal.loop.LoopCore;
import dev.weft.internal.task.AwaitedTasks;
import dev.weft.internal.task.LoopView;
import dev.weft.internal.task.TaskBlock;
import dev.weft.internal.task.TaskLoop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reading of one loop's tasks, in parts: {@link #proceed} reads the next one. */
final class LoopReading {

    private static final int SAMPLE = 200; // tasks
    private static final int TASKS_OF_A_BLOCK = 8; // in a sample
    private static final int ATTEMPTS = 100;

    private final TaskLoop loop; // constant after construction
    private final boolean here; // constant after construction: on the loop's own thread
    private final List<StageAwaiter> own; // constant after construction: the loop's calls
    private final Calls calls = new Calls(); // the thread that reads
    private final TaskReader reader; // constant after construction
    private final Iterator<TaskBlock> blocks; // the thread that reads
    private Iterator<Task<?>> block = Collections.emptyIterator(); // the thread that reads
    private @Nullable Task<?> awaiting; // the thread that reads: a task that awaits others, while these are searched
    private @Nullable AwaitedTasks search; // the thread that reads: that search
    private int noted; // the thread that reads: calls of the loop that were noted so far
    private int call; // the thread that reads: calls read so far
    private final List<Snapshot.Task> tasks = new ArrayList<>(); // the thread that reads
    private final List<Mark> marks = new ArrayList<>(); // the thread that reads

    LoopReading(TaskLoop loop, boolean here) {
        this.loop = loop;
        this.here = here;
        own = LoopView.stages(loop);
        reader = new TaskReader(loop, calls, here, LoopView.core(loop).time());
        blocks = LoopView.blocks(loop).iterator();
    }

    /**
     * Notes one more call, or reads one more task or call; false if there is none. On another thread than the loop's, what
     * the loop changes meanwhile is left out: the snapshot is marked as inconsistent.
     */
    boolean proceed() {
        if (here) {
            return readNext();
        }
        try {
            return readNext();
        } catch (RuntimeException | AssertionError mixed) {
            search = null;
            awaiting = null;
            return true; // each step has gone on to the next before it reads
        }
    }

    private boolean readNext() {
        if (noted < own.size()) {
            calls.add(own.get(noted++));
            return true;
        }
        if (search != null && awaiting != null) {
            proceed(search, awaiting);
            return true;
        }
        while (!block.hasNext() && blocks.hasNext()) {
            block = LoopView.tasks(blocks.next()).iterator();
        }
        if (block.hasNext()) {
            begin(block.next());
            return true;
        }
        if (call < calls.size()) { // which grows meanwhile
            read(call++);
            return true;
        }
        return false;
    }

    private void read(int index) {
        StageAwaiter next = calls.get(index);
        try {
            add(reader.read(next, index), TaskReader.mark(next));
        } catch (RuntimeException | AssertionError mixed) {
            if (index < own.size()) { // else another thread resumes it just now
                throw mixed;
            }
        }
    }

    private void begin(Task<?> task) {
        AwaitedTasks searched = AwaitedTasks.of(task);
        if (searched == null) {
            read(task, null);
        } else {
            proceed(searched, task);
        }
    }

    private void proceed(AwaitedTasks searched, Task<?> task) {
        boolean more = searched.proceed();
        search = more ? searched : null;
        awaiting = more ? task : null;
        if (!more) {
            read(task, searched);
        }
    }

    private void read(Task<?> task, @Nullable AwaitedTasks searched) {
        Snapshot.Task known = reader.read(task, searched);
        if (known != null) {
            add(known, TaskReader.mark(task));
        }
    }

    private void add(Snapshot.Task known, Mark mark) {
        tasks.add(known);
        marks.add(mark);
    }

    /** Returns the marks of the tasks that were read, in their order. */
    List<Mark> marks() {
        return marks;
    }

    /** Returns the calls that were read. */
    Calls calls() {
        return calls;
    }

    /** Returns what was read. */
    Snapshot.Loop picture(State state, List<StackTraceElement> stack) {
        LoopCore core = LoopView.core(loop);
        Thread thread = core.thread();
        String name = LoopView.eventLoop(loop).name();
        return new Snapshot.Loop(
                name, thread == null ? "" : thread.getName(), state, state != State.HELD_UP, stack, tasks);
    }

    /** Reads a loop at once, on the thread that runs it. */
    static LoopReading here(TaskLoop loop) {
        return all(new LoopReading(loop, true));
    }

    /** Reads a loop at once, on another thread. */
    static LoopReading aside(TaskLoop loop) {
        return all(begun(loop));
    }

    /** Begins on another thread than the loop's: the list of what is to be read may change while it is copied. */
    private static LoopReading begun(TaskLoop loop) {
        for (int attempt = 1; ; attempt++) {
            try {
                return new LoopReading(loop, false);
            } catch (RuntimeException mixed) {
                if (attempt == ATTEMPTS) {
                    throw mixed;
                }
            }
        }
    }

    /**
     * Reads some tasks of a loop on another thread, and forgets them: what takes long for the first time, such as the loading
     * of classes, is not to hold up the loop.
     */
    static void rehearse(TaskLoop loop) {
        LoopReading reading = begun(loop);
        while (reading.tasks.size() < SAMPLE && reading.proceed()) {
            reading.skipBlocks();
        }
    }

    /** Goes on to the next task in another block, if there are so many that the sample would end in the first ones. */
    private void skipBlocks() {
        if (tasks.size() % TASKS_OF_A_BLOCK == 0) {
            block = Collections.emptyIterator();
        }
    }

    private static LoopReading all(LoopReading reading) {
        boolean more = true;
        while (more) {
            more = reading.proceed();
        }
        return reading;
    }
}
