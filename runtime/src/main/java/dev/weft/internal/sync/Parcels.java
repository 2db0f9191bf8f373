package dev.weft.internal.sync;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The values that are in a channel. Those that came back from cancelled receivers are before all others: they were
 * given away when nothing else was there.
 *
 * @param <T> the type of the values
 */
public final class Parcels<T> {

    private final Ring<T> values = new Ring<>(); // loop thread
    private @Nullable PriorityQueue<Returned<T>> returned; // loop thread: null while none has ever come back
    private long number; // loop thread: of the latest value that was given away
    private long first; // loop thread: the lowest number

    /** Creates an empty store. */
    public Parcels() {}

    private record Returned<T>(T value, long number) implements Comparable<Returned<T>> {
        @Override
        public int compareTo(Returned<T> other) {
            return Long.compare(number, other.number);
        }
    }

    /** Returns a number for a value that is given away, by which it finds its place if it comes back. */
    public long nextNumber() {
        return ++number;
    }

    /** Returns a number for a value that comes back and is to be before all others. */
    public long firstNumber() {
        return --first;
    }

    /** Adds a value behind all others. */
    public void add(T value) {
        values.add(value);
    }

    /** Adds a value that was given away, in its old place. */
    public void putBack(T value, long itsNumber) {
        if (returned == null) {
            returned = new PriorityQueue<>();
        }
        returned.add(new Returned<>(value, itsNumber));
    }

    /** Removes the next value; only if there is one. */
    public T remove() {
        Returned<T> first = returned == null ? null : returned.poll();
        return first == null ? values.remove() : first.value();
    }

    /** Returns the number of values. */
    public int size() {
        return returned == null ? values.size() : values.size() + returned.size();
    }
}
