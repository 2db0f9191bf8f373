package dev.weft.internal.sync;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Values of which the least is next, and of equal ones the one that was added first: a binary heap, in which each value has
 * a number.
 *
 * <p>An order that throws leaves the heap as it was: a place is found first, and values are moved then.
 *
 * @param <T> the type of the values
 */
public final class Heap<T extends @Nullable Object> implements Store<T> {

    private static final int SMALLEST = 8;

    private final Comparator<? super T> order; // constant after construction
    private @Nullable Object[] values = new Object[SMALLEST]; // loop thread: the children of i are at 2i + 1 and 2i + 2
    private long[] numbers = new long[SMALLEST]; // loop thread: in the order of the additions
    private long next; // loop thread: the number of the next value
    private long first; // loop thread: the number of the latest value that was put back, 0 or less
    private int size; // loop thread

    /** Creates an empty heap. */
    public Heap(Comparator<? super T> order) {
        this.order = order;
    }

    @Override
    public void add(T value) {
        if (size == 0) {
            order.compare(value, value); // refuses at once what cannot be compared
        }
        add(value, next);
        next++;
    }

    @Override
    public void putBack(T value) {
        add(value, first - 1);
        first--;
    }

    private void add(T value, long number) {
        int place = size;
        while (place > 0 && precedes(value, number, (place - 1) / 2)) {
            place = (place - 1) / 2;
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        for (int i = size; i > place; i = (i - 1) / 2) {
            move((i - 1) / 2, i);
        }
        size++;
        set(place, value, number);
    }

    @Override
    public T remove() {
        int last = size - 1;
        T least = value(0);
        int place = placeFromTheTop(value(last), numbers[last], last);
        T displaced = value(last);
        long number = numbers[last];
        closeTheWay(place);
        set(place, displaced, number);
        values[last] = null;
        size = last;
        return least;
    }

    /** Finds the place of a value in the heap of the first {@code end} ones, whose top is free. */
    private int placeFromTheTop(T value, long number, int end) {
        int place = 0;
        for (int child = 1; child < end; child = 2 * place + 1) {
            if (child + 1 < end && precedes(value(child + 1), numbers[child + 1], child)) {
                child++;
            }
            if (!precedes(value(child), numbers[child], value, number)) {
                return place;
            }
            place = child;
        }
        return place;
    }

    /** Moves the values on the way from the top to a place up by one. */
    private void closeTheWay(int place) {
        if (place > 0) {
            closeTheWay((place - 1) / 2);
            move(place, (place - 1) / 2);
        }
    }

    private boolean precedes(T value, long number, int other) {
        return precedes(value, number, value(other), numbers[other]);
    }

    private boolean precedes(T value, long number, T other, long otherNumber) {
        int compared = order.compare(value, other);
        return compared < 0 || (compared == 0 && number < otherNumber);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // T may be a type that admits null
    private T value(int place) {
        return (T) values[place];
    }

    private void move(int from, int to) {
        values[to] = values[from];
        numbers[to] = numbers[from];
    }

    private void set(int place, T value, long number) {
        values[place] = value;
        numbers[place] = number;
    }

    @Override
    public int size() {
        return size;
    }
}
