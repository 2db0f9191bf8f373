package dev.weft.internal.sync;

import org.jspecify.annotations.Nullable;

/**
 * A node of a {@link Chain}, which carries its own links.
 *
 * @param <N> the type of the nodes
 */
public abstract class Link<N extends Link<N>> {

    @Nullable
    N before; // loop thread

    @Nullable
    N after; // loop thread

    /** Creates a node that is in no chain. */
    protected Link() {}
}
