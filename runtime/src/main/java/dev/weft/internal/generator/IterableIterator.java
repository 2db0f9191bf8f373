package dev.weft.internal.generator;

import dev.weft.abi.Execution;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous iterator over an {@link Iterable}, which never suspends.
 *
 * @param <T> the type of the values
 */
public final class IterableIterator<T extends @Nullable Object> extends DirectIterator<T> {

    private @Nullable Iterable<? extends T> source; // the thread that runs the chain: null once it was asked
    private @Nullable Iterator<? extends T> values; // the thread that runs the chain: null before and after
    private @Nullable Object current; // the thread that runs the chain
    private boolean hasCurrent; // the thread that runs the chain

    /** Creates an iterator that has not asked its source for anything. */
    public IterableIterator(Iterable<? extends T> source) {
        this.source = source;
    }

    @Override
    protected Object advance(Execution x, int depth) {
        Iterator<? extends T> from = values;
        if (from == null && source != null) {
            from = source.iterator();
            source = null;
            values = from;
        }
        hasCurrent = from != null && from.hasNext();
        if (from == null || !hasCurrent) {
            closeNow();
            return false;
        }
        current = from.next();
        return true;
    }

    @Override
    protected void closeNow() {
        source = null;
        values = null;
        current = null;
        hasCurrent = false;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // null only if the source gave null
    public T current() {
        if (!hasCurrent) {
            throw new NoSuchElementException(
                    "there is no value before the first await(advance()), at the end, and after close()");
        }
        return (T) current;
    }
}
