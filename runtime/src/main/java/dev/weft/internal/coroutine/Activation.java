package dev.weft.internal.coroutine;

import dev.weft.Coroutine;
import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import org.jspecify.annotations.Nullable;

/**
 * An activation of an {@code @Async} method, as the {@link Driver} sees it: its state, and its link to the activation
 * that awaits it.
 *
 * @param <T> the type of the coroutine's value
 */
public abstract class Activation<T extends @Nullable Object> extends Coroutine<T> {

    /*
     * CREATED   -> RUNNING    Driver.begin(): awaited, or first step of its task; at most once
     * CREATED   -> CLOSED     close(): it will never run
     * RUNNING   -> k >= 1     suspended: the body waits at its k-th suspension point
     * k >= 1    -> RUNNING    the resumed body sets it after it has read k
     * RUNNING   -> CLOSED     the body has returned or thrown
     */
    private static final int CREATED = 0;

    /** The point of an activation whose body runs. */
    protected static final int RUNNING = -1;

    /** The point of an activation that has ended. */
    protected static final int CLOSED = -2;

    /** The position of the body: 0 not started, k at its k-th suspension point, -1 running, -2 ended. */
    protected int point; // the thread that runs the chain

    /** The activation that awaits this one. */
    protected @Nullable Frame<?> parent; // the thread that runs the chain

    /** Creates an activation, for {@link Frame}. */
    protected Activation() {}

    /**
     * Runs the body from its start with the arguments that the subclass keeps.
     *
     * @param x the execution of this chain
     * @param depth the number of calls between the driver and this one
     * @return the value, or {@link Frame#SUSPENDED}
     * @throws Throwable the exception of the body
     */
    protected abstract @Nullable Object start(Execution x, int depth) throws Throwable;

    /**
     * Resumes the body at its suspension point, whose value {@link Execution#take} returns.
     *
     * @param x the execution of this chain
     * @return the value, {@link Frame#SUSPENDED}, or the result of {@link dev.weft.abi.UnboxedResult#give}
     * @throws Throwable the exception of the body
     */
    protected abstract @Nullable Object resume(Execution x) throws Throwable;

    /**
     * Describes the method: a first line {@code class TAB method TAB file}, then for each suspension point in order a
     * line {@code lineNumber} followed by {@code TAB field;name;typeDescriptor} for each local that is saved there. A
     * backslash, a tab and a line feed in a name are written {@code \\}, {@code \t} and {@code \n}.
     *
     * @return the lines, separated by line feeds; a constant of the subclass
     */
    protected abstract String describe();

    /** Tells whether the body has neither started nor been closed. */
    final boolean isUnstarted() {
        return point == CREATED;
    }

    /** Throws if the body has started or was closed: a coroutine is awaited once. */
    protected final void checkUnused() {
        if (point != CREATED) {
            throw new IllegalStateException("cannot reuse already awaited coroutine " + name()
                    + ": call the method again for a new one, or make it a task, which can be awaited often");
        }
    }

    /** Makes a coroutine that has begun without an effect new again. */
    protected final void beginAgain() {
        point = CREATED;
    }

    /**
     * Ends this activation after its body has returned or thrown. The link to the activation that awaits it stays, so
     * that the outermost one can be found while a chain runs.
     *
     * @return the activation that awaits this one, null for the outermost
     */
    protected final @Nullable Frame<?> end() {
        point = CLOSED;
        return parent;
    }

    /** Drops what is kept of the activation that this one awaited, after it has ended with an exception. */
    protected void awaitedThrew() {}

    /**
     * Tells whether the value of this coroutine belongs to its awaiter alone, as a permit does. A coroutine of the program
     * cannot promise that: it may return what is shared.
     */
    protected boolean handsOver() {
        return false;
    }

    /**
     * Takes back a value that was handed over to an awaiter which had been cancelled: closes it. On the thread of the loop.
     *
     * @param value the value of this coroutine, which has ended
     * @throws Exception if that fails
     */
    protected void takeBack(@Nullable Object value) throws Exception {
        if (value instanceof AutoCloseable resource) {
            resource.close();
        }
    }

    /** Tells whether an awaitable is a coroutine that hands its value over; for one that passes that value on. */
    protected static boolean handsOver(@Nullable Object awaitable) {
        return Handover.isBy(awaitable);
    }

    /** Lets an awaitable take back a value that was passed on. */
    protected static void takeBack(@Nullable Object awaitable, @Nullable Object value) {
        Handover.takeBack(awaitable, value);
    }

    /** Tells whether this is one of Weft's own, which may catch a cancellation, await again, and throw it later. */
    protected boolean cleansUpInALoop() {
        return false;
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
        return shownName();
    }

    /** Returns the class and the name of the method, for {@link #name}. */
    protected String shownName() {
        return FrameDescription.parse(describe()).qualifiedName();
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
}
