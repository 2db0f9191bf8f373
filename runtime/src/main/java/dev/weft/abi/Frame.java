package dev.weft.abi;

import dev.weft.Coroutine;
import dev.weft.internal.loop.Unstarted;
import org.jspecify.annotations.Nullable;

/**
 * One activation of an {@code @Async} method: the cold coroutine before it runs, and the place where its live locals
 * are kept while it is suspended.
 *
 * <p>The weaver generates one subclass for each method. A suspended chain of activations is linked from the innermost
 * outwards: {@link #parent} is who awaits this one.
 *
 * @param <T> the type of the coroutine's value
 */
public abstract class Frame<T> extends Coroutine<T> implements Unstarted.Startable {

    /** What a body returns instead of a value when it has saved itself and waits. */
    public static final Object SUSPENDED = new Suspended();

    /**
     * How deep calls that have not suspended may nest before the next one starts on a fresh stack: 1,000 interpreted
     * frames of ordinary size need about 200 KB.
     */
    public static final int MAX_DEPTH = 1_000;

    /*
     * CREATED   -> RUNNING    begin(): awaited, or first step of its task; only once
     * CREATED   -> CLOSED     close(): it will never run
     * RUNNING   -> k >= 1     suspend(): the body waits at its k-th suspension point
     * k >= 1    -> RUNNING    the resumed body says so itself, after it has read k
     * RUNNING   -> CLOSED     the body has returned or thrown
     */
    private static final int CREATED = 0;
    private static final int RUNNING = -1;
    static final int CLOSED = -2;

    /** Where the body stands: 0 not begun, k at its k-th suspension point, -1 running, -2 ended. */
    public int point; // the thread that runs the chain

    @Nullable
    Frame<?> parent; // the thread that runs the chain: who awaits this activation

    /** For woven code. */
    protected Frame() {}

    /**
     * Runs the body from its beginning with the arguments that the subclass keeps.
     *
     * @param x what runs this chain
     * @param depth how many calls lie between the driver and this one
     * @return the value, or {@link #SUSPENDED}
     * @throws Throwable what the body throws
     */
    protected abstract @Nullable Object start(Execution x, int depth) throws Throwable;

    /**
     * Runs the body on from its suspension point, whose value {@link Execution#take} gives.
     *
     * @param x what runs this chain
     * @return the value, {@link #SUSPENDED}, or what {@link UnboxedResult#give} returns
     * @throws Throwable what the body throws
     */
    protected abstract @Nullable Object resume(Execution x) throws Throwable;

    /**
     * Metadata about the method: a first line {@code class TAB method TAB file}, then for each suspension point in order
     * a line {@code lineNumber} followed by {@code TAB field;name;typeDescriptor} for each local saved there. A backslash,
     * a tab and a line feed in a name are written {@code \\}, {@code \t} and {@code \n}.
     *
     * @return the lines, separated by line feeds; a constant of the subclass
     */
    protected abstract String describe();

    /**
     * Suspends this activation: notes where it waits and links it to the chain that is being saved.
     *
     * @param x what runs this chain
     * @param at the suspension point, 1 or more
     * @return {@link #SUSPENDED}, for the body to return
     */
    public final Object suspend(Execution x, int at) {
        point = at;
        Frame<?> inner = x.tail;
        if (inner == null) {
            x.leaf = this;
        } else if (inner.parent != this) { // a frame that is used again is linked already
            inner.parent = this;
        }
        x.tail = this;
        return SUSPENDED;
    }

    /**
     * Suspends this activation again, from its resumable body: who awaits it is linked to it already.
     *
     * @param x what runs this chain
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
     * Starts the body, here and now.
     *
     * @param x what runs this chain
     * @param depth how many calls lie between the driver and this one
     * @return the value, or {@link #SUSPENDED}
     * @throws Throwable what the body throws
     */
    final @Nullable Object begin(Execution x, int depth) throws Throwable {
        checkUnused();
        x.unstarted.taken(this);
        point = RUNNING;
        Object outcome;
        try {
            outcome = start(x, depth);
        } catch (Throwable thrown) {
            point = CLOSED;
            throw thrown;
        }
        if (outcome != SUSPENDED) {
            point = CLOSED;
        }
        return outcome;
    }

    /**
     * Puts off the start of a body because too many calls are nested: they save themselves and unwind, and the driver
     * starts it on the fresh stack. No turn of the loop passes.
     *
     * @param cold a coroutine that has not begun
     * @param x what runs this chain
     * @return {@link #SUSPENDED}, for the caller to suspend in turn
     */
    public static Object defer(Frame<?> cold, Execution x) {
        cold.checkUnused();
        x.deferred = cold;
        return SUSPENDED;
    }

    /** Throws if the body has begun, or was closed: a coroutine is awaited once. */
    final void checkUnused() {
        if (point != CREATED) {
            throw new IllegalStateException("cannot reuse already awaited coroutine " + name()
                    + ": call the method again for a new one, or make it a task, which can be awaited often");
        }
    }

    /**
     * Ends this activation after its body has returned or thrown; gives who awaits it. The link to that one stays, so
     * that the outermost activation can be found while a chain runs.
     */
    final @Nullable Frame<?> end() {
        point = CLOSED;
        return parent;
    }

    /**
     * Called for each cold coroutine that is made, so that it can be reported if it is never awaited.
     *
     * @param cold the coroutine
     * @param <T> the type of its value
     * @return the same coroutine
     */
    public static <T> Frame<T> made(Frame<T> cold) {
        NeverAwaited.watch(cold);
        return cold;
    }

    /** For the loop. */
    @Override
    public final boolean isUnstarted() {
        return point == CREATED;
    }

    @Override
    public final State state() {
        return switch (point) {
            case CREATED -> State.CREATED;
            case RUNNING -> State.RUNNING;
            case CLOSED -> State.CLOSED;
            default -> State.SUSPENDED;
        };
    }

    @Override
    public final String name() {
        return FrameDescription.of(this).qualifiedName();
    }

    @Override
    public final void close() {
        if (point == CREATED) {
            point = CLOSED;
        } else if (point != CLOSED) {
            throw new IllegalStateException("coroutine " + name() + " has begun and cannot be closed: cancel its task");
        }
    }

    @Override
    public String toString() {
        return "coroutine " + name() + " " + state();
    }

    /** The type of {@link Frame#SUSPENDED}, which names itself in a debugger. */
    private static final class Suspended {
        @Override
        public String toString() {
            return "SUSPENDED";
        }
    }
}
