package dev.weft;

import org.jspecify.annotations.Nullable;

/**
 * The error that is thrown in a cancelled task, at the await where it is suspended; the counterpart of
 * {@code asyncio.CancelledError}.
 *
 * <p>It is an {@link Error}, so that {@code catch (Exception e)} does not swallow it by accident. Code that catches it
 * should clean up and throw it again: a task that swallows it is not cancelled, and a timeout or a task group that
 * relies on it goes wrong. Where a future or a stage of the JDK's is involved, a
 * {@link java.util.concurrent.CancellationException} takes its place.
 */
public class CancelledError extends Error {
    private static final long serialVersionUID = 1;

    /** Creates a cancellation without a message. */
    public CancelledError() {}

    /**
     * Creates a cancellation with the message that was given to {@code cancel}.
     *
     * @param message the reason, or null
     */
    public CancelledError(@Nullable String message) {
        super(message);
    }
}
