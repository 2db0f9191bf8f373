package dev.weft.sync;

import dev.weft.AsyncCallable;
import dev.weft.CheckReturnValue;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.Weft;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mutual-exclusion lock for tasks; the counterpart of {@code asyncio.Lock}.
 *
 * <pre>{@code
 * Lock lock = new Lock("accounts");
 * try (Permit permit = await(lock.acquire())) {
 *     await(yieldNow()); // no other task gets in meanwhile
 *     System.out.println(permit); // Permit of Lock accounts [locked]
 * }
 * }</pre>
 *
 * <p>Tasks get the lock in the order in which they asked for it. A newcomer never overtakes one that waits, not even one
 * that was woken and has not run yet. As in asyncio the lock does not know its owner: any task may release it, and a task
 * that acquires it twice waits for itself.
 */
public final class Lock extends Gate {

    private @Nullable LockPermit held; // loop thread: null if this lock is free

    /** Creates a free lock. */
    public Lock() {
        this(null);
    }

    /**
     * Creates a free lock with a name.
     *
     * @param name the name by which dumps and messages call it, or null
     */
    public Lock(@Nullable String name) {
        super(name);
    }

    /**
     * Waits until this lock is free, and acquires it.
     *
     * @return a coroutine of the permit, whose {@code close()} releases the lock
     */
    @CheckReturnValue
    public Coroutine<Permit> acquire() {
        return newAcquire();
    }

    /**
     * Acquires this lock, runs a block of code and releases it, however the block ends.
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
     * Releases this lock and wakes the task that waits first. A permit that is out is void from then on: closing it is a
     * no-op.
     *
     * @throws IllegalStateException if this lock is free
     */
    public void release() {
        checkThread("release");
        if (held == null) {
            throw new IllegalStateException(
                    "release of " + this + ", which nobody holds: acquire it first, once for" + " each release");
        }
        held = null;
        wakeFirst();
    }

    /**
     * Tells whether this lock is held. It is not while a task that waits for it was woken and has not run.
     *
     * @return true if it is held
     */
    public boolean isLocked() {
        return held != null;
    }

    @Override
    boolean isFree() {
        return held == null && !waiters.anyLive();
    }

    @Override
    Permit take() {
        LockPermit permit = new LockPermit(this, Weft.currentTask());
        held = permit;
        return permit;
    }

    @Override
    Permit takeWoken(Waiter<?> waiter) {
        waiters.remove(waiter);
        return take();
    }

    /** Gives a permit that was out before back to the task that had it. */
    void takeAgain(LockPermit permit) {
        held = permit;
    }

    @Override
    void gaveUp(Waiter<?> waiter) {
        waiters.remove(waiter);
        if (held == null) {
            wakeFirst();
        }
    }

    /** Wakes the first waiter. It stays in the list until it runs, so that no newcomer gets in before it. */
    private void wakeFirst() {
        Waiter<?> first = waiters.first();
        if (first != null && !first.isSignalled()) {
            first.wake();
        }
    }

    @Nullable
    LockPermit held() {
        return held;
    }

    /** Releases this lock if it is held by a permit. */
    void release(LockPermit permit) {
        if (held == permit) {
            release();
        }
    }

    @Override
    Collection<Task<?>> holders() {
        Task<?> holder = held == null ? null : held.holder;
        return holder == null ? List.of() : List.of(holder);
    }

    @Override
    String kind() {
        return "Lock";
    }

    @Override
    String stateText() {
        return (held == null ? "free" : "locked") + waiters;
    }
}
