package dev.weft.sync;

import dev.weft.AsyncIterator;
import dev.weft.Coroutine;
import dev.weft.Weft;
import dev.weft.abi.Frame;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous iterator over the values that one task takes out of a queue or a channel.
 *
 * @param <T> the type of the values
 */
abstract class Values<T extends @Nullable Object> implements AsyncIterator<T> {

    private @Nullable Object current; // loop thread
    private boolean hasCurrent; // loop thread
    private boolean advancing; // loop thread
    private boolean closed; // loop thread
    private @Nullable Waiter<?> spare; // loop thread: see Gate

    /** Returns the text of the object whose values these are. */
    abstract String label();

    /** Creates the coroutine of an advance. */
    abstract Waiter<?> newAdvance();

    @Override
    @SuppressWarnings("unchecked")
    public final Coroutine<Boolean> advance() {
        Waiter<?> frame = spare;
        if (frame == null) {
            return (Coroutine<Boolean>) Frame.made(newAdvance());
        }
        spare = null;
        frame.renew();
        return (Coroutine<Boolean>) Frame.made(frame);
    }

    final void keep(Waiter<?> ended) {
        spare = ended;
    }

    /** Notes that an advance begins; false if this iterator was closed. */
    final boolean begins() {
        if (advancing) {
            throw new IllegalStateException("advance(): another advance() of the " + this + " is still running");
        }
        hasCurrent = false;
        current = null;
        advancing = !closed;
        return advancing;
    }

    /** Notes the value to which the running advance came; returns its outcome. */
    final Object came(@Nullable Object value) {
        advancing = false;
        current = value;
        hasCurrent = true;
        return true;
    }

    /** Tells whether the value of the latest advance is here. */
    final boolean hasCurrent() {
        return hasCurrent;
    }

    /** Returns and forgets the value of an advance that nothing has received. */
    final @Nullable Object forget() {
        Object value = current;
        current = null;
        hasCurrent = false;
        return value;
    }

    /** Notes that the running advance came to no value; returns its outcome. */
    final Object ended() {
        advancing = false;
        return false;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // null only if T admits it
    public final T current() {
        if (!hasCurrent) {
            throw new NoSuchElementException("there is no value of the " + this
                    + " before the first await(advance()), during one, at the end, and after close()");
        }
        return (T) current;
    }

    @Override
    public final Coroutine<Void> close() {
        return Weft.async(() -> {
            if (advancing) {
                throw new IllegalStateException("close(): an advance() of the " + this + " is still running");
            }
            closed = true;
            hasCurrent = false;
            current = null;
            return Weft.completed();
        });
    }

    @Override
    public final String toString() {
        return "iterator over " + label();
    }
}
