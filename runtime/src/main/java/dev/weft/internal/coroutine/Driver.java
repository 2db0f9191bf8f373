package dev.weft.internal.coroutine;

import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An execution that drives a chain of activations: it starts and resumes bodies, and passes results upward.
 *
 * <ol>
 *   <li>A body that cannot continue saves itself with {@link Frame#suspend} and returns {@link Frame#SUSPENDED}; so do
 *       its callers, from the inside out, until the stack is unwound and {@link #leaf} is the innermost activation.
 *   <li>The subclass notes the awaited object. The caller of {@link #drive} then registers with it.
 *   <li>The wake-up drives the leaf. When an activation ends, its value or its exception goes to its parent, which is
 *       resumed, until one suspends again or the outermost has ended. This is a loop: its cost does not depend on the
 *       length of the chain, and the native stack does not grow.
 * </ol>
 */
public abstract class Driver extends Execution {

    private static final int MOVES_PER_CHECK = 1_021; // a prime: no number of tasks that take turns escapes it

    private final Unstarted unstarted; // constant after construction
    private int maxDepth = DepthLimit.DEFAULT; // constant before the first chain
    private int moves; // the thread that runs the chain: since the depth was last looked at

    /**
     * Creates a driver.
     *
     * @param unstarted the coroutines that were created in the same place and have not started
     */
    protected Driver(Unstarted unstarted) {
        this.unstarted = unstarted;
    }

    /** Creates a driver outside any loop. */
    Driver() {
        super(true);
        this.unstarted = DetachedExecution.UNWATCHED;
    }

    /** Sets the limit of a chain: see {@link DepthLimit}. */
    public final void limitDepth(int limit) {
        maxDepth = limit;
    }

    /** Returns the limit of a chain. */
    public final int maxDepth() {
        return maxDepth;
    }

    /**
     * Runs a chain until it suspends or its outermost activation has ended.
     *
     * @param first the activation to begin with: the position that {@link #moved} last reported
     * @param start true to start its body, false to resume it
     * @return the value of the outermost activation, or {@link Frame#SUSPENDED}
     * @throws Throwable the exception of the outermost activation
     */
    protected final @Nullable Object drive(Frame<?> first, boolean start) throws Throwable {
        Frame<?> frame = first;
        boolean cold = start;
        Throwable traced = null; // the exception that passes through the chain
        if (cold) {
            first.checkUnused(); // before the try: a refused coroutine that is in use elsewhere must not be ended
        }
        while (true) {
            Frame<?> awaiting;
            try {
                Object outcome = cold ? begin(frame, 0) : frame.resume(this);
                if (outcome == Frame.SUSPENDED) {
                    Frame<?> innermost = takeLeaf(frame);
                    Frame<?> next = deferred;
                    assert innermost.point > 0 || innermost == next : "a body did not save itself";
                    if (next != null && leaves(next, innermost)) {
                        deferred = null;
                        stand(first, next);
                        return Frame.SUSPENDED;
                    }
                    if (next == null && (innermost == first || !isDueAndTooDeep(innermost))) {
                        stand(first, innermost);
                        return Frame.SUSPENDED;
                    }
                    deferred = null;
                    cold = next != null && begins(next, innermost);
                    frame = cold && next != null ? next : innermost;
                    continue;
                }
                awaiting = frame.end();
                if (awaiting == null) {
                    stand(first, frame);
                    return outcome == GIVEN ? takeGiven() : outcome;
                }
                if (outcome != GIVEN) {
                    value = outcome;
                }
            } catch (Throwable thrown) {
                awaiting = endFailed(frame, cold, thrown, thrown == traced);
                if (awaiting == null) {
                    stand(first, frame);
                    throw thrown;
                }
                traced = thrown;
            }
            frame = awaiting;
            cold = false;
        }
    }

    /**
     * Ends an activation that has thrown; returns the one that gets the exception, or null. A method of its own so that
     * {@link #drive} stays within the 325 bytes that the JVM inlines.
     */
    private @Nullable Frame<?> endFailed(Frame<?> frame, boolean cold, Throwable thrown, boolean isTraced) {
        takeLeaf(frame);
        forgetValue();
        Frame<?> awaiting = frame.end();
        if (!isTraced) {
            completeTrace(thrown, frame, awaiting, cold);
        } else if (thrown.getSuppressed().length > 0) { // perhaps added on the way
            LogicalTrace.completeAdded(thrown, frame, awaiting, taskElement());
        }
        if (awaiting != null) {
            awaiting.awaitedThrew();
            error = thrown;
        }
        return awaiting;
    }

    private void completeTrace(Throwable thrown, Frame<?> frame, @Nullable Frame<?> awaiting, boolean cold) {
        if (thrown instanceof VirtualMachineError) {
            return; // its trace stays, and at the end of the stack no class must be loaded
        }
        StackTraceElement[] trace = LogicalTrace.known(thrown);
        if (trace == null) {
            return; // before the element of the task is made, which costs as much as a task that fails without a trace
        }
        StackTraceElement task = taskElement();
        if (!cold
                || awaiting != null
                || task != null) { // else it leaves to the code that has just called the coroutine
            LogicalTrace.complete(thrown, trace, frame, awaiting, task);
        }
    }

    /**
     * Tells whether the chain goes on elsewhere, before a coroutine begins.
     *
     * @param next that coroutine, whose start was deferred
     * @param innermost the activation that awaits it; the same one if it is the outermost
     */
    boolean leaves(Frame<?> next, Frame<?> innermost) {
        return false;
    }

    /** Links a call whose start was deferred to its awaiter; or, if the chain is too long, lets it fail and returns false. */
    private boolean begins(Frame<?> next, Frame<?> awaiting) {
        if (DepthLimit.isExceeded(awaiting, maxDepth)) {
            unstarted.taken(next);
            next.end();
            overflow(awaiting);
            return false;
        }
        next.parent = awaiting;
        return true;
    }

    /** Looks now and then whether a chain has become too long by suspending at each level, and lets it fail then. */
    private boolean isDueAndTooDeep(Frame<?> innermost) {
        if (++moves < MOVES_PER_CHECK) {
            return false;
        }
        moves = 0;
        if (!DepthLimit.isExceeded(innermost, maxDepth)) {
            return false;
        }
        overflow(innermost);
        return true;
    }

    private void overflow(Frame<?> innermost) {
        innermost.awaitedThrew();
        error = DepthLimit.error(innermost.name(), maxDepth);
    }

    @Override
    protected final @Nullable Object begin(Frame<?> cold, int depth) throws Throwable {
        cold.checkUnused();
        unstarted.taken(cold);
        cold.point = Activation.RUNNING;
        Object outcome;
        try {
            outcome = cold.start(this, depth);
        } catch (Throwable thrown) {
            cold.end();
            throw thrown;
        }
        if (outcome != Frame.SUSPENDED) {
            cold.end();
        }
        return outcome;
    }

    /** Returns the element of the task whose chain this runs, for stack traces; null if there is none. */
    protected @Nullable StackTraceElement taskElement() {
        return null;
    }

    /** Notes the position, but only when it changes: a store costs a card mark, and with some collectors a fence. */
    private void stand(Frame<?> first, Frame<?> now) {
        if (now != first) {
            moved(now);
        }
    }

    /**
     * Notes the position of the chain if it is not the previous one: its innermost activation, or the outermost one if
     * it has ended.
     *
     * @param to that activation
     */
    protected abstract void moved(Frame<?> to);

    /** Returns the innermost activation of the chain that was just saved: the one that ran, if it started no others. */
    private Frame<?> takeLeaf(Frame<?> ran) {
        Frame<?> saved = leaf;
        if (saved == null) {
            return ran;
        }
        leaf = null;
        tail = null;
        return saved;
    }

    /**
     * Returns the outermost activation of a chain.
     *
     * @param activation any other of the chain, also one that has ended
     * @return the coroutine with which the chain began
     */
    public static Frame<?> root(Frame<?> activation) {
        Frame<?> outermost = activation;
        for (Frame<?> next = outermost.parent; next != null; next = outermost.parent) {
            outermost = next;
        }
        return outermost;
    }

    /** Returns the activation that awaits another one; null for the outermost. */
    public static @Nullable Frame<?> awaiter(Frame<?> activation) {
        return activation.parent;
    }

    /**
     * Returns the places at which a chain is suspended.
     *
     * @param leaf its innermost activation
     * @return one element for each activation, the innermost first
     */
    public static List<StackTraceElement> stack(Frame<?> leaf) {
        List<StackTraceElement> places = new ArrayList<>();
        for (Frame<?> frame = leaf; frame != null; frame = frame.parent) {
            places.add(FrameDescription.place(frame.describe(), frame.point));
        }
        return places;
    }
}
