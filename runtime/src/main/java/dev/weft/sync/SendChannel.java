package dev.weft.sync;

import dev.weft.CheckReturnValue;
import dev.weft.Coroutine;
import org.jspecify.annotations.Nullable;

/**
 * The end of a {@link Channel} into which values are sent.
 *
 * @param <T> the type of the values
 */
public sealed interface SendChannel<T> permits Channel {

    /**
     * Sends a value. Where it neither fits in nor meets a task that receives, it waits in line.
     *
     * <p>The value has been sent when a receiver or the channel has accepted it. A task that is cancelled after that has sent
     * it nevertheless; one that is cancelled before has not.
     *
     * @param value the value, not null
     * @return a coroutine without a value. Awaiting it throws a {@link ChannelClosedException} if the channel was closed
     *     before, or its receiving end meanwhile
     */
    @CheckReturnValue
    Coroutine<Void> send(T value);

    /**
     * Sends a value if that needs no waiting.
     *
     * @param value the value, not null
     * @return false if it would have had to wait
     * @throws ChannelClosedException if the channel is closed
     */
    boolean trySend(T value);

    /** Closes the channel without a cause. See {@link #close(Throwable)}. */
    default void close() {
        close(null);
    }

    /**
     * Closes the channel for new values. Those that were sent before, and those that wait to be sent, are still received;
     * whoever receives after them gets a {@link ChannelClosedException}. A no-op on a closed channel.
     *
     * @param cause the cause of these exceptions, or null
     */
    void close(@Nullable Throwable cause);

    /**
     * Tells whether the channel takes no new values.
     *
     * @return true after {@code close} or {@code cancel}
     */
    boolean isClosed();
}
