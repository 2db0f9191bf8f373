package dev.weft.internal.loop;

import org.jspecify.annotations.Nullable;

/**
 * The owner of a {@link LoopCore}, which is told of failures that no awaiting code can receive.
 *
 * <p>An abstract class and not an interface: the event loop that users know is one, and they must not see this method.
 */
public abstract class LoopListener {

    /** For subclasses. */
    protected LoopListener() {}

    /**
     * Reports a failure.
     *
     * @param message what happened, and where
     * @param failure the exception; null if there is none
     */
    protected abstract void report(String message, @Nullable Throwable failure);
}
