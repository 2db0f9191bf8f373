package dev.weft;

import dev.weft.internal.context.ContextCell;
import dev.weft.internal.context.CurrentContext;
import org.jspecify.annotations.Nullable;

/**
 * A set of values of {@link ContextVar}s in which code can run; the counterpart of {@code contextvars.Context} (PEP
 * 567).
 */
public final class Context extends ContextCell {

    Context(@Nullable Object context) {
        super(context);
    }

    /**
     * Copies the current context. Later changes of either do not show in the other.
     *
     * @return a new context with the current values
     */
    public static Context copyCurrent() {
        return new Context(CurrentContext.bridgedSnapshot());
    }

    /**
     * Copies this context with another value of one variable.
     *
     * @param variable the variable
     * @param value its value in the copy
     * @param <T> the type of the value
     * @return a new context
     */
    public <T extends @Nullable Object> Context with(ContextVar<T> variable, T value) {
        return new Context(values().with(variable, value));
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
