package dev.weft.internal.context;

/** A context that several activities share, so that each sees what the others set. */
public abstract class ContextCell {

    Snapshot snapshot; // the thread that runs in the context

    /** A context that begins with these values. */
    protected ContextCell(Snapshot snapshot) {
        this.snapshot = snapshot;
    }
}
