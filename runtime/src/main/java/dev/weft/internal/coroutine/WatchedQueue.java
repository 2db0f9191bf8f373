package dev.weft.internal.coroutine;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The queue of a {@link Trampoline} level that is nested so deeply that activations wait here which should have run at
 * once. If the code of that level blocks until one of them has run, it would wait for itself: so one that has waited for
 * a while, without progress of the level, runs on a thread of its own. A thread that is in a system call, for all that one
 * can see, computes: it gets more time.
 */
final class WatchedQueue implements Runnable {

    private static final long PATIENCE_MILLIS = 50; // a level that does not block polls again within microseconds
    private static final int LOOKS_AT_RUNNING = 40; // 2 s

    private final Thread owner = Thread.currentThread(); // constant after construction: it runs the level

    private final ArrayDeque<Resumable> activations = new ArrayDeque<>(); // any thread, synchronized
    private boolean watched; // any thread, synchronized: whether this runs again by and by
    private boolean progressed; // any thread, synchronized: since this last ran
    private int looks; // any thread, synchronized: how often this has run without progress

    synchronized void add(Resumable activation) {
        activations.add(activation);
        if (!watched) {
            watch();
        }
    }

    synchronized @Nullable Resumable poll() {
        progressed = true;
        return activations.poll();
    }

    private void watch() {
        watched = true;
        progressed = false;
        CompletableFuture.delayedExecutor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS, Runnable::run)
                .execute(this);
    }

    /** Looks at the queue after the time of patience. */
    @Override
    public void run() {
        Resumable stuck = takeStuck();
        if (stuck != null) {
            Thread rescuer = new Thread(() -> Trampoline.resume(stuck, null), "weft-rescuer");
            rescuer.setDaemon(true);
            rescuer.start();
        }
    }

    private synchronized @Nullable Resumable takeStuck() {
        watched = false;
        if (activations.isEmpty()) {
            looks = 0;
            return null;
        }
        looks = progressed ? 0 : looks + 1;
        boolean isStuck = looks > 0 && (owner.getState() != Thread.State.RUNNABLE || looks >= LOOKS_AT_RUNNING);
        watch();
        return isStuck ? activations.poll() : null;
    }
}
