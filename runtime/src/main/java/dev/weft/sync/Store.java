package dev.weft.sync;

import org.jspecify.annotations.Nullable;

/**
 * What is in a {@link Queue}, and which value is next.
 *
 * @param <T> the type of the values
 */
interface Store<T extends @Nullable Object> {

    void add(T value);

    /** Removes the next value; only if there is one. */
    T remove();

    int size();
}
