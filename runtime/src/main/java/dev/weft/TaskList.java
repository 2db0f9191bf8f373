package dev.weft;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one loop that are not done, in the order in which they were created; it keeps them alive.
 *
 * <p>They stand in blocks, whose tasks have numbers that follow each other. Only the last block is added to. It stays,
 * though empty, until it is full, so that tasks which come and go one by one do not need a block each; any other leaves
 * the list with its last task.
 */
final class TaskList {

    private final EventLoop loop; // constant after construction
    final TaskNumbers numbers = new TaskNumbers(); // loop thread
    private @Nullable TaskBlock first; // loop thread
    private @Nullable TaskBlock last; // loop thread

    TaskList(EventLoop loop) {
        this.loop = loop;
    }

    /** The block of the next task, which is made with a name or takes the next number. */
    TaskBlock blockForNext(boolean hasName) {
        TaskBlock block = last;
        return block != null && block.isPrepared() ? block : prepare(hasName);
    }

    private TaskBlock prepare(boolean hasName) {
        if (!hasName) {
            numbers.provide();
        }
        TaskBlock block = last;
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
        TaskBlock before = last;
        if (before != null) {
            before.close();
            if (before.isOver()) {
                unlink(before);
                before = last;
            }
        }
        TaskBlock block = new TaskBlock(loop, firstNumber);
        block.previous = before;
        if (before == null) {
            first = block;
        } else {
            before.next = block;
        }
        last = block;
        return block;
    }

    /** The last task of a block has ended. */
    void emptied(TaskBlock block) {
        if (block != last) {
            unlink(block);
        }
    }

    private void unlink(TaskBlock block) {
        TaskBlock before = block.previous;
        TaskBlock after = block.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        block.previous = null; // a task that the user keeps after its end must not keep the other blocks
        block.next = null;
    }

    /** A copy. */
    List<Task<?>> all() {
        List<Task<?>> tasks = new ArrayList<>();
        for (TaskBlock block = first; block != null; block = block.next) {
            block.addTo(tasks);
        }
        return tasks;
    }

    /** Gives back the numbers that no task has got: there will be no more tasks. */
    void close() {
        if (last != null) {
            last.unprepare(numbers);
        }
        numbers.giveBack();
    }

    /** For tests: how many blocks there are. */
    int blocks() {
        int count = 0;
        for (TaskBlock block = first; block != null; block = block.next) {
            count++;
        }
        return count;
    }

    /** For tests: throws if the links do not match, or an empty block stands before the last. */
    void checkInvariants() {
        TaskBlock before = null;
        for (TaskBlock block = first; block != null; block = block.next) {
            block.checkInvariants(block != last);
            if (block.previous != before || (block.isOver() && block != last)) {
                throw new AssertionError("task list: a block with a wrong link, or without a task that is not done");
            }
            before = block;
        }
        if (before != last) {
            throw new AssertionError("task list: the last block is not the last");
        }
    }
}
