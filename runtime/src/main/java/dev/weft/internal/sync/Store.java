package dev.weft.internal.sync;

import org.jspecify.annotations.Nullable;

/**
 * What is in a queue, and which value is next.
 *
 * @param <T> the type of the values
 */
public interface Store<T extends @Nullable Object> {

    /** Adds a value. */
    void add(T value);

    /** Adds a value that was removed before, as the next one of those that are equal to it. */
    void putBack(T value);

    /** Removes the next value; only if there is one. */
    T remove();

    /** Returns the number of values. */
    int size();
}
