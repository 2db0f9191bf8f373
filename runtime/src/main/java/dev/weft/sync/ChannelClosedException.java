package dev.weft.sync;

import org.jspecify.annotations.Nullable;

/** The exception of a send or receive on a {@link Channel} that is closed. Its cause is that of the closing. */
public class ChannelClosedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Creates an exception.
     *
     * @param message the channel
     * @param cause the cause with which it was closed, or null
     */
    public ChannelClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
