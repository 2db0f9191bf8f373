package dev.weft.sync;

import dev.weft.AsyncIterator;
import dev.weft.CheckReturnValue;
import dev.weft.Coroutine;
import org.jspecify.annotations.Nullable;

/**
 * The end of a {@link Channel} from which values are received.
 *
 * @param <T> the type of the values
 */
public sealed interface ReceiveChannel<T> permits Channel {

    /**
     * Receives the next value; if there is none, it waits in line.
     *
     * <p>A task that is cancelled after it was given a value, and before it has run, puts it back: the next one in line gets
     * it, before all values that were sent later.
     *
     * @return a coroutine of the value. Awaiting it throws a {@link ChannelClosedException} when the channel is closed and
     *     empty
     */
    @CheckReturnValue
    Coroutine<T> receive();

    /**
     * Receives the next value, or null at the end: {@code for (T next; (next = await(channel.receiveOrNull())) != null;)}.
     *
     * @return a coroutine of the value, or of null when the channel is closed without a cause and empty. Awaiting it throws
     *     a {@link ChannelClosedException} when the channel was closed with a cause
     */
    @CheckReturnValue
    Coroutine<@Nullable T> receiveOrNull();

    /**
     * Returns an iterator over the values of the channel. It receives each one as {@link #receive()} does, and is at its end
     * when the channel is closed and empty. If it was closed with a cause, the last {@code advance} throws a
     * {@link ChannelClosedException}.
     *
     * <pre>{@code
     * Channel<String> letters = Channel.bounded(2);
     * letters.trySend("hello");
     * letters.trySend("goodbye");
     * letters.close();
     * AsyncIterator<String> it = letters.values();
     * while (await(it.advance())) {
     *     System.out.println(it.current()); // hello, then goodbye
     * }
     * }</pre>
     *
     * @return a new iterator for one task; there may be several, which share the values. It need not be closed
     */
    AsyncIterator<T> values();

    /**
     * Receives the next value if there is one.
     *
     * @return the value, or null if receiving would have to wait
     * @throws ChannelClosedException if the channel is closed and empty
     */
    @Nullable
    T tryReceive();

    /** Cancels the receiving end without a cause. See {@link #cancel(Throwable)}. */
    default void cancel() {
        cancel(null);
    }

    /**
     * Closes the channel because nothing will be received any more. Values that are in it can reach nobody: those that are
     * {@link AutoCloseable} are closed. Tasks that wait to send, and those that wait to receive, get a
     * {@link ChannelClosedException}.
     *
     * @param cause the cause of these exceptions, or null
     */
    void cancel(@Nullable Throwable cause);

    /**
     * Tells whether the channel takes no new values. There may be some left.
     *
     * @return true after {@code close} or {@code cancel}
     */
    boolean isClosed();
}
