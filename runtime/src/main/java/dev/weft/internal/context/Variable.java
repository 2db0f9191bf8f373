package dev.weft.internal.context;

import dev.weft.ThreadBridge;
import org.jspecify.annotations.Nullable;

/** The machinery of a {@link dev.weft.ContextVar}: its bridge to a thread-local, if it has one. */
public abstract class Variable {

    final @Nullable ThreadBridge<@Nullable Object, @Nullable Object> bridge; // constant after construction

    /** Creates a variable; the bridge is null for most. */
    @SuppressWarnings("unchecked") // it is given only what it returned, and the values of this variable
    protected Variable(@Nullable ThreadBridge<?, ?> bridge) {
        this.bridge = (ThreadBridge<@Nullable Object, @Nullable Object>) bridge;
    }

    /** Tells whether the value of this variable is also in a thread-local. */
    protected final boolean isBridged() {
        return bridge != null;
    }
}
