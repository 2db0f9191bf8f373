package dev.weft.sync;

import dev.weft.AsyncCallable;
import dev.weft.CheckReturnValue;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.Weft;
import dev.weft.abi.Frame;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A number of tokens, each of which somebody has borrowed or can borrow; the counterpart of trio's {@code CapacityLimiter}.
 * It knows its borrowers, so none borrows twice, and only a borrower gives back; and the number can be changed.
 *
 * <pre>{@code
 * CapacityLimiter limiter = new CapacityLimiter(2, "downloads");
 * Permit permit = await(limiter.acquire());
 * System.out.println(limiter.borrowed() + " of " + limiter.total()); // 1 of 2
 * permit.close();
 * System.out.println(limiter.borrowed() + " of " + limiter.total()); // 0 of 2
 * }</pre>
 *
 * <p>The borrower is the running task, or any other object, such as the user for whom it works. Tokens are lent in the order
 * in which they were asked for.
 */
public final class CapacityLimiter extends Gate {

    private final IdentityHashMap<Object, LimiterPermit> borrowers = new IdentityHashMap<>(); // loop thread
    private int total; // loop thread
    private int woken; // loop thread: waiters that have a token and have not run yet

    /**
     * Creates a limiter.
     *
     * @param total the number of tokens, one or more
     */
    public CapacityLimiter(int total) {
        this(total, null);
    }

    /**
     * Creates a limiter with a name.
     *
     * @param total the number of tokens, one or more
     * @param name the name by which dumps and messages call it, or null
     */
    public CapacityLimiter(int total, @Nullable String name) {
        super(name);
        this.total = checked(total);
    }

    private static int checked(int total) {
        if (total < 1) {
            throw new IllegalArgumentException("a limiter has one or more tokens, got " + total);
        }
        return total;
    }

    /**
     * Borrows a token for the running task, when there is one.
     *
     * @return a coroutine of the permit, whose {@code close()} gives the token back. Awaiting it throws an
     *     {@link IllegalStateException} if the task has one already
     */
    @CheckReturnValue
    public Coroutine<Permit> acquire() {
        return newAcquire();
    }

    /**
     * Borrows a token for an object, when there is one.
     *
     * @param borrower any object, compared by identity
     * @return a coroutine of the permit, whose {@code close()} gives the token back. Awaiting it throws an
     *     {@link IllegalStateException} if the borrower has one already
     */
    @CheckReturnValue
    public Coroutine<Permit> acquireFor(Object borrower) {
        Objects.requireNonNull(borrower, "acquireFor(null): a borrower was expected");
        return Frame.made(new BorrowFrame(this, borrower));
    }

    /**
     * Borrows a token for the running task, runs a block of code and gives the token back, however the block ends.
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
     * Gives back the token of the running task.
     *
     * @throws IllegalStateException if it has none
     */
    public void release() {
        releaseFor(runningTask());
    }

    /**
     * Gives back the token of a borrower.
     *
     * @param borrower the object for which it was borrowed
     * @throws IllegalStateException if it has none
     */
    public void releaseFor(Object borrower) {
        checkThread("release");
        LimiterPermit permit = borrowers.get(borrower);
        if (permit == null) {
            throw new IllegalStateException("release of " + this + " by " + borrower + ", which has no token of it");
        }
        giveBack(permit);
    }

    /**
     * Returns the number of tokens.
     *
     * @return the number, whether they are lent or not
     */
    public int total() {
        return total;
    }

    /**
     * Changes the number of tokens. If more are lent than there are now, none is lent until enough have come back.
     *
     * @param newTotal the number, one or more
     */
    public void setTotal(int newTotal) {
        checkThread("setTotal");
        total = checked(newTotal);
        wakeAsManyAsMayBorrow();
    }

    /**
     * Returns the number of tokens that are lent, to waiters that are about to run as well.
     *
     * @return the number, which is greater than {@link #total()} for a time if that was lowered
     */
    public int borrowed() {
        return borrowers.size() + woken;
    }

    private static Object runningTask() {
        Task<?> task = Weft.currentTask();
        if (task == null) {
            throw new IllegalStateException(
                    "a CapacityLimiter lends to the running task, and none runs here: await it in a"
                            + " task, or name another borrower with acquireFor");
        }
        return task;
    }

    void checkHasNone(Object borrower) {
        if (borrowers.containsKey(borrower)) {
            throw new IllegalStateException(
                    borrower + " has a token of " + this + " already: a borrower gets one at a time");
        }
    }

    private void wakeAsManyAsMayBorrow() {
        while (borrowed() < total && waiters.wakeNext()) {
            woken++;
        }
    }

    void giveBack(LimiterPermit permit) {
        if (borrowers.remove(permit.borrower, permit)) {
            wakeAsManyAsMayBorrow();
        }
    }

    @Override
    boolean isFree() {
        return borrowed() < total && !waiters.anyLive();
    }

    @Override
    void checkMayAsk() {
        checkHasNone(runningTask());
    }

    @Override
    Permit take() {
        return lend(runningTask());
    }

    Permit lend(Object borrower) {
        LimiterPermit permit = new LimiterPermit(this, borrower);
        borrowers.put(borrower, permit);
        return permit;
    }

    @Override
    Permit takeWoken(Waiter<?> waiter) {
        return lendToWoken(runningTask());
    }

    Permit lendToWoken(Object borrower) {
        woken--;
        if (borrowers.containsKey(borrower)) {
            wakeAsManyAsMayBorrow();
            checkHasNone(borrower); // another task has borrowed for it meanwhile
        }
        return lend(borrower);
    }

    @Override
    void gaveUp(Waiter<?> waiter) {
        if (waiter.isWoken()) {
            woken--;
        } else {
            waiters.remove(waiter);
        }
        wakeAsManyAsMayBorrow();
    }

    @Override
    Collection<Task<?>> holders() {
        List<Task<?>> holders = new ArrayList<>();
        for (LimiterPermit permit : borrowers.values()) {
            if (permit.task != null) {
                holders.add(permit.task);
            }
        }
        return holders;
    }

    @Override
    String kind() {
        return "CapacityLimiter";
    }

    @Override
    String stateText() {
        return borrowed() + " of " + total + " lent" + waiters;
    }
}
