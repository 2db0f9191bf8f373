package dev.weft.abi;

import org.jspecify.annotations.Nullable;

/**
 * One activation of an {@code @Async} method that calls the bodies of others directly, without a coroutine object.
 *
 * <p>It keeps the frame of the last such call that suspended. The next call of the same method is handed that frame, if
 * its activation has ended by then, and needs no other: a chain of calls that suspends again and again in a loop
 * allocates nothing. What is kept is at most one frame for each level of calls, as long as the outermost caller lives,
 * and no reference to anything but frames: an activation that ends clears its locals.
 *
 * @param <T> the type of the coroutine's value
 */
public abstract class CallerFrame<T> extends Frame<T> {

    private @Nullable Frame<?> spare; // the thread that runs the chain

    /** For woven code. */
    protected CallerFrame() {}

    /**
     * The frame that the next call of a method can use.
     *
     * @param caller the activation that calls, or null if it has no frame yet
     * @param callee the class of the frame that the called method needs
     * @return that frame, of an activation that has ended, or null
     */
    public static @Nullable Frame<?> spare(@Nullable CallerFrame<?> caller, Class<?> callee) {
        if (caller == null) {
            return null;
        }
        Frame<?> kept = caller.spare;
        return kept != null && kept.getClass() == callee && kept.point == CLOSED ? kept : null;
    }

    /**
     * Suspends this activation because one that it called directly has: {@link Frame#suspend}, and that one is kept.
     *
     * @param x what runs this chain
     * @param at the suspension point, 1 or more
     * @return {@link #SUSPENDED}, for the body to return
     */
    public final Object suspendCaller(Execution x, int at) {
        keep(x.tail);
        return suspend(x, at);
    }

    /**
     * Suspends this activation again, from its resumable body: {@link Frame#suspendAgain} for a direct call.
     *
     * @param x what runs this chain
     * @param at the suspension point, 1 or more
     * @return {@link #SUSPENDED}, for the body to return
     */
    public final Object suspendCallerAgain(Execution x, int at) {
        keep(x.tail);
        return suspendAgain(x, at);
    }

    /** A reference is only written when it changes. There is none if the callee was put off: see {@link Frame#defer}. */
    private void keep(@Nullable Frame<?> callee) {
        if (callee != null && callee != spare) {
            spare = callee;
        }
    }

    @Override
    protected final void awaitedThrew() {
        spare = null; // it has ended by an exception, and not cleared its locals
    }
}
