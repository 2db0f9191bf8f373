package dev.weft;

import java.util.NoSuchElementException;

/**
 * Values that come one after the other, each awaited: what an async generator gives.
 *
 * @param <T> the type of the values
 */
public interface AsyncIterator<T> {
    /**
     * Goes to the next value.
     *
     * @return true if there is one
     */
    Coroutine<Boolean> advance();

    /**
     * The value that {@link #advance} went to.
     *
     * @return the value
     */
    T current();

    /**
     * Ends the iteration early and lets its cleanup run.
     *
     * @return when it is done
     */
    Coroutine<Void> close();

    /**
     * How an {@link Async} generator ends; in any other code an iterator without values.
     *
     * @param <T> the type of the values
     * @return an iterator at its end
     */
    static <T> AsyncIterator<T> end() {
        return new AsyncIterator<>() {
            @Override
            public Coroutine<Boolean> advance() {
                return Weft.completed(false);
            }

            @Override
            public T current() {
                throw new NoSuchElementException("this iterator is at its end: advance() gave false");
            }

            @Override
            public Coroutine<Void> close() {
                return Weft.completed();
            }
        };
    }
}
