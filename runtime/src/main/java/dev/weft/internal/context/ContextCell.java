package dev.weft.internal.context;

/** A context that several activities share: each sees the values that the others set. */
public abstract class ContextCell {

    Snapshot snapshot; // the thread that runs in the context

    /** Creates a context with initial values. */
    protected ContextCell(Snapshot snapshot) {
        this.snapshot = snapshot;
    }
}
