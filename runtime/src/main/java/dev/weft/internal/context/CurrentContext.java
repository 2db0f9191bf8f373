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
        return running == null ? OF_THREAD.get() : running.context;
    }

    /** Makes another context the current one. */
    public static void enter(@Nullable Object context) {
        Activity running = running();
        if (running != null) {
            running.context = context;
        } else if (context == null) {
            OF_THREAD.remove();
        } else {
            OF_THREAD.set(context);
        }
    }

    /** What an activity that is made now takes with it: the current values, null if there are none. */
    public static @Nullable Object captured() {
        return shareable(get());
    }

    /** As {@link #captured()}, for an activity of the given loop, which runs on this thread or not at all. */
    public static @Nullable Object captured(LoopCore core) {
        Activity running = core.running;
        return shareable(running == null ? get() : running.context);
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
