package dev.weft.sync;

import dev.weft.Future;
import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine of this package, written by hand as the weaver would generate it: the runtime's own classes are not woven.
 *
 * <ol>
 *   <li>{@code begin} does what can be done at once. Otherwise it returns {@link #waitIn}.
 *   <li>{@link #wake} completes the signal, and {@link #woken} goes on in the next turn.
 *   <li>A request to cancel completes the signal as cancelled, and {@link #interrupted} clears up. It does so as well when
 *       the request came after the signal: {@link #isWoken} tells, and the waiter then has something to pass on.
 * </ol>
 *
 * @param <T> the type of its value
 */
abstract class Waiter<T extends @Nullable Object> extends Frame<T> {

    @Nullable
    Waiter<?> before; // loop thread: the link of a WaitList

    @Nullable
    Waiter<?> after; // loop thread: the link of a WaitList

    private @Nullable Future<Void> signal; // loop thread: of the latest wait

    /** Does what can be done at once, or begins to wait. */
    abstract @Nullable Object begin(Execution x, int depth) throws Throwable;

    /** Begins outside any loop: on the shared one, which all such calls have in common. */
    Object beginDetached(Execution x) {
        return startOnLoop(x);
    }

    @Override
    protected final @Nullable Object start(Execution x, int depth) throws Throwable {
        return x.isDetached() ? beginDetached(x) : begin(x, depth);
    }

    /** Returns the name of the type whose method creates this coroutine. */
    abstract String kind();

    /** Returns the name of that method. */
    abstract String method();

    /** Continues after the signal. */
    abstract @Nullable Object woken(Execution x) throws Throwable;

    /** Clears up after the await of the signal threw; it throws the exception again, unless the wait has to go on. */
    abstract @Nullable Object interrupted(Execution x, Throwable thrown) throws Throwable;

    /** Makes a coroutine that has ended without suspending new again. */
    final void renew() {
        beginAgain();
    }

    /** Suspends at the end of a list. */
    final Object waitIn(WaitList list, Execution x) throws Throwable {
        Object suspended = waitFor(list.newSignal(), x);
        list.add(this);
        return suspended;
    }

    /** Suspends until a signal is given; throws if there is no task that could be suspended. */
    final Object waitFor(Future<Void> newSignal, Execution x) throws Throwable {
        signal = newSignal;
        Await.await(newSignal, x, 0);
        return suspend(x, 1);
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        try {
            x.take();
        } catch (Throwable thrown) {
            return interrupted(x, thrown);
        }
        return woken(x);
    }

    /** Signals this coroutine, which goes on in the next turn. */
    @SuppressWarnings("NullAway") // Void has no other value
    final void wake() {
        signal().setResult(null);
    }

    /** Tells whether the signal was given or cancelled. */
    final boolean isSignalled() {
        return signal().isDone();
    }

    /** Tells whether the wait was cancelled before a signal was given. */
    final boolean isCancelled() {
        return signal().isCancelled();
    }

    /** Tells whether the signal was given. */
    final boolean isWoken() {
        return isSignalled() && !isCancelled();
    }

    private Future<Void> signal() {
        return Objects.requireNonNull(signal, "this coroutine has never waited");
    }

    @Override
    protected final String describe() {
        return "dev.weft.sync." + kind() + "\t" + method() + "\t" + kind() + ".java";
    }
}
