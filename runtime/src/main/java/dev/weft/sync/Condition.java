package dev.weft.sync;

import dev.weft.CheckReturnValue;
import dev.weft.Coroutine;
import dev.weft.abi.Frame;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A place where tasks wait for news about what a {@link Lock} guards; the counterpart of {@code asyncio.Condition}.
 *
 * <pre>{@code
 * Lock lock = new Lock();
 * Condition changed = new Condition(lock);
 * List<String> letters = new ArrayList<>();
 * createTask(() -> lock.hold(() -> {
 *     letters.add("a letter");
 *     changed.notifyEveryone();
 *     return completed();
 * }));
 * await(lock.hold(() -> {
 *     await(changed.waitUntil(() -> !letters.isEmpty())); // the lock is free meanwhile
 *     System.out.println(letters); // [a letter]
 *     return completed();
 * }));
 * }</pre>
 *
 * <p>A task that waits has the lock again when its wait ends, also when it was cancelled: it may have to wait for the lock
 * then. A notification that reaches a task which is cancelled goes to another one, so a wait may end without reason: wait in
 * a loop, or with {@link #waitUntil}.
 */
public final class Condition extends Primitive {

    final Lock lock; // constant after construction
    final WaitList waiters = new WaitList(this, ""); // loop thread

    /**
     * Creates a condition.
     *
     * @param lock the lock that guards what the tasks wait for
     */
    public Condition(Lock lock) {
        this(lock, null);
    }

    /**
     * Creates a condition with a name.
     *
     * @param lock the lock that guards what the tasks wait for
     * @param name the name by which dumps and messages call it, or null
     */
    public Condition(Lock lock, @Nullable String name) {
        super(name);
        this.lock = Objects.requireNonNull(lock, "a Condition needs a Lock, got null");
    }

    /**
     * Releases the lock, waits for a notification, and acquires the lock again.
     *
     * @return a coroutine without a value. Awaiting it throws an {@link IllegalStateException} if the lock is free
     */
    @CheckReturnValue
    public Coroutine<Void> waitUntilNotified() {
        return Frame.made(new ConditionFrame(this, "waitUntilNotified", null));
    }

    /**
     * Waits for notifications until a predicate is true. It is asked at once, and after each notification, with the lock
     * held.
     *
     * @param predicate the question, which must not await
     * @return a coroutine without a value. Awaiting it throws an {@link IllegalStateException} if the predicate is false
     *     and the lock is free
     */
    @CheckReturnValue
    public Coroutine<Void> waitUntil(BooleanSupplier predicate) {
        Objects.requireNonNull(predicate, "waitUntil(null): a predicate was expected");
        return Frame.made(new ConditionFrame(this, "waitUntil", predicate));
    }

    /**
     * Wakes the task that has waited longest, if there is one.
     *
     * @throws IllegalStateException if the lock is free
     */
    public void notifyOne() {
        notifyMany(1);
    }

    /**
     * Wakes the tasks that have waited longest.
     *
     * @param n the number of tasks; all if fewer are waiting, none if it is zero or less
     * @throws IllegalStateException if the lock is free
     */
    public void notifyMany(int n) {
        checkThread("notify");
        if (!lock.isLocked()) {
            throw new IllegalStateException(
                    "notify on " + this + ", whose " + lock.label() + " is free: acquire the lock first");
        }
        for (int i = 0; i < n && waiters.wakeNext(); i++) {}
    }

    /**
     * Wakes all tasks that are waiting.
     *
     * @throws IllegalStateException if the lock is free
     */
    public void notifyEveryone() {
        notifyMany(waiters.size());
    }

    @Override
    String kind() {
        return "Condition";
    }

    @Override
    String stateText() {
        return lock.label() + (lock.isLocked() ? " locked" : " free") + waiters;
    }
}
