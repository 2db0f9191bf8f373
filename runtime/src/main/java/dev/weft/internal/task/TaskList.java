package dev.weft.internal.task;

import dev.weft.Future;
import dev.weft.Task;
import dev.weft.internal.coroutine.CreationPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The tasks of one loop that are not done, in the order in which they were created; it keeps them alive.
 *
 * <p>They are kept in blocks, whose tasks have consecutive numbers. Only the last block is added to. It stays, even if
 * empty, until it is full, so that tasks which come and go one by one do not need a block each; any other block leaves
 * the list with its last task.
 */
public final class TaskList extends LinkedChain<TaskBlock> {

    private final LoopAccess loop; // constant after construction
    final TaskNumbers numbers = new TaskNumbers(); // loop thread
    private int begun; // loop thread: the number of blocks so far
    private boolean notesOrigins; // loop thread: debug mode, in which no slot is prepared before its task is created

    TaskList(LoopAccess loop) {
        this.loop = loop;
    }

    /** Returns the block of the next task, which is created with a name or takes the next number. */
    public TaskBlock blockForNext(boolean hasName) {
        TaskBlock block = last();
        return block != null && block.isPrepared() ? block : prepare(hasName);
    }

    private TaskBlock prepare(boolean hasName) {
        if (!hasName) {
            numbers.provide();
        }
        TaskBlock block = last();
        int number = numbers.last() + 1;
        if (block == null || block.isFull() || (!hasName && block.nextNumber() != number)) {
            block = begin(number);
        }
        if (!hasName) {
            block.prepare(numbers, notesOrigins ? 1 : Integer.MAX_VALUE);
        }
        if (notesOrigins) {
            block.notes(block.nextSlot()).createdAt = CreationPlace.here();
        }
        return block;
    }

    /** Switches the notes of the places where tasks are created. */
    public void noteOrigins(boolean wanted) {
        notesOrigins = wanted;
        TaskBlock last = last();
        if (last != null) {
            last.unprepare(numbers); // so that the next task comes by prepare()
        }
    }

    /** Numbers the tasks from 1, whatever other loops have; before the first task. */
    void numberAlone() {
        numbers.countAlone();
    }

    private TaskBlock begin(int firstNumber) {
        TaskBlock before = last();
        if (before != null) {
            before.close();
            if (before.isOver()) {
                remove(before);
            }
        }
        TaskBlock block = new TaskBlock(loop, firstNumber, begun++);
        addLast(block);
        return block;
    }

    /** Removes a block whose last task has ended. */
    void emptied(TaskBlock block) {
        if (block != last()) {
            remove(block);
        }
    }

    /** Returns a copy of this list. */
    public List<Task<?>> all() {
        List<Task<?>> tasks = new ArrayList<>();
        for (TaskBlock block = first(); block != null; block = block.next()) {
            block.addTo(tasks);
        }
        return tasks;
    }

    /** Returns the number of the tasks; from another thread, one that may be old. */
    public int count() {
        int count = 0;
        for (TaskBlock block = first(); block != null; block = block.next()) {
            count += block.count();
        }
        return count;
    }

    /** Reports the tasks that are not done, when their loop closes, but for those of which other threads were told. */
    public void reportPending(Set<Future<?>> told) {
        for (Task<?> task : all()) {
            if (!told.contains(task)) {
                TaskCore<?> left = task;
                loop.report(task + " when its event loop was closed, " + left.position(), null);
            }
        }
    }

    /** Returns the numbers that no task has taken: there will be no more tasks. */
    public void close() {
        TaskBlock last = last();
        if (last != null) {
            last.unprepare(numbers);
        }
        numbers.giveBack();
    }

    /** Returns the number of blocks; for tests. */
    int blocks() {
        int count = 0;
        for (TaskBlock block = first(); block != null; block = block.next()) {
            count++;
        }
        return count;
    }

    /** Throws if the links do not match, or an empty block precedes the last; for tests. */
    @Override
    void checkInvariants() {
        super.checkInvariants();
        for (TaskBlock block = first(); block != null; block = block.next()) {
            boolean isLast = block == last();
            block.checkInvariants(!isLast);
            if (block.isOver() && !isLast) {
                throw new AssertionError("task list: a block whose tasks have all ended");
            }
        }
    }
}
