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

    /** Returns the current values; those of bridged variables may have changed since. */
    public static Snapshot snapshot() {
        return Snapshot.of(get());
    }

    /** Returns the current values, with those that the running code has changed in thread-locals. */
    public static Snapshot bridgedSnapshot() {
        Object context = get();
        return context instanceof ContextCell cell ? cell.current() : Snapshot.of(context);
    }

    /** Replaces the current values. */
    public static void set(Snapshot snapshot) {
        if (get() instanceof ContextCell cell) {
            cell.snapshot = snapshot;
        } else {
            replace(running(), snapshot);
        }
    }

    /** Sets a bridged variable, in the current context and in its thread-local. */
    public static void set(Variable variable, @Nullable Object value) {
        bridgedContext().set(variable, value);
    }

    /** Removes a bridged variable from the current context, and restores its thread-local. */
    public static void unset(Variable variable) {
        bridgedContext().unset(variable);
    }

    private static ContextCell bridgedContext() {
        Activity running = running();
        if (running != null) {
            LoopCore.noteBridges(running);
        }
        if (get() instanceof ContextCell cell) {
            return cell;
        }
        ContextCell made = new BridgedContext(get());
        replace(running, made);
        return made;
    }

    /** Tells whether a context has bridged variables, which its activity must {@link #begin} and {@link #end}. */
    public static boolean isBridged(@Nullable Object context) {
        return Snapshot.of(context).isBridged();
    }

    /** Brings the bridged variables of an activity that begins to run on this thread into their thread-locals. */
    public static void begin(Activity activity) {
        LoopCore.setContext(activity, entered(LoopCore.contextOf(activity)));
    }

    /** Restores the thread-locals after an activity has run. */
    public static void end(Activity activity) {
        exit(LoopCore.contextOf(activity));
    }

    private static @Nullable Object entered(@Nullable Object context) {
        if (!isBridged(context)) {
            return context;
        }
        ContextCell cell = context instanceof ContextCell shared ? shared : new BridgedContext(context);
        cell.enter();
        return cell;
    }

    private static void exit(@Nullable Object context) {
        if (context instanceof ContextCell cell) {
            cell.exit();
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
            exit(before);
            replace(running, entered(context));
        }
        return before;
    }

    /** Makes another context the current one. */
    public static void enter(@Nullable Object context) {
        exchange(context);
    }

    private static void replace(@Nullable Activity running, @Nullable Object context) {
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
        return context instanceof ContextCell cell ? cell.current() : context;
    }

    private static @Nullable Activity running() {
        LoopCore core = LoopCore.current();
        return core == null ? null : core.running;
    }
}
