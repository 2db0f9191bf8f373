package dev.weft.sync;

import dev.weft.CheckReturnValue;
import dev.weft.Coroutine;
import dev.weft.abi.Frame;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A place where tasks wait for each other, until a given number of them has arrived; the counterpart of
 * {@code asyncio.Barrier}. It can be used again and again.
 *
 * <pre>{@code
 * Barrier start = new Barrier(2, "start");
 * Task<Integer> other = createTask(start.arriveAndWait());
 * await(yieldNow());
 * System.out.println(await(start.arriveAndWait()) + " " + await(other)); // 1 0
 * }</pre>
 *
 * <p>The last task to arrive does not wait. The others go on in the next turn, in the order in which they came. Until all
 * have gone, newcomers wait outside. A task that is cancelled while it waits leaves the barrier, and its index goes to the
 * next one that arrives; in asyncio two tasks may then have the same index.
 */
public final class Barrier extends Primitive {

    /*
     * FILLING   -> DRAINING   the last one has arrived
     * FILLING, DRAINING -> RESETTING  reset, while some are inside
     * DRAINING, RESETTING -> FILLING  the last one has left
     * BROKEN    -> FILLING or RESETTING  reset
     * any       -> BROKEN     abort
     */
    private enum State {
        FILLING,
        DRAINING,
        RESETTING,
        BROKEN
    }

    final WaitList waiters = new WaitList(this, ""); // loop thread: both inside and outside
    private final int parties; // constant after construction
    private final BitSet inside = new BitSet(); // loop thread: the indices of those that have arrived and not left
    private int count; // loop thread: the number of these
    private State state = State.FILLING; // loop thread

    /**
     * Creates a barrier.
     *
     * @param parties the number of tasks that wait for each other, one or more
     */
    public Barrier(int parties) {
        this(parties, null);
    }

    /**
     * Creates a barrier with a name.
     *
     * @param parties the number of tasks that wait for each other, one or more
     * @param name the name by which dumps and messages call it, or null
     */
    public Barrier(int parties, @Nullable String name) {
        super(name);
        if (parties < 1) {
            throw new IllegalArgumentException("a barrier is for one or more tasks, got " + parties);
        }
        this.parties = parties;
    }

    /**
     * Arrives, and waits for the others.
     *
     * @return a coroutine of the index of the arrival, from 0 to {@code parties - 1}: no other task gets the same one.
     *     Awaiting it throws a {@link BrokenBarrierException} if this barrier is aborted, or reset meanwhile
     */
    @CheckReturnValue
    public Coroutine<Integer> arriveAndWait() {
        return Frame.made(new ArriveFrame(this));
    }

    /**
     * Empties this barrier for a new start: the tasks that wait in it fail with a {@link BrokenBarrierException}. A broken
     * barrier can be used again.
     */
    public void reset() {
        checkThread("reset");
        state = count == 0 ? State.FILLING : State.RESETTING;
        waiters.wakeAll();
    }

    /**
     * Breaks this barrier: tasks that wait, and those that arrive until it is reset, fail with a
     * {@link BrokenBarrierException}.
     */
    public void abort() {
        checkThread("abort");
        state = State.BROKEN;
        waiters.wakeAll();
    }

    /**
     * Returns the number of tasks that wait for each other.
     *
     * @return the number that was given
     */
    public int parties() {
        return parties;
    }

    /**
     * Returns the number of tasks that have arrived and wait for others.
     *
     * @return from zero to {@code parties() - 1}
     */
    public int waiting() {
        return state == State.FILLING ? count : 0;
    }

    /**
     * Tells whether this barrier was aborted.
     *
     * @return true from {@link #abort()} to {@link #reset()}
     */
    public boolean isBroken() {
        return state == State.BROKEN;
    }

    /** Tells whether newcomers have to wait outside. */
    boolean isShut() {
        return state == State.DRAINING || state == State.RESETTING;
    }

    boolean isFilling() {
        return state == State.FILLING;
    }

    /** Notes an arrival, which opens the barrier if it is the last; returns its index. */
    int arrive() {
        if (state == State.BROKEN) {
            throw broken("was aborted");
        }
        int index = inside.get(count) ? inside.nextClearBit(0) : count;
        inside.set(index);
        if (++count == parties) {
            state = State.DRAINING;
            waiters.wakeAll();
        }
        return index;
    }

    /** Notes that a task leaves; the last one lets those in that wait outside. */
    void leave(int index) {
        inside.clear(index);
        if (--count == 0) {
            if (isShut()) {
                state = State.FILLING;
            }
            waiters.wakeAll();
        }
    }

    /** Throws unless this barrier has opened. */
    void checkOpen() {
        if (state != State.DRAINING) {
            throw broken(state == State.BROKEN ? "was aborted" : "was reset");
        }
    }

    private BrokenBarrierException broken(String reason) {
        return new BrokenBarrierException(label() + " " + reason);
    }

    @Override
    String describeWait(String purpose) {
        return label() + " (" + waiting() + " of " + parties + ")";
    }

    @Override
    String kind() {
        return "Barrier";
    }

    @Override
    String stateText() {
        return switch (state) {
            case FILLING -> waiting() + " of " + parties;
            case DRAINING -> "draining";
            case RESETTING -> "resetting";
            case BROKEN -> "broken";
        };
    }
}
