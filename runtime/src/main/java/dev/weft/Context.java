package dev.weft;

import dev.weft.internal.context.ContextCell;
import dev.weft.internal.context.CurrentContext;
import dev.weft.internal.context.Snapshot;

/** A set of values of context variables, in which code can run. */
public final class Context extends ContextCell {

    Context(Snapshot snapshot) {
        super(snapshot);
    }

    /**
     * Copies the current context: later changes to either do not show in the other.
     *
     * @return a new context
     */
    public static Context copyCurrent() {
        return new Context(CurrentContext.snapshot());
    }

    /**
     * Runs an action in this context, which keeps what the action sets.
     *
     * @param action what to run
     */
    public void run(Runnable action) {
        Object outer = CurrentContext.exchange(this);
        try {
            action.run();
        } finally {
            CurrentContext.enter(outer);
        }
    }
}
