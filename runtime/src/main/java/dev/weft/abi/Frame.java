package dev.weft.abi;

import dev.weft.internal.coroutine.Activation;
import dev.weft.internal.coroutine.NeverAwaited;
import org.jspecify.annotations.Nullable;

/**
 * An activation of an {@code @Async} method: the coroutine before it starts, and the store of its live locals while it
 * is suspended.
 *
 * <p>The weaver generates one subclass for each method. A suspended chain of activations is linked from the innermost
 * outward, each to the one that awaits it.
 *
 * @param <T> the type of the coroutine's value
 */
public abstract class Frame<T extends @Nullable Object> extends Activation<T> {

    /** The value that a body returns when it has saved itself and is suspended. */
    public static final Object SUSPENDED = new Suspended();

    /**
     * The number of nested calls, none of them suspended, at which the next one starts on a fresh stack: 1,000
     * interpreted frames of ordinary size need about 200 KB.
     */
    public static final int MAX_DEPTH = 1_000;

    /**
     * The same limit for direct calls of bodies, which woven code makes without a coroutine object. It lies two calls of
     * an object higher, so that a body which such a call has just started is not put off again.
     */
    public static final int MAX_DIRECT_DEPTH = MAX_DEPTH + 8;

    /** Creates a frame; for woven code. */
    protected Frame() {}

    /** Tells whether the body has ended, so that this frame can be used again. */
    final boolean hasEnded() {
        return point == CLOSED;
    }

    /**
     * Suspends this activation: notes its suspension point and links it to the chain that is being saved.
     *
     * @param x the execution of this chain
     * @param at the suspension point, 1 or more
     * @return {@link #SUSPENDED}, for the body to return
     */
    public final Object suspend(Execution x, int at) {
        point = at;
        Frame<?> inner = x.tail;
        if (inner == null) {
            x.leaf = this;
        } else if (inner.parent != this) { // a reused frame is already linked
            inner.parent = this;
        }
        x.tail = this;
        return SUSPENDED;
    }

    /**
     * Suspends this activation again, from its resumable body. The activation that awaits it is linked to it already.
     *
     * @param x the execution of this chain
     * @param at the suspension point, 1 or more
     * @return {@link #SUSPENDED}, for the body to return
     */
    public final Object suspendAgain(Execution x, int at) {
        point = at;
        Frame<?> inner = x.tail;
        if (inner != null && inner.parent != this) {
            inner.parent = this;
        }
        return SUSPENDED;
    }

    /**
     * Defers the start of a body because too many calls are nested: they save themselves and unwind, and the driver
     * starts it on the fresh stack. No turn of the loop passes.
     *
     * @param cold a coroutine that has not started
     * @param x the execution of this chain
     * @return {@link #SUSPENDED}, for the caller to suspend as well
     */
    public static Object defer(Frame<?> cold, Execution x) {
        cold.checkUnused();
        x.deferred = cold;
        return SUSPENDED;
    }

    /**
     * Begins this coroutine again on an event loop: its callers save themselves, and the chain moves there. For a
     * coroutine that needs a loop and has been started outside one.
     *
     * @param x the execution of this chain, which is detached
     * @return {@link #SUSPENDED}, for {@code start} to return
     */
    protected final Object startOnLoop(Execution x) {
        beginAgain();
        x.moveToLoop(this);
        return SUSPENDED;
    }

    /** Keeps this coroutine, which has ended without suspending and which no program can reach, for another call. */
    protected void recycle() {}

    /** Learns that it has suspended and that no program can reach it: it may keep itself for another call when it ends. */
    protected void recycleLater() {}

    /**
     * Watches a new coroutine, so that it can be reported if it is never awaited.
     *
     * @param cold the coroutine
     * @param <T> the type of its value
     * @return the same coroutine
     */
    public static <T extends @Nullable Object> Frame<T> made(Frame<T> cold) {
        NeverAwaited.watch(cold);
        return cold;
    }

    /** The type of {@link Frame#SUSPENDED}, whose name a debugger shows. */
    private static final class Suspended {
        @Override
        public String toString() {
            return "SUSPENDED";
        }
    }
}
