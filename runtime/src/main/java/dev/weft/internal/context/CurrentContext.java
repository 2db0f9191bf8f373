package dev.weft.internal.context;

import dev.weft.internal.loop.Activity;
import dev.weft.internal.loop.LoopCore;
import org.jspecify.annotations.Nullable;

/**
 * The context of the code that runs on this thread now: that of the loop's running activity, or else the thread's own.
 *
 * <p>It is a {@link Snapshot}, which setting a variable replaces, or a {@link ContextCell}, whose snapshot setting a
 * variable replaces; null stands for the empty snapshot.
 */
public final class CurrentContext {

    private static final ThreadLocal<@Nullable Object> OF_THREAD = new ThreadLocal<>();

    /**
     * Whether any thread has ever had values outside a loop: most programs never do, and need not look there. No
     * fence is needed: a thread that has values has written the flag itself.
     */
    private static boolean ofThreadUsed; // any thread

    private CurrentContext() {}

    /** The values that are current now. */
    public static Snapshot snapshot() {
        return Snapshot.of(get());
    }

    /** Changes the values that are current from now on. */
    public static void set(Snapshot snapshot) {
        if (get() instanceof ContextCell cell) {
            cell.snapshot = snapshot;
        } else {
            enter(snapshot);
        }
    }

    /** The current context, for {@link #enter} to come back to. */
    public static @Nullable Object get() {
        Activity running = running();
        return running == null ? ofThread() : LoopCore.contextOf(running);
    }

    private static @Nullable Object ofThread() {
        return ofThreadUsed ? OF_THREAD.get() : null;
    }

    /** Makes another context the current one, and gives the one before, to come back to. */
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
            OF_THREAD.set(null); // removing its entry would mean to make a new one when it is next asked for
        }
    }

    /** What an activity that is made now takes with it: the current values, null if there are none. */
    public static @Nullable Object captured() {
        return shareable(get());
    }

    /** As {@link #captured()}, for an activity of the given loop, which runs on this thread or not at all. */
    public static @Nullable Object captured(LoopCore core) {
        Activity running = core.running;
        return shareable(running == null ? get() : LoopCore.contextOf(running));
    }

    /** What an activity takes with it that is made in the given context: its values, null if there are none. */
    public static @Nullable Object shareable(@Nullable Object context) {
        return context instanceof ContextCell cell ? cell.snapshot : context;
    }

    private static @Nullable Activity running() {
        LoopCore core = LoopCore.current();
        return core == null ? null : core.running;
    }
}
