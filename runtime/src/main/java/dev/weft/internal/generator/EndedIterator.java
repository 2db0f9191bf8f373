package dev.weft.internal.generator;

import dev.weft.AsyncIterator;
import dev.weft.abi.Execution;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** An iterator without values, which is what a generator returns at its end. */
public final class EndedIterator extends DirectIterator<Object> {

    private static final EndedIterator INSTANCE = new EndedIterator();

    private EndedIterator() {}

    /** Returns the only instance, which is an iterator of any type: it has no value. */
    @SuppressWarnings("unchecked")
    public static <T extends @Nullable Object> AsyncIterator<T> of() {
        return (AsyncIterator<T>) INSTANCE;
    }

    @Override
    protected Object advance(Execution x, int depth) {
        return false;
    }

    @Override
    public Object current() {
        throw new NoSuchElementException("this iterator is at its end: advance() returned false");
    }
}
