package dev.weft.internal.coroutine;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The suspended calls of methods that return stages which no loop has: they began outside any. Nothing but the stages that
 * they await keeps them alive, so a list of them has to be weak, and costs something a call: there is one in debug mode
 * only, or with {@code -Dweft.listCalls=true}. Without it, their number is not known; but whether there was any is.
 */
public final class DetachedCalls {

    private static final String PROPERTY = "weft.listCalls";
    private static final boolean LISTED = Boolean.getBoolean(PROPERTY) || DebugMode.byDefault();

    private static final ReferenceQueue<StageAwaiter> GONE = new ReferenceQueue<>(); // any thread
    private static final Set<Entry> CALLS = new LinkedHashSet<>(); // any thread, holding the class

    private static boolean missed; // any thread: a call was not listed

    private DetachedCalls() {}

    /** Notes a call, which is about to suspend for the first time. */
    public static void add(StageAwaiter call) {
        if (LISTED) {
            list(call);
        } else if (!missed) {
            missed = true;
        }
    }

    private static synchronized void list(StageAwaiter call) {
        for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
            CALLS.remove((Entry) gone);
        }
        CALLS.add(new Entry(call));
    }

    /** Tells whether there was a call that is not listed. */
    public static boolean hasMissed() {
        return missed;
    }

    /** Returns the calls that are suspended, in the order of their first suspension; none if they are not listed. */
    public static synchronized List<StageAwaiter> suspended() {
        List<StageAwaiter> suspended = new ArrayList<>();
        for (Entry entry : CALLS) {
            StageAwaiter call = entry.get();
            if (call != null && call.position() > 0) {
                suspended.add(call);
            }
        }
        return suspended;
    }

    /** Initialises this class. */
    static boolean isReady() {
        return LISTED || !missed || CALLS.isEmpty();
    }

    /** A call in the list, which is garbage when nothing can end what it awaits. */
    private static final class Entry extends WeakReference<StageAwaiter> {

        Entry(StageAwaiter call) {
            super(call, GONE);
        }
    }
}
