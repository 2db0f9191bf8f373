package dev.weft.internal.task;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * The loops of this JVM that are not closed, in the order of their creation. It does not keep them alive: a loop that is
 * garbage leaves the list when the next one is added. That entry is all that a loop pays for being found.
 */
public final class OpenLoops {

    private static final ReferenceQueue<TaskLoop> GARBAGE = new ReferenceQueue<>();
    private static final Entry HEAD = new Entry(); // any thread, holding the class: a ring, which begins and ends here
    private static int added; // any thread, holding the class

    private OpenLoops() {}

    /** Adds a loop. */
    static synchronized Entry add(TaskLoop loop) {
        for (Reference<?> gone = GARBAGE.poll(); gone != null; gone = GARBAGE.poll()) {
            unlink((Entry) gone);
        }
        Entry entry = new Entry(loop, ++added);
        entry.before = HEAD.before;
        entry.after = HEAD;
        HEAD.before.after = entry;
        HEAD.before = entry;
        return entry;
    }

    /** Removes a loop, which is closed; a no-op if it was removed before. */
    static synchronized void remove(Entry entry) {
        entry.clear();
        unlink(entry);
    }

    private static void unlink(Entry entry) {
        entry.before.after = entry.after;
        entry.after.before = entry.before;
        entry.before = entry;
        entry.after = entry;
    }

    /** Returns the loops. Any thread. */
    public static synchronized List<TaskLoop> all() {
        List<TaskLoop> loops = new ArrayList<>();
        for (Entry entry = HEAD.after; entry != HEAD; entry = entry.after) {
            TaskLoop loop = entry.get();
            if (loop != null) {
                loops.add(loop);
            }
        }
        return loops;
    }

    /** The entry of a loop. */
    static final class Entry extends WeakReference<TaskLoop> {

        final int number; // constant after construction: how many loops this JVM had created with this one
        private Entry before = this; // any thread, holding the class
        private Entry after = this; // any thread, holding the class

        private Entry() {
            super(null);
            number = 0;
        }

        private Entry(TaskLoop loop, int number) {
            super(loop, GARBAGE);
            this.number = number;
        }
    }
}
