package dev.weft.internal.generator;

import dev.weft.abi.Execution;
import org.jspecify.annotations.Nullable;

/** The way from other packages to what is protected in iterators, so that no program can take it. */
public final class Iterators {

    private Iterators() {}

    /** Advances an iterator: see {@link DirectIterator#advance(Execution, int)}. */
    public static @Nullable Object advance(DirectIterator<?> iterator, Execution x, int depth) throws Throwable {
        return iterator.advance(x, depth);
    }
}
