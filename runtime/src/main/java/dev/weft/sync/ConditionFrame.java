package dev.weft.sync;

import dev.weft.abi.Execution;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine that waits at a {@link Condition}.
 *
 * <ol>
 *   <li>It releases the lock and waits for a notification.
 *   <li>However that ended, it acquires the lock again, and is not kept from it by further requests to cancel.
 *   <li>With the lock held it throws the last error, and passes on the notification that it may have got; or else it
 *       returns, or asks the predicate and starts over.
 * </ol>
 */
final class ConditionFrame extends Waiter<Void> {

    private final Condition condition; // constant after construction
    private final String method; // constant after construction
    private final @Nullable BooleanSupplier predicate; // constant after construction
    private @Nullable LockPermit permit; // loop thread: what the lock was held by before the wait
    private boolean reacquiring; // loop thread: whether it waits for the lock
    private @Nullable Throwable error; // loop thread: what is thrown with the lock held

    ConditionFrame(Condition condition, String method, @Nullable BooleanSupplier predicate) {
        this.condition = condition;
        this.method = method;
        this.predicate = predicate;
    }

    @Override
    @Nullable
    Object begin(Execution x, int depth) throws Throwable {
        condition.checkThread(method);
        return predicate != null && predicate.getAsBoolean() ? null : waitForNotification(x);
    }

    private Object waitForNotification(Execution x) throws Throwable {
        LockPermit held = condition.lock.held();
        if (held == null) {
            throw new IllegalStateException(
                    method + " of " + condition + ", whose lock is free: acquire the lock first");
        }
        condition.lock.bind(); // before anything is done: to acquire it again must not fail
        Object suspended = waitIn(condition.waiters, x);
        permit = held;
        condition.lock.release();
        return suspended;
    }

    @Override
    @Nullable
    Object woken(Execution x) throws Throwable {
        if (!reacquiring) {
            return reacquire(x);
        }
        condition.lock.waiters.remove(this);
        return withTheLock(x);
    }

    @Override
    @Nullable
    Object interrupted(Execution x, Throwable thrown) throws Throwable {
        if (reacquiring) {
            condition.lock.gaveUp(this);
        } else {
            condition.waiters.remove(this);
        }
        error = thrown;
        return reacquire(x);
    }

    private @Nullable Object reacquire(Execution x) throws Throwable {
        if (!condition.lock.isFree()) {
            reacquiring = true;
            return waitIn(condition.lock.waiters, x);
        }
        return withTheLock(x);
    }

    private @Nullable Object withTheLock(Execution x) throws Throwable {
        reacquiring = false;
        condition.lock.takeAgain(Objects.requireNonNull(permit));
        Throwable thrown = error;
        if (thrown != null) {
            condition.waiters.wakeNext();
            throw thrown;
        }
        return predicate == null || predicate.getAsBoolean() ? null : waitForNotification(x);
    }

    @Override
    String kind() {
        return condition.kind();
    }

    @Override
    String method() {
        return method;
    }
}
