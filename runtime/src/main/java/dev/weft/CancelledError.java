package dev.weft;

import dev.weft.internal.task.CancelSource;
import org.jspecify.annotations.Nullable;

/**
 * The error that is thrown in a cancelled task, at the await where it is suspended; the counterpart of
 * {@code asyncio.CancelledError}.
 *
 * <p>It is an {@link Error}, so that {@code catch (Exception e)} does not swallow it by accident. Code that catches it
 * should clean up and throw it again: a task that swallows it is not cancelled, and a timeout or a task group that
 * relies on it goes wrong. Where a future or a stage of the JDK's is involved, a
 * {@link java.util.concurrent.CancellationException} takes its place.
 *
 * <p>The message is the one that was given to {@code cancel}; as in asyncio, {@link #getMessage()} is null if there was
 * none. {@link #toString()}, and so each log, names the kind of source then: a timeout, a task group, the shutdown of the
 * loop, SIGINT, a call of {@code cancel()}. In debug mode that is the message, and the cause is the place that called
 * {@code cancel}, with the name of its task.
 */
public class CancelledError extends Error {
    private static final long serialVersionUID = 1;

    private final @Nullable String source; // constant after construction: what requested it

    /** Creates a cancellation without a message. */
    public CancelledError() {
        source = null;
    }

    /**
     * Creates a cancellation with the message that was given to {@code cancel}.
     *
     * @param message the reason, or null
     */
    public CancelledError(@Nullable String message) {
        super(CancelSource.message(message));
        source = CancelSource.words(message);
    }

    /** Returns the message; in place of none, what requested the cancellation. */
    @Override
    public @Nullable String getLocalizedMessage() {
        String message = getMessage();
        return message == null ? source : message;
    }
}
