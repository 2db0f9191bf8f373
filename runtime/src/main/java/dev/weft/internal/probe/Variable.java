package dev.weft.internal.probe;

import org.jspecify.annotations.Nullable;

/**
 * A variable: a part of an object, which is told apart from others by identity.
 *
 * @param owner the object, the array or the collection; for a static field, its name
 * @param part the name of a field, the index of an element, the key of an entry, or a {@link Whole}
 */
record Variable(Object owner, Object part) {

    /** The parts of a collection that are more than one entry. */
    enum Whole {
        /** Everything in it: each write of any entry writes it. */
        CONTENT,
        /** Each entry: what clears or sorts the collection writes them all. */
        EACH
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Variable that && owner == that.owner && part.equals(that.part);
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(owner) + part.hashCode();
    }
}
