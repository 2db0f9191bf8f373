package dev.weft.internal.context;

import org.jspecify.annotations.Nullable;

/**
 * A context that several activities share: each sees the values that the others set. An activity whose context has
 * bridged variables runs in one as well, which knows what the bridges have to restore.
 */
public abstract class ContextCell {

    Snapshot snapshot; // the thread that runs in the context
    private @Nullable Bridges bridges; // the thread that runs in the context: null until one is entered

    /**
     * Creates a context with initial values.
     *
     * @param context an {@code Activity.context}, in whose place the new one may be put
     */
    protected ContextCell(@Nullable Object context) {
        snapshot = Snapshot.of(context);
        bridges = context instanceof ContextCell cell ? cell.bridges : null;
    }

    /** Returns the values, with those that the running code has changed in the thread-locals. */
    final Snapshot current() {
        if (bridges != null) {
            snapshot = bridges.current(snapshot);
        }
        return snapshot;
    }

    /** Returns the values. */
    protected final Snapshot values() {
        return current();
    }

    /** Brings the values of bridged variables into the thread-locals; a no-op while they are there. */
    final void enter() {
        if (snapshot.isBridged() && !entered().areEntered()) {
            entered().enter(snapshot);
        }
    }

    /** Takes the values of bridged variables back, and restores the thread-locals. */
    final void exit() {
        if (bridges != null) {
            snapshot = bridges.current(snapshot);
            bridges.exit();
        }
    }

    /** Sets a bridged variable in this context, in which the calling code runs. */
    final void set(Variable variable, @Nullable Object value) {
        enter();
        snapshot = current().with(variable, value);
        entered().enter(variable, value);
    }

    /** Removes a bridged variable from this context, in which the calling code runs. */
    final void unset(Variable variable) {
        enter();
        snapshot = current().without(variable);
        entered().exit(variable);
    }

    private Bridges entered() {
        Bridges used = bridges;
        if (used == null) {
            used = new Bridges();
            bridges = used;
        }
        return used;
    }
}
