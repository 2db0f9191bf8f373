package dev.weft;

import org.jspecify.annotations.Nullable;

/**
 * Thrown inside a task that was asked to cancel, at the place where it was suspended.
 *
 * <p>It is an {@link Error} so that {@code catch (Exception e)} cannot swallow it by accident. Catch it only to clean
 * up, and throw it on. At the border to the JDK it becomes a {@link java.util.concurrent.CancellationException}.
 */
public class CancelledError extends Error {
    private static final long serialVersionUID = 1;

    /** A cancellation without a message. */
    public CancelledError() {}

    /**
     * A cancellation with the message that was given to {@code cancel}.
     *
     * @param message why, or null
     */
    public CancelledError(@Nullable String message) {
        super(message);
    }
}
