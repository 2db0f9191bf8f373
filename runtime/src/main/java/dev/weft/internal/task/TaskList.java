package dev.weft.internal.task;

import dev.weft.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * The tasks of one loop that are not done, in the order in which they were created; it keeps them alive.
 *
 * <p>They stand in blocks, whose tasks have numbers that follow each other. Only the last block is added to. It stays,
 * though empty, until it is full, so that tasks which come and go one by one do not need a block each; any other leaves
 * the list with its last task.
 */
public final class TaskList {

    private final LoopAccess loop; // constant after construction
    final TaskNumbers numbers = new TaskNumbers(); // loop thread
    private final LinkedChain<TaskBlock> blocks = new LinkedChain<>(); // loop thread

    TaskList(LoopAccess loop) {
        this.loop = loop;
    }

    /** The block of the next task, which is made with a name or takes the next number. */
    public TaskBlock blockForNext(boolean hasName) {
        TaskBlock block = blocks.last();
        return block != null && block.isPrepared() ? block : prepare(hasName);
    }

    private TaskBlock prepare(boolean hasName) {
        if (!hasName) {
            numbers.provide();
        }
        TaskBlock block = blocks.last();
        int number = numbers.last() + 1;
        if (block == null || block.isFull() || (!hasName && block.nextNumber() != number)) {
            block = begin(number);
        }
        if (!hasName) {
            block.prepare(numbers);
        }
        return block;
    }

    private TaskBlock begin(int firstNumber) {
        TaskBlock before = blocks.last();
        if (before != null) {
            before.close();
            if (before.isOver()) {
                blocks.remove(before);
            }
        }
        TaskBlock block = new TaskBlock(loop, firstNumber);
        blocks.addLast(block);
        return block;
    }

    /** The last task of a block has ended. */
    void emptied(TaskBlock block) {
        if (block != blocks.last()) {
            blocks.remove(block);
        }
    }

    /** A copy. */
    public List<Task<?>> all() {
        List<Task<?>> tasks = new ArrayList<>();
        for (TaskBlock block = blocks.first(); block != null; block = block.next()) {
            block.addTo(tasks);
        }
        return tasks;
    }

    /** Gives back the numbers that no task has got: there will be no more tasks. */
    public void close() {
        TaskBlock last = blocks.last();
        if (last != null) {
            last.unprepare(numbers);
        }
        numbers.giveBack();
    }

    /** For tests: how many blocks there are. */
    int blocks() {
        int count = 0;
        for (TaskBlock block = blocks.first(); block != null; block = block.next()) {
            count++;
        }
        return count;
    }

    /** For tests: throws if the links do not match, or an empty block stands before the last. */
    void checkInvariants() {
        blocks.checkInvariants();
        for (TaskBlock block = blocks.first(); block != null; block = block.next()) {
            boolean isLast = block == blocks.last();
            block.checkInvariants(!isLast);
            if (block.isOver() && !isLast) {
                throw new AssertionError("task list: a block without a task that is not done");
            }
        }
    }
}
