package dev.weft.internal.coroutine;

import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The execution that drives a chain of activations: it starts and resumes bodies, and hands results upward.
 *
 * <ol>
 *   <li>A body that has to wait saves itself with {@link Frame#suspend} and returns {@link Frame#SUSPENDED}; so do its
 *       callers, from the inside out, until the stack is unwound and {@link #leaf} is the innermost activation.
 *   <li>The subclass notes what is awaited. The caller of {@link #drive} registers with it then.
 *   <li>The wake-up drives the leaf. When an activation ends, its value or its exception goes to its parent, which is
 *       resumed, until one suspends again or the outermost has ended. It is a loop: its cost does not depend on how deep
 *       the chain is, and the native stack does not grow.
 * </ol>
 */
public abstract class Driver extends Execution {

    private final Unstarted unstarted; // constant after construction

    /**
     * For subclasses.
     *
     * @param unstarted the coroutines that were made where this runs and have not begun
     */
    protected Driver(Unstarted unstarted) {
        this.unstarted = unstarted;
    }

    /**
     * Runs a chain until it suspends or its outermost activation has ended.
     *
     * @param first the activation to begin with, where {@link #moved} last said that the chain stands
     * @param start whether to start its body, or else to resume it
     * @return the value of the outermost activation, or {@link Frame#SUSPENDED}
     * @throws Throwable what the outermost activation throws
     */
    protected final @Nullable Object drive(Frame<?> first, boolean start) throws Throwable {
        Frame<?> frame = first;
        boolean cold = start;
        if (cold) {
            first.checkUnused(); // here, because what has begun elsewhere must not be ended by the refusal
        }
        while (true) {
            Frame<?> awaiting;
            try {
                Object outcome = cold ? begin(frame, 0) : frame.resume(this);
                if (outcome == Frame.SUSPENDED) {
                    Frame<?> innermost = takeLeaf(frame);
                    assert innermost.point > 0 : "a body returned SUSPENDED and did not save itself";
                    Frame<?> next = deferred;
                    if (next == null) {
                        stand(first, innermost);
                        return Frame.SUSPENDED;
                    }
                    deferred = null;
                    next.parent = innermost;
                    frame = next;
                    cold = true;
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
                takeLeaf(frame);
                forgetValue();
                awaiting = frame.end();
                if (awaiting == null) {
                    stand(first, frame);
                    throw thrown;
                }
                awaiting.awaitedThrew();
                error = thrown;
            }
            frame = awaiting;
            cold = false;
        }
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

    /** The place is only noted when it changes: a store costs a card mark, and with some collectors a fence. */
    private void stand(Frame<?> first, Frame<?> now) {
        if (now != first) {
            moved(now);
        }
    }

    /**
     * Notes where the chain stands now, if that is not where it stood before: its innermost activation, or the outermost
     * if it has ended.
     *
     * @param to that activation
     */
    protected abstract void moved(Frame<?> to);

    /** The innermost activation of the chain that was just saved: the one that ran, if it began no others. */
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
     * The outermost activation of a chain.
     *
     * @param activation any other of it, also one that has ended
     * @return the coroutine that the chain began with
     */
    public static Frame<?> root(Frame<?> activation) {
        Frame<?> outermost = activation;
        for (Frame<?> next = outermost.parent; next != null; next = outermost.parent) {
            outermost = next;
        }
        return outermost;
    }

    /**
     * The places at which a chain waits.
     *
     * @param leaf its innermost activation
     * @return one line for each activation, the innermost first
     */
    public static List<StackTraceElement> stack(Frame<?> leaf) {
        List<StackTraceElement> places = new ArrayList<>();
        for (Frame<?> frame = leaf; frame != null; frame = frame.parent) {
            places.add(FrameDescription.parse(frame.describe()).at(frame.point));
        }
        return places;
    }
}
