package dev.weft;

import dev.weft.internal.context.ContextCell;
import dev.weft.internal.context.CurrentContext;
import dev.weft.internal.context.Snapshot;

/**
 * A set of values of {@link ContextVar}s in which code can run; the counterpart of {@code contextvars.Context} (PEP
 * 567).
 */
public final class Context extends ContextCell {

    Context(Snapshot snapshot) {
        super(snapshot);
    }

    /**
     * Copies the current context. Later changes of either do not show in the other.
     *
     * @return a new context with the current values
     */
    public static Context copyCurrent() {
        return new Context(CurrentContext.snapshot());
    }

    /**
     * Runs an action in this context. What the action sets stays in this context and does not show outside.
     *
     * @param action the action, which runs on the calling thread before this call returns
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
