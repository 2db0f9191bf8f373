package dev.weft.abi;

import dev.weft.Future;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The execution of a chain of activations: it is handed down every woven call, and carries results from an activation
 * to the one that awaits it.
 */
public abstract class Execution {

    /** The value that a resumed body returns when it has left its result in the execution, without a box. */
    protected static final Object GIVEN = new Object();

    /** The innermost activation that began and was saved. */
    protected @Nullable Frame<?> leaf; // the thread that runs the chain

    /** The outermost activation that is saved so far. */
    protected @Nullable Frame<?> tail; // the thread that runs the chain

    /** The activation that is to be started on the unwound stack. */
    protected @Nullable Frame<?> deferred; // the thread that runs the chain

    /** The value that the next {@link #take} returns. */
    protected @Nullable Object value; // the thread that runs the chain

    /** The exception that the next {@link #take} throws. */
    protected @Nullable Throwable error; // the thread that runs the chain

    int given; // the thread that runs the chain: an unboxed result, see UnboxedResult
    int givenKind = UnboxedResult.NONE; // the thread that runs the chain: the kind of given, until it is taken

    /** For subclasses. */
    protected Execution() {}

    /**
     * Takes the result of what was awaited, at the landing of a resumed body.
     *
     * @return its value
     * @throws Throwable its exception, the same object
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
     * Takes the unboxed result of a direct call: {@link #take} for that.
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

    /**
     * Takes the result that a body has left here, and boxes it.
     *
     * @return the box
     */
    protected final Object takeGiven() {
        Object taken = UnboxedResult.box(given, givenKind);
        givenKind = UnboxedResult.NONE;
        return taken;
    }

    /** Forgets the value that was handed to an activation which threw, for want of stack, before it took it. */
    protected final void forgetValue() {
        value = null;
        givenKind = UnboxedResult.NONE;
    }

    /**
     * Starts the body of a coroutine.
     *
     * @param cold a coroutine that has not begun
     * @param depth how many calls lie between the driver and its body
     * @return its value, or {@link Frame#SUSPENDED}
     * @throws Throwable what the body throws
     */
    protected abstract @Nullable Object begin(Frame<?> cold, int depth) throws Throwable;

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
