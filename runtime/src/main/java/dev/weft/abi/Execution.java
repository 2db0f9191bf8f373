package dev.weft.abi;

import dev.weft.Future;
import dev.weft.internal.loop.Unstarted;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What runs a chain of activations: it is handed down every woven call, starts and resumes bodies, and carries results
 * from an activation to the one that awaits it.
 *
 * <ol>
 *   <li>A body that has to wait saves itself with {@link Frame#suspend} and returns {@link Frame#SUSPENDED}; so do its
 *       callers, from the inside out, until the stack is unwound and {@link #leaf} is the innermost activation.
 *   <li>What was awaited is noted in the execution; who called {@link #drive} registers with it then.
 *   <li>The wake-up drives the leaf. When an activation ends, its value or its exception goes to its parent, which is
 *       resumed, until one suspends again or the outermost has ended. It is a loop: its cost does not depend on how deep
 *       the chain is, and the native stack does not grow.
 * </ol>
 */
public abstract class Execution {

    @Nullable
    Frame<?> leaf; // the thread that runs the chain: the innermost activation that began and was saved

    private @Nullable Frame<?> position; // the thread that runs the chain: where drive has left it

    /** The value that the next {@link #take} returns. */
    protected @Nullable Object value; // the thread that runs the chain

    /** What the next {@link #take} throws. */
    protected @Nullable Throwable error; // the thread that runs the chain

    int given; // the thread that runs the chain: a value without a box, see UnboxedResult
    int givenKind = UnboxedResult.NONE; // the thread that runs the chain: what given is, until it is taken

    @Nullable
    Frame<?> tail; // the thread that runs the chain: the outermost activation that is saved so far

    @Nullable
    Frame<?> deferred; // the thread that runs the chain: to be started on the unwound stack

    private static final Unstarted NOBODY_WATCHES = new Unstarted(); // always empty

    final Unstarted unstarted; // constant after construction: the coroutines that were made here and have not begun

    /** For a thread without a loop: nobody watches the coroutines that are made there. */
    Execution() {
        this(NOBODY_WATCHES);
    }

    /**
     * For a loop.
     *
     * @param unstarted the coroutines that were made there and have not begun
     */
    protected Execution(Unstarted unstarted) {
        this.unstarted = unstarted;
    }

    /**
     * What the awaited thing gave, at the landing of a resumed body: returns its value or throws its exception.
     *
     * @return the value
     * @throws Throwable the exception, the same object
     */
    public final @Nullable Object take() throws Throwable {
        Throwable thrown = error;
        if (thrown != null) {
            error = null;
            throw thrown;
        }
        if (givenKind != UnboxedResult.NONE) {
            return takeGiven();
        }
        Object taken = value;
        value = null;
        return taken;
    }

    /**
     * What a direct call gave whose result has no box: {@link #take} for that.
     *
     * @param kind what is expected: {@link UnboxedResult#INTEGER} or one of the others
     * @return the value
     * @throws Throwable the exception, the same object
     */
    public final int takeUnboxed(int kind) throws Throwable {
        if (givenKind == kind) {
            givenKind = UnboxedResult.NONE;
            return given;
        }
        return UnboxedResult.unbox(take());
    }

    /** Who was handed a value and threw without having taken it, for want of stack, must not leave it to the next. */
    private void forgetValue() {
        value = null;
        givenKind = UnboxedResult.NONE;
    }

    private Object takeGiven() {
        Object taken = UnboxedResult.box(given, givenKind);
        givenKind = UnboxedResult.NONE;
        return taken;
    }

    /**
     * Runs a chain until it suspends or its outermost activation has ended.
     *
     * @param first the activation to begin with
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
                Object outcome = cold ? frame.begin(this, 0) : frame.resume(this);
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
                    return outcome == UnboxedResult.GIVEN ? takeGiven() : outcome;
                }
                if (outcome != UnboxedResult.GIVEN) {
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
                if (awaiting instanceof CallerFrame<?> caller) {
                    caller.dropSpare();
                }
                error = thrown;
            }
            frame = awaiting;
            cold = false;
        }
    }

    /**
     * The outermost activation of a chain.
     *
     * @param activation any other of it, also one that has ended
     * @return the coroutine that the chain began with
     */
    protected static Frame<?> root(Frame<?> activation) {
        Frame<?> outermost = activation;
        for (Frame<?> next = outermost.parent; next != null; next = outermost.parent) {
            outermost = next;
        }
        return outermost;
    }

    /**
     * Where the chain stands after {@link #drive}, if that is not where it stood before: its innermost activation, or the
     * outermost if it has ended.
     *
     * @return that activation, or null if it is the one that was driven
     */
    protected final @Nullable Frame<?> takePosition() {
        Frame<?> moved = position;
        if (moved != null) {
            position = null;
        }
        return moved;
    }

    /** A reference is only written when it changes: a store costs a card mark, and with some collectors a fence. */
    private void stand(Frame<?> first, Frame<?> now) {
        if (now != first) {
            position = now;
        }
    }

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
     * The places at which a chain waits.
     *
     * @param leaf its innermost activation
     * @return one line for each activation, the innermost first
     */
    protected static List<StackTraceElement> stack(@Nullable Frame<?> leaf) {
        List<StackTraceElement> places = new ArrayList<>();
        for (Frame<?> frame = leaf; frame != null; frame = frame.parent) {
            places.add(FrameDescription.of(frame).at(frame.point));
        }
        return places;
    }

    /**
     * Awaits a future.
     *
     * @param future what to wait for
     * @return its value, or {@link Frame#SUSPENDED} after noting it
     * @throws Throwable its failure
     */
    protected abstract @Nullable Object awaitFuture(Future<?> future) throws Throwable;

    /**
     * Awaits a stage.
     *
     * @param stage what to wait for
     * @return its value, or {@link Frame#SUSPENDED} after noting it
     * @throws Throwable its failure, unwrapped
     */
    protected abstract @Nullable Object awaitStage(CompletionStage<?> stage) throws Throwable;

    /**
     * Waits for a time.
     *
     * @param nanos how long; one turn of the loop if it is not positive
     * @return {@link Frame#SUSPENDED}
     */
    protected abstract Object sleep(long nanos);

    /**
     * Lets everything else that is ready run first.
     *
     * @return {@link Frame#SUSPENDED}
     */
    protected abstract Object yieldNow();
}
