package dev.weft.internal.coroutine;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The order in which activations outside any loop are resumed on one thread: each runs inside the call that completes
 * what it awaits, as a dependent stage does, but long chains do not grow the stack.
 *
 * <ol>
 *   <li>An activation whose stage is completed by anything else begins a level: it runs here and now, and behind it what
 *       it leaves in the level's queue. So code that completes a stage and then blocks until somebody has reacted to that
 *       does not wait for itself.
 *   <li>An activation that ends completes its own stage, and does nothing after that. Whatever awaits just that stage
 *       goes into the queue of the level, which runs it when the stack is unwound: a chain of such activations is a loop.
 *   <li>Levels inside levels that are too many, because there are stages of the JDK between the activations, use the
 *       queue of the one around them, which is a {@link WatchedQueue}.
 *   <li>A recursion that is too deep for the stack leaves its next call in the thread's list of deferred ones, and
 *       suspends. Its outermost call starts that, each in a level of its own, when it has the stack for itself again.
 * </ol>
 */
public final class Trampoline {

    private static final int MAX_LEVELS = 100; // each is some 10 frames of the stack; and so many Integers are cached

    private static final int RUNNING = 0; // the activation that runs in the innermost level, or ends there
    private static final int COMPLETING = 1; // the stage of that activation, while it ends
    private static final int QUEUE =
            2; // of the activations behind it, allocated when it is needed: an ArrayDeque or a WatchedQueue
    private static final int DEPTH = 3; // an Integer: how many levels there are around the innermost
    private static final int DEFERRED = 4; // an ArrayDeque of the activations to start, or null
    private static final int CREATED = 5; // a WeakReference to an activation: see created()

    /**
     * The innermost level. The levels around it are on the stack. While nothing runs, the thread holds no object of this
     * class loader, which can be collected then.
     */
    private static final ThreadLocal<@Nullable Object[]> LEVEL =
            ThreadLocal.withInitial(() -> new @Nullable Object[] {null, null, null, -1, null, null});

    private static boolean hasDeferred; // any thread: set before the same thread reads it, and for ever

    private Trampoline() {}

    /**
     * Resumes an activation.
     *
     * @param activation what to resume
     * @param awaited the stage that it has awaited
     */
    public static void resume(Resumable activation, @Nullable Object awaited) {
        @Nullable Object[] level = LEVEL.get();
        Object completing = level[COMPLETING];
        if ((completing != null && completing == awaited) || depth(level) >= MAX_LEVELS) {
            add(activation, level);
        } else {
            runInNewLevel(activation, level);
        }
    }

    /**
     * Completes the stage of an activation, as the last thing that the activation does.
     *
     * @param activation what ends
     * @param stage its stage
     * @param value its value, if it has not failed
     * @param thrown what it failed with; null for a value
     * @return false if something else has completed the stage
     */
    public static boolean complete(
            Resumable activation, CompletableFuture<Object> stage, @Nullable Object value, @Nullable Throwable thrown) {
        @Nullable Object[] level = LEVEL.get();
        boolean runsHere = level[RUNNING] == activation; // otherwise a loop runs it, or the call that began it
        if (runsHere) {
            level[COMPLETING] = stage;
        }
        try {
            return thrown == null ? stage.complete(value) : stage.completeExceptionally(thrown);
        } finally {
            if (runsHere) {
                level[COMPLETING] = null;
            }
        }
    }

    /**
     * Notes the activation that was created last among those which complete a future of the program's own class: such a
     * future does not know its activation.
     */
    public static void created(Resumable activation) {
        LEVEL.get()[CREATED] = new WeakReference<>(activation);
    }

    /** Returns that activation if it completes a stage; else null. */
    static @Nullable Resumable createdFor(CompletionStage<?> stage) {
        return LEVEL.get()[CREATED] instanceof WeakReference<?> reference
                        && reference.get() instanceof Resumable activation
                        && activation.completes(stage)
                ? activation
                : null;
    }

    /**
     * Keeps an activation that cannot begin yet, because the stack is too deep.
     *
     * @param activation what to start
     * @param calls the number of calls on the stack above the activation that runs
     * @return false if the chain of calls has become longer than its limit
     */
    public static boolean defer(Resumable activation, int calls) {
        @Nullable Object[] level = LEVEL.get();
        activation.follow(level[RUNNING] instanceof Resumable running ? running : null, calls);
        if (activation.depth() > activation.maxDepth()) {
            return false;
        }
        Object deferred = level[DEFERRED];
        if (deferred == null) {
            deferred = new ArrayDeque<Resumable>();
            level[DEFERRED] = deferred;
        }
        unwatched(deferred).add(activation);
        hasDeferred = true;
        return true;
    }

    /**
     * Tells whether an activation of a loop, which runs here because its start was deferred, is completing a stage right
     * now: what awaits it goes on here, because for the loop the recursion has not suspended.
     */
    public static boolean isCompleting(@Nullable Object stage, Object loop) {
        if (!hasDeferred || stage == null) {
            return false;
        }
        @Nullable Object[] level = LEVEL.get();
        return level[COMPLETING] == stage
                && level[RUNNING] instanceof Resumable completing
                && completing.home() == loop;
    }

    /** Starts the activations that were deferred on this thread. */
    public static void startDeferred() {
        if (hasDeferred) {
            @Nullable Object[] level = LEVEL.get();
            Object deferred = level[DEFERRED];
            while (deferred != null) {
                Resumable next = unwatched(deferred).poll();
                if (next == null) {
                    return;
                }
                runInNewLevel(next, level);
            }
        }
    }

    private static void runInNewLevel(Resumable first, @Nullable Object[] level) {
        Object running = level[RUNNING];
        Object completing = level[COMPLETING];
        Object queue = level[QUEUE];
        Object depth = level[DEPTH];
        level[COMPLETING] = null;
        level[QUEUE] = running == null ? queue : null; // the outermost level uses the thread's own, which is empty
        level[DEPTH] = depth(level) + 1;
        try {
            runAll(first, level);
        } finally {
            level[RUNNING] = running;
            level[COMPLETING] = completing;
            level[DEPTH] = depth;
            if (running != null) {
                level[QUEUE] = queue;
            }
        }
    }

    private static void runAll(@Nullable Resumable first, @Nullable Object[] level) {
        Resumable next = first;
        try {
            while (next != null) {
                level[RUNNING] = next;
                next.resumeHere();
                next = poll(level);
            }
        } finally {
            if (next != null) { // it has thrown; the others know nothing of that
                runAll(poll(level), level);
            }
        }
    }

    private static int depth(@Nullable Object[] level) {
        return level[DEPTH] instanceof Integer depth ? depth : -1;
    }

    private static @Nullable Resumable poll(@Nullable Object[] level) {
        Object queue = level[QUEUE];
        if (queue instanceof WatchedQueue watched) {
            return watched.poll();
        }
        return queue == null ? null : unwatched(queue).poll();
    }

    private static void add(Resumable activation, @Nullable Object[] level) {
        Object queue = level[QUEUE];
        if (queue == null) {
            queue = depth(level) >= MAX_LEVELS ? new WatchedQueue() : new ArrayDeque<Resumable>();
            level[QUEUE] = queue;
        }
        if (queue instanceof WatchedQueue watched) {
            watched.add(activation);
        } else {
            unwatched(queue).add(activation);
        }
    }

    @SuppressWarnings("unchecked")
    private static ArrayDeque<Resumable> unwatched(Object queue) {
        return (ArrayDeque<Resumable>) queue;
    }
}
