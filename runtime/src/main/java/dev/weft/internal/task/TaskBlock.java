package dev.weft.internal.task;

import dev.weft.Task;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block of up to 64 tasks that a loop created one after the other: those of them that are not done, and what each
 * would otherwise need a field for, namely its place in creation order, the number in its name, and its rare notes.
 *
 * <p>A task knows its block and its slot there, also after its end. The block knows the task, and keeps it alive, until
 * then. Notes stay as long as the block does, because of that task or of another one.
 */
public final class TaskBlock extends LoopAccess implements LinkedChain.Node<TaskBlock> {

    private static final int SLOTS = Long.SIZE; // named has a bit for each

    private final @Nullable TaskCore<?>[] tasks = new TaskCore<?>[SLOTS]; // loop thread: null once it has ended
    private final int serial; // constant after construction: the number of the loop's blocks before this one
    private final int firstNumber; // constant after construction: of the first task without a name
    private long named; // loop thread: a bit for each slot whose task was created with a name and has no number
    private int taken; // loop thread: slots that have been given out
    private int prepared; // loop thread: slots for which the block has numbers, the taken ones included
    private int remaining = SLOTS; // loop thread: slots whose task has not ended, or is still to come
    private @Nullable TaskNotes @Nullable [] notes; // loop thread: by slot

    private @Nullable TaskBlock previous; // loop thread
    private @Nullable TaskBlock next; // loop thread

    TaskBlock(LoopAccess loop, int firstNumber, int serial) {
        super(loop);
        this.serial = serial;
        this.firstNumber = firstNumber;
    }

    /** Tells whether there is a slot, and a number, for one more task. */
    boolean isPrepared() {
        return taken < prepared;
    }

    boolean isFull() {
        return taken == SLOTS;
    }

    /** Returns the number that it takes to prepare one more slot, once {@link #isPrepared} is false. */
    int nextNumber() {
        return number(taken);
    }

    /** Prepares slots for tasks that take the next numbers: as many as there are numbers and slots, up to a limit. */
    void prepare(TaskNumbers numbers, int most) {
        prepared += numbers.take(Math.min(most, SLOTS - prepared));
    }

    /** Returns the slot of the task that is added next. */
    int nextSlot() {
        return taken;
    }

    /** Adds a task, with a name unless that is null. */
    void add(TaskCore<?> task, @Nullable String name) {
        int slot = taken++;
        tasks[slot] = task;
        if (name != null) {
            addName(slot, name);
        }
    }

    private void addName(int slot, String name) {
        named |= 1L << slot;
        notes(slot).name = name;
        if (prepared < SLOTS) {
            prepared++; // the number that this task does not take is for the next slot
        } else {
            eventLoop.tasks.numbers.untake(1);
        }
    }

    /** Removes the task of a slot, which has ended. */
    void remove(int slot) {
        tasks[slot] = null;
        if (--remaining == 0) {
            eventLoop.tasks.emptied(this);
        }
    }

    /** Returns the numbers that no task has taken. */
    void unprepare(TaskNumbers numbers) {
        numbers.untake(prepared - taken);
        prepared = taken;
    }

    /** Closes this block: no task will be added any more. */
    void close() {
        remaining -= SLOTS - taken;
    }

    /** Tells whether this block is closed and all its tasks have ended. */
    boolean isOver() {
        return remaining == 0;
    }

    /** Returns the number of the task in a slot, if it was created without a name. */
    int number(int slot) {
        long before = (1L << slot) - 1;
        return firstNumber + slot - Long.bitCount(named & before);
    }

    /** Returns a number that no other task of the loop has: the tasks with more of it were created later. */
    long id(int slot) {
        return (long) serial * SLOTS + slot + 1;
    }

    /** The name of the task in a slot: the one that it was given, or one with its number. */
    String name(int slot) {
        TaskNotes rare = notesOrNull(slot);
        String given = rare == null ? null : rare.name;
        return given == null ? "Task-" + number(slot) : given;
    }

    /** The notes of the task in a slot; null if there are none. */
    @Nullable
    TaskNotes notesOrNull(int slot) {
        return notes == null ? null : notes[slot];
    }

    /** Returns the notes of the task in a slot, and creates them if there are none. */
    TaskNotes notes(int slot) {
        @Nullable TaskNotes[] all = notes;
        if (all == null) {
            all = new @Nullable TaskNotes[SLOTS];
            notes = all;
        }
        TaskNotes made = all[slot];
        if (made == null) {
            made = new TaskNotes();
            all[slot] = made;
        }
        return made;
    }

    /** Returns the number of the tasks that have not ended. */
    int count() {
        int count = 0;
        for (int slot = 0; slot < taken; slot++) {
            if (tasks[slot] != null) {
                count++;
            }
        }
        return count;
    }

    /** Adds the tasks that have not ended to a list. */
    void addTo(List<Task<?>> list) {
        for (int slot = 0; slot < taken; slot++) {
            TaskCore<?> task = tasks[slot];
            if (task != null) {
                list.add((Task<?>) task);
            }
        }
    }

    /** Throws if the counts do not match the tasks; for tests. */
    void checkInvariants(boolean closed) {
        List<Task<?>> found = new ArrayList<>();
        addTo(found);
        int toCome = closed ? 0 : SLOTS - taken;
        if (taken > prepared || prepared > SLOTS || found.size() + toCome != remaining) {
            throw new AssertionError("task block: " + found.size() + " tasks, " + remaining + " remaining, " + taken
                    + " taken, " + prepared + " prepared");
        }
    }

    @Override
    public @Nullable TaskBlock previous() {
        return previous;
    }

    @Override
    public void previous(@Nullable TaskBlock node) {
        previous = node;
    }

    @Override
    public @Nullable TaskBlock next() {
        return next;
    }

    @Override
    public void next(@Nullable TaskBlock node) {
        next = node;
    }
}
