package dev.weft.abi;

import org.jspecify.annotations.Nullable;

/**
 * An activation of an {@code @Async} method that calls the bodies of others directly, without a coroutine object.
 *
 * <p>It keeps the frame of the last such call that suspended. The next call of the same method uses that frame again if
 * its activation has ended by then: a chain of calls that suspends again and again in a loop allocates nothing. At most
 * one frame is kept for each level of calls, as long as the outermost caller lives, and no reference to anything but
 * frames: an activation that ends clears its locals.
 *
 * @param <T> the type of the coroutine's value
 */
public abstract class CallerFrame<T extends @Nullable Object> extends Frame<T> {

    private @Nullable Frame<?> spare; // the thread that runs the chain

    /** Creates a frame; for woven code. */
    protected CallerFrame() {}

    /**
     * Returns a frame that the next call of a method can use again.
     *
     * @param caller the calling activation, or null if it has no frame yet
     * @param callee the class of the frame that the called method needs
     * @return the frame of an activation that has ended, or null if there is none
     */
    public static @Nullable Frame<?> spare(@Nullable CallerFrame<?> caller, Class<?> callee) {
        if (caller == null) {
            return null;
        }
        Frame<?> kept = caller.spare;
        return kept != null && kept.getClass() == callee && kept.hasEnded() ? kept : null;
    }

    /**
     * Suspends this activation because one that it called directly has suspended: {@link Frame#suspend}, and keeps the
     * frame of the callee.
     *
     * @param x the execution of this chain
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
     * @param x the execution of this chain
     * @param at the suspension point, 1 or more
     * @return {@link #SUSPENDED}, for the body to return
     */
    public final Object suspendCallerAgain(Execution x, int at) {
        keep(x.tail);
        return suspendAgain(x, at);
    }

    /**
     * Keeps a callee's frame. The reference is written only when it changes. There is no frame if the start of the
     * callee was deferred: see {@link Frame#defer}.
     */
    private void keep(@Nullable Frame<?> callee) {
        if (callee != null && callee != spare) {
            spare = callee;
        }
    }

    @Override
    protected final void awaitedThrew() {
        spare = null; // it has ended with an exception and not cleared its locals
    }
}
