package dev.weft.internal.sync;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values in the order in which they were added, in an array that is used in circles. Unlike an
 * {@link java.util.ArrayDeque} it holds null as any other value.
 *
 * @param <T> the type of the values
 */
public final class Ring<T extends @Nullable Object> implements Store<T> {

    private static final int SMALLEST = 8; // a power of two, as each length is

    private @Nullable Object[] values = new Object[SMALLEST]; // loop thread
    private int head; // loop thread: the position of the first value
    private int size; // loop thread

    /** Creates an empty ring. */
    public Ring() {}

    @Override
    public void add(T value) {
        makeRoom();
        values[(head + size) & (values.length - 1)] = value;
        size++;
    }

    @Override
    public void putBack(T value) {
        makeRoom();
        head = (head - 1) & (values.length - 1);
        values[head] = value;
        size++;
    }

    @Override
    public T remove() {
        T value = take(head);
        head = (head + 1) & (values.length - 1);
        size--;
        return value;
    }

    /** Removes the value that was added last; only if there is one. */
    T removeLast() {
        T value = take((head + size - 1) & (values.length - 1));
        size--;
        return value;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // T may be a type that admits null
    private T take(int position) {
        assert size > 0 : "nothing is there: look at size() first";
        T value = (T) values[position];
        values[position] = null;
        return value;
    }

    @Override
    public int size() {
        return size;
    }

    private void makeRoom() {
        if (size == values.length) {
            int end = values.length - head;
            @Nullable Object[] larger = Arrays.copyOfRange(values, head, head + 2 * values.length);
            System.arraycopy(values, 0, larger, end, head);
            values = larger;
            head = 0;
        }
    }
}
