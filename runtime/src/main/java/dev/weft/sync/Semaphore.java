package dev.weft.sync;

import dev.weft.AsyncCallable;
import dev.weft.CheckReturnValue;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.Weft;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A number of permits; the counterpart of {@code asyncio.Semaphore}.
 *
 * <pre>{@code
 * Semaphore connections = new Semaphore(2, "connections");
 * try (Permit permit = await(connections.acquire())) {
 *     System.out.println(permit); // Permit of Semaphore connections [1 free]
 * }
 * }</pre>
 *
 * <p>Tasks get permits in the order in which they asked for them. A newcomer never overtakes one that waits, not even one
 * that was woken and has not run yet. Any task may release, also more often than was acquired: that adds permits.
 *
 * @see BoundedSemaphore
 */
public class Semaphore extends Gate {

    private final PermitsOut out = new PermitsOut(); // loop thread
    private int free; // loop thread: permits that no woken waiter is about to take
    private int woken; // loop thread: waiters that have a permit and have not run yet

    /**
     * Creates a semaphore.
     *
     * @param permits the number of permits, zero or more
     */
    public Semaphore(int permits) {
        this(permits, null);
    }

    /**
     * Creates a semaphore with a name.
     *
     * @param permits the number of permits, zero or more
     * @param name the name by which dumps and messages call it, or null
     */
    public Semaphore(int permits, @Nullable String name) {
        super(name);
        if (permits < 0) {
            throw new IllegalArgumentException("a semaphore has zero or more permits, got " + permits);
        }
        free = permits;
    }

    /**
     * Waits for a permit, and takes it.
     *
     * @return a coroutine of the permit, whose {@code close()} releases it
     */
    @CheckReturnValue
    public Coroutine<Permit> acquire() {
        return newAcquire();
    }

    /**
     * Acquires a permit, runs a block of code and releases the permit, however the block ends.
     *
     * @param body the block of code, which may await
     * @param <T> the type of its value
     * @return a coroutine of the value of the block
     */
    @CheckReturnValue
    public <T extends @Nullable Object> Coroutine<T> hold(AsyncCallable<T> body) {
        return newHold(body);
    }

    /**
     * Adds a permit, and wakes the task that waits first. It is for code that keeps no {@link Permit}; closing one does the
     * same, once.
     */
    public void release() {
        checkThread("release");
        out.releasedByHand(Weft.currentTask());
        addPermit();
    }

    /**
     * Tells whether a newcomer would have to wait, since no permit is free or others were first.
     *
     * @return false if {@link #acquire()} would take no turn
     */
    public boolean isLocked() {
        return !isFree();
    }

    /** Returns the number of permits that are free. */
    final int free() {
        return free;
    }

    private void addPermit() {
        free++;
        wakeNext();
    }

    private boolean wakeNext() {
        if (!waiters.wakeNext()) {
            return false;
        }
        free--;
        woken++;
        return true;
    }

    @Override
    boolean isFree() {
        return free > 0 && woken == 0 && !waiters.anyLive();
    }

    @Override
    Permit take() {
        free--;
        return out.add(new SemaphorePermit(this, Weft.currentTask()));
    }

    @Override
    Permit takeWoken(Waiter<?> waiter) {
        woken--;
        wakeAsManyAsAreFree();
        return out.add(new SemaphorePermit(this, Weft.currentTask()));
    }

    @Override
    void gaveUp(Waiter<?> waiter) {
        if (waiter.isWoken()) {
            woken--;
            free++;
        } else {
            waiters.remove(waiter);
        }
        wakeAsManyAsAreFree();
    }

    private void wakeAsManyAsAreFree() {
        while (free > 0 && wakeNext()) {}
    }

    /** Releases a permit that was not closed before. */
    void release(SemaphorePermit permit) {
        checkRelease();
        checkThread("close");
        out.remove(permit);
        addPermit();
    }

    /** Throws if there are as many permits as there may be. */
    void checkRelease() {}

    @Override
    Collection<Task<?>> holders() {
        return out.holders();
    }

    @Override
    String kind() {
        return "Semaphore";
    }

    @Override
    String stateText() {
        return free + " free" + waiters;
    }
}
