package dev.weft.abi;

import dev.weft.Future;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The execution of a chain of activations. It is passed down every woven call, and carries results from an activation
 * to the one that awaits it.
 */
public abstract class Execution {

    /** The value that a resumed body returns when it has left an unboxed result in the execution. */
    protected static final Object GIVEN = new Object();

    /** The innermost activation that has started and was saved. */
    protected @Nullable Frame<?> leaf; // the thread that runs the chain

    /** The outermost activation that is saved so far. */
    protected @Nullable Frame<?> tail; // the thread that runs the chain

    /** The activation to start on the unwound stack. */
    protected @Nullable Frame<?> deferred; // the thread that runs the chain

    /** The value that the next {@link #take} returns. */
    protected @Nullable Object value; // the thread that runs the chain

    /** The exception that the next {@link #take} throws. */
    protected @Nullable Throwable error; // the thread that runs the chain

    int given; // the thread that runs the chain: an unboxed result, see UnboxedResult
    int givenKind = UnboxedResult.NONE; // the thread that runs the chain: the kind of given, until it is taken

    private final boolean detached; // constant after construction: a field, because each wait for a lock asks

    /** Creates an execution on an event loop. */
    protected Execution() {
        this(false);
    }

    /**
     * Creates an execution.
     *
     * @param detached true if it runs outside any event loop
     */
    protected Execution(boolean detached) {
        this.detached = detached;
    }

    /**
     * Tells whether the chain runs outside any event loop.
     *
     * @return true until it has moved to one
     */
    public final boolean isDetached() {
        return detached;
    }

    /**
     * Notes that the chain, once it is saved, moves to an event loop, where a coroutine starts.
     *
     * @param cold a coroutine that has not started
     */
    protected void moveToLoop(Frame<?> cold) {
        throw new AssertionError("this chain runs on an event loop: " + cold);
    }

    /**
     * Takes the result of the awaited object, at the landing of a resumed body.
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
     * Takes the result of a direct call that returns an unboxed value: {@link #take} for that.
     *
     * @param kind the expected kind: {@link UnboxedResult#INTEGER} or another one
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
     * Takes the unboxed result that a body has left here, and boxes it.
     *
     * @return the boxed value
     */
    protected final Object takeGiven() {
        Object taken = UnboxedResult.box(given, givenKind);
        givenKind = UnboxedResult.NONE;
        return taken;
    }

    /** Drops the value that was passed to an activation which, for lack of stack, threw before it took it. */
    protected final void forgetValue() {
        value = null;
        givenKind = UnboxedResult.NONE;
    }

    /**
     * Starts the body of a coroutine.
     *
     * @param cold a coroutine that has not started
     * @param depth the number of calls between the driver and the body
     * @return its value, or {@link Frame#SUSPENDED}
     * @throws Throwable the exception of the body
     */
    protected abstract @Nullable Object begin(Frame<?> cold, int depth) throws Throwable;

    /**
     * Awaits a future.
     *
     * @param future the future
     * @return its value, or {@link Frame#SUSPENDED} once it is noted
     * @throws Throwable its failure
     */
    protected abstract @Nullable Object awaitFuture(Future<?> future) throws Throwable;

    /**
     * Awaits a stage.
     *
     * @param stage the stage
     * @return its value, or {@link Frame#SUSPENDED} once it is noted
     * @throws Throwable its failure, unwrapped
     */
    protected abstract @Nullable Object awaitStage(CompletionStage<?> stage) throws Throwable;

    /**
     * Sleeps.
     *
     * @param nanos the time to sleep; zero or less takes one turn of the loop
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
