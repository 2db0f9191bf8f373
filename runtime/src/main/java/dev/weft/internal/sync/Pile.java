package dev.weft.internal.sync;

import org.jspecify.annotations.Nullable;

/**
 * Values of which the newest is next.
 *
 * @param <T> the type of the values
 */
public final class Pile<T extends @Nullable Object> implements Store<T> {

    private final Ring<T> values = new Ring<>(); // loop thread

    /** Creates an empty pile. */
    public Pile() {}

    @Override
    public void add(T value) {
        values.add(value);
    }

    @Override
    public void putBack(T value) {
        values.add(value);
    }

    @Override
    public T remove() {
        return values.removeLast();
    }

    @Override
    public int size() {
        return values.size();
    }
}
