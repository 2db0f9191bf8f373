package dev.weft.internal.task;

import dev.weft.EventLoop;
import dev.weft.Task;
import dev.weft.internal.coroutine.StageAwaiter;
import dev.weft.internal.loop.LoopCore;
import java.util.ArrayList;
import java.util.List;

/**
 * What dumps read of a loop. On another thread than the loop's, what they read may be of several moments, and a read may
 * fail for that reason.
 */
public final class LoopView {

    private LoopView() {}

    /** Returns the blocks of the loop's tasks, in order. */
    public static List<TaskBlock> blocks(TaskLoop loop) {
        List<TaskBlock> blocks = new ArrayList<>();
        for (TaskBlock block = loop.tasks.first(); block != null; block = block.next()) {
            blocks.add(block);
        }
        return blocks;
    }

    /** Returns the tasks of a block that are not done, in order. */
    public static List<Task<?>> tasks(TaskBlock block) {
        List<Task<?>> tasks = new ArrayList<>();
        block.addTo(tasks);
        return tasks;
    }

    /** Returns the number of a task, which no other one of its loop has. */
    public static long id(Task<?> task) {
        return ((TaskCore<?>) task).id();
    }

    /** Returns the suspended activations of the loop that return stages. */
    public static List<StageAwaiter> stages(TaskLoop loop) {
        return loop.suspendedStages.all();
    }

    /** Tells whether futures of the loop wait for stages. */
    public static boolean awaitsStages(TaskLoop loop) {
        return !loop.stageWatches.isEmpty();
    }

    /** Returns the queues and timers of a loop. */
    public static LoopCore core(TaskLoop loop) {
        return ((LoopAccess) loop).core;
    }

    /** Returns the loop of the public API. */
    public static EventLoop eventLoop(TaskLoop loop) {
        return ((LoopAccess) loop).eventLoop;
    }
}
