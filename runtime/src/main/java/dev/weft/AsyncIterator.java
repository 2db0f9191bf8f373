package dev.weft;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of values, each of which may have to be awaited: the counterpart of Python's asynchronous iterators (PEP
 * 525). A plain class can implement it; the agent does not weave generators, {@link Async} methods of this type, yet.
 *
 * @param <T> the type of the values
 */
public interface AsyncIterator<T extends @Nullable Object> {
    /**
     * Advances to the next value.
     *
     * @return a coroutine of true if there is a next value, of false at the end
     */
    Coroutine<Boolean> advance();

    /**
     * Returns the value to which the last {@link #advance} came.
     *
     * @return the value
     */
    T current();

    /**
     * Ends the iteration early, so that the iterator can clean up.
     *
     * @return a coroutine that ends when the cleanup is done
     */
    Coroutine<Void> close();

    /**
     * Returns an iterator without values.
     *
     * @param <T> the type of the values
     * @return an iterator that is at its end
     */
    static <T extends @Nullable Object> AsyncIterator<T> end() {
        return new AsyncIterator<>() {
            @Override
            public Coroutine<Boolean> advance() {
                return Weft.completed(false);
            }

            @Override
            public T current() {
                throw new NoSuchElementException("this iterator is at its end: advance() returned false");
            }

            @Override
            public Coroutine<Void> close() {
                return Weft.completed();
            }
        };
    }
}
