package dev.weft.internal.generator;

import dev.weft.AsyncIterator;
import dev.weft.Coroutine;
import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import org.jspecify.annotations.Nullable;

/**
 * An iterator that woven code advances by a call, without a coroutine object: {@code await(it.advance())} is fused.
 *
 * @param <T> the type of the values
 */
public abstract class DirectIterator<T extends @Nullable Object> implements AsyncIterator<T> {

    /** Creates an iterator. */
    protected DirectIterator() {}

    /**
     * Advances to the next value, in place of {@code await(advance())}.
     *
     * @param x the execution of the caller's chain
     * @param depth the number of calls between the driver and the caller
     * @return {@link Boolean#TRUE}, {@link Boolean#FALSE} at the end, or {@link Frame#SUSPENDED}
     * @throws Throwable the failure of the iterator
     */
    protected abstract @Nullable Object advance(Execution x, int depth) throws Throwable;

    /** Closes the iterator, in place of {@code await(close())}, without a suspension. */
    protected void closeNow() {}

    @Override
    public Coroutine<Boolean> advance() {
        return call(false);
    }

    @Override
    public Coroutine<Void> close() {
        return call(true);
    }

    @SuppressWarnings("unchecked")
    private <V> Coroutine<V> call(boolean closes) {
        return (Coroutine<V>) Frame.made(new IteratorCall(this, closes));
    }
}
