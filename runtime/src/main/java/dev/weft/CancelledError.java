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
 * loop, SIGINT, a call of {@code cancel()}.
 *
 * <p>In debug mode the cause says who requested the cancellation: the task, callback or thread that called {@code cancel},
 * with the trace of that call; or the timeout or task group, with the task that runs its block, and the places at which that
 * is suspended. The cause of a group's request is the failure because of which it ends. All errors that come of one request
 * share it, also those of futures, and of tasks that never began. An error that the program has created is left as it is, and
 * that of a stage has the cause that the stage gives it. Where a timeout, a task group, a stall or the shutdown of the loop has
 * asked, the source is the message as well, in debug mode only.
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
