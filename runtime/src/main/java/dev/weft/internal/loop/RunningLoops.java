package dev.weft.internal.loop;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The loops that run, by thread.
 *
 * <ol>
 *   <li>A loop that is entered takes the slot of its thread's number, by compare-and-set, if that is free.
 *   <li>If another running loop has it, the loop stands in a {@link ThreadLocal} instead.
 *   <li>A thread looks at the loop that was entered last, then into its slot, and asks the loop that it finds for its
 *       thread. Only where a slot was ever refused does it look into the thread-local variable, too.
 * </ol>
 *
 * <p>No fence is needed to look: a thread that runs a loop has itself written where it stands, and anything else that
 * it may find in the slot belongs to another thread.
 */
final class RunningLoops {

    private static final int SLOTS = 1 << 8; // a power of two; far more loops at a time than processors are of no use
    private static final AtomicReferenceArray<@Nullable LoopCore> BY_THREAD = new AtomicReferenceArray<>(SLOTS);
    private static final ThreadLocal<@Nullable LoopCore> WITHOUT_SLOT = new ThreadLocal<>();
    private static boolean refused; // any thread: whether WITHOUT_SLOT was ever used
    private static @Nullable LoopCore latest; // any thread: a guess, which its thread confirms; any value is safe

    private RunningLoops() {}

    /** The loop that runs on this thread, or null. */
    static @Nullable LoopCore current() {
        Thread thread = Thread.currentThread();
        LoopCore entered = latest;
        if (entered != null && entered.thread() == thread) {
            return entered; // measured: a program with one loop saves 2 ns for each coroutine that it creates
        }
        LoopCore found = BY_THREAD.getPlain(slot(thread));
        if (found != null && found.thread() == thread) {
            return found;
        }
        return refused ? WITHOUT_SLOT.get() : null;
    }

    /** A loop begins to run on this thread. */
    static void enter(LoopCore loop) {
        if (!BY_THREAD.compareAndSet(slot(Thread.currentThread()), null, loop)) {
            refused = true;
            WITHOUT_SLOT.set(loop);
        }
        latest = loop;
    }

    /** A loop no longer runs on this thread. */
    static void leave(LoopCore loop) {
        if (!BY_THREAD.compareAndSet(slot(Thread.currentThread()), loop, null)) {
            WITHOUT_SLOT.remove();
        }
        if (latest == loop) {
            latest = null;
        }
    }

    private static int slot(Thread thread) {
        return (int) thread.getId() & (SLOTS - 1);
    }
}
