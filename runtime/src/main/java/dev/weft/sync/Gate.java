package dev.weft.sync;

import dev.weft.AsyncCallable;
import dev.weft.Coroutine;
import dev.weft.abi.Frame;
import org.jspecify.annotations.Nullable;

/** An object that hands out permits in the order in which tasks ask for them. */
abstract class Gate extends Primitive {

    final WaitList waiters = new WaitList(this, ""); // loop thread

    /**
     * The coroutine of the latest {@code acquire} that had no need to wait, for the next call to use again: an
     * uncontended acquire then allocates its permit only.
     */
    private @Nullable AcquireFrame spare; // loop thread

    Gate(@Nullable String name) {
        super(name);
    }

    /** Throws if the running task may not ask for a permit. */
    void checkMayAsk() {}

    /** Tells whether a newcomer gets a permit at once. */
    abstract boolean isFree();

    /** Gives a permit to the running task; only if {@link #isFree()}. */
    abstract Permit take();

    /** Gives a permit to a waiter that was woken, and runs now. */
    abstract Permit takeWoken(Waiter<?> waiter);

    /** Clears up after a waiter that was cancelled, woken or not. */
    abstract void gaveUp(Waiter<?> waiter);

    /** Creates the exception of code that asks for a permit outside any loop, where it could not close it. */
    final IllegalStateException heldOffLoop(String method) {
        return new IllegalStateException(
                method + " of " + label() + ": no running event loop, on which the permit has to"
                        + " be closed. Await hold(() -> ...), whose block runs on one");
    }

    final Coroutine<Permit> newAcquire() {
        AcquireFrame frame = spare;
        if (frame == null) {
            return Frame.made(new AcquireFrame(this));
        }
        spare = null;
        frame.renew();
        return Frame.made(frame);
    }

    final void keep(AcquireFrame ended) {
        spare = ended;
    }

    final <T extends @Nullable Object> Coroutine<T> newHold(AsyncCallable<T> body) {
        return Frame.made(new HoldFrame<>(this, body));
    }
}
