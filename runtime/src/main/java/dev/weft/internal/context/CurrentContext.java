package dev.weft.internal.context;

import dev.weft.internal.loop.Activity;
import dev.weft.internal.loop.LoopCore;
import org.jspecify.annotations.Nullable;

/**
 * The context of the code that is running on this thread: that of the loop's running activity, or the thread's own
 * outside of one.
 *
 * <p>It is a {@link Snapshot}, which is replaced when a variable is set, or a {@link ContextCell}, whose snapshot is
 * replaced; null stands for the empty snapshot.
 */
public final class CurrentContext {

    private static final ThreadLocal<@Nullable Object> OF_THREAD = new ThreadLocal<>();

    /**
     * True once any thread has had values outside a loop: in most programs none ever does, and the look-up is skipped.
     * No fence is needed: a thread that has values has written the flag itself.
     */
    private static boolean ofThreadUsed; // any thread

    private CurrentContext() {}

    /** Returns the current values. */
    public static Snapshot snapshot() {
        return Snapshot.of(get());
    }

    /** Replaces the current values. */
    public static void set(Snapshot snapshot) {
        if (get() instanceof ContextCell cell) {
            cell.snapshot = snapshot;
        } else {
            enter(snapshot);
        }
    }

    /** Returns the current context, for {@link #enter} to restore. */
    public static @Nullable Object get() {
        Activity running = running();
        return running == null ? ofThread() : LoopCore.contextOf(running);
    }

    private static @Nullable Object ofThread() {
        return ofThreadUsed ? OF_THREAD.get() : null;
    }

    /** Makes another context the current one, and returns the previous one, to be restored. */
    public static @Nullable Object exchange(@Nullable Object context) {
        Activity running = running();
        Object before = running == null ? ofThread() : LoopCore.contextOf(running);
        if (before != context) {
            enter(running, context);
        }
        return before;
    }

    /** Makes another context the current one. */
    public static void enter(@Nullable Object context) {
        enter(running(), context);
    }

    private static void enter(@Nullable Activity running, @Nullable Object context) {
        if (running != null) {
            LoopCore.setContext(running, context);
        } else if (context != null) {
            ofThreadUsed = true;
            OF_THREAD.set(context);
        } else if (ofThreadUsed) {
            OF_THREAD.set(null); // not removed: the next look-up would allocate a new entry
        }
    }

    /** Returns the context of an activity that is created now: the current values, or null if there are none. */
    public static @Nullable Object captured() {
        return shareable(get());
    }

    /**
     * Returns the same as {@link #captured()}, for an activity of the given loop, which runs on this thread or not at
     * all.
     */
    public static @Nullable Object captured(LoopCore core) {
        Activity running = core.running;
        return shareable(running == null ? get() : LoopCore.contextOf(running));
    }

    /** Returns the context of an activity that is created in the given one: its values, or null if there are none. */
    public static @Nullable Object shareable(@Nullable Object context) {
        return context instanceof ContextCell cell ? cell.snapshot : context;
    }

    private static @Nullable Activity running() {
        LoopCore core = LoopCore.current();
        return core == null ? null : core.running;
    }
}
