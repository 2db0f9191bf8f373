package dev.weft.net;

import dev.weft.AsyncIterator;
import dev.weft.CheckReturnValue;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.abi.Frame;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket; the counterpart of the endpoints of {@code loop.create_datagram_endpoint}.
 *
 * <pre>{@code
 * class Knock {
 *     @Async
 *     static Coroutine<Void> program() throws IOException {
 *         try (DatagramEndpoint door = await(DatagramEndpoint.bind("127.0.0.1", 0));
 *                 DatagramEndpoint guest = await(DatagramEndpoint.bind("127.0.0.1", 0))) {
 *             await(guest.send("knock".getBytes(US_ASCII), door.localAddress()));
 *             Datagram knock = await(door.receive());
 *             System.out.println(new String(knock.data(), US_ASCII)); // knock
 *             System.out.println(knock.sender().equals(guest.localAddress())); // true
 *         }
 *         return completed();
 *     }
 *
 *     public static void main(String[] args) {
 *         run(() -> program());
 *     }
 * }
 * }</pre>
 *
 * <p>Datagrams that arrive while nobody receives are kept: 1,024, or a MiB of them. Beyond that the newest are dropped, and
 * {@link #dropped} counts them. Several tasks may receive; each datagram goes to one of them, in the order of their calls. A receive
 * that is cancelled takes none with it.
 *
 * <p>When the system reports that nobody listens at the peer of a connected endpoint, a receive throws a
 * {@link java.net.PortUnreachableException}, once, and the endpoint lives on. When {@code run} ends, or the loop is closed,
 * endpoints are closed. All methods are for the loop's thread.
 */
public final class DatagramEndpoint implements AutoCloseable {

    private final DatagramCore core; // constant after construction

    DatagramEndpoint(DatagramCore core) {
        this.core = core;
    }

    /**
     * Creates an endpoint with an address of this machine.
     *
     * @param host the name or the address; null for all addresses
     * @param port the port; 0 for any free one
     * @return a coroutine of the endpoint
     * @throws IOException thrown where the coroutine is awaited: {@link java.net.BindException} if the address is in use
     */
    @CheckReturnValue
    public static Coroutine<DatagramEndpoint> bind(@Nullable String host, int port) throws IOException {
        return Frame.made(new DatagramOpenFrame("bind", host, port));
    }

    /**
     * Creates an endpoint that sends to one peer, and receives from no other.
     *
     * @param host the name or the address of the peer
     * @param port the port of the peer, from 1 to 65535
     * @return a coroutine of the endpoint
     * @throws IOException thrown where the coroutine is awaited: {@link java.net.UnknownHostException} for a name without an
     *     address
     */
    @CheckReturnValue
    public static Coroutine<DatagramEndpoint> connect(String host, int port) throws IOException {
        return Frame.made(new DatagramOpenFrame("connect", host, port));
    }

    /**
     * Makes an endpoint of a channel, whose options and multicast groups are set. It belongs to the endpoint from then on.
     *
     * @param channel the channel, which is bound to a free port if it has none
     * @return the endpoint, of the running loop
     * @throws IOException if the channel is closed
     * @throws IllegalStateException if no loop is running, or one with a virtual clock
     */
    public static DatagramEndpoint of(DatagramChannel channel) throws IOException {
        Objects.requireNonNull(channel, "of: a channel was expected, got null");
        return new DatagramEndpoint(new DatagramCore(EventLoop.running(), channel));
    }

    /**
     * Receives a datagram.
     *
     * @return a coroutine of the datagram
     * @throws IOException thrown where the coroutine is awaited: a {@link java.net.SocketException} if the endpoint is closed
     *     and what had arrived before was received, a {@link java.net.PortUnreachableException} if nobody listens at the peer
     */
    @CheckReturnValue
    public Coroutine<Datagram> receive() throws IOException {
        return Frame.made(new DatagramFrame(core));
    }

    /**
     * Receives a datagram into a buffer. In the long run it allocates nothing.
     *
     * @param into the buffer. What does not fit into its room is lost
     * @return a coroutine of the sender
     * @throws IOException thrown where the coroutine is awaited, as with {@link #receive()}
     */
    @CheckReturnValue
    public Coroutine<SocketAddress> receive(ByteBuffer into) throws IOException {
        StreamReader.checkBuffer("receive", into);
        DatagramIntoFrame frame = core.spareReceive;
        if (frame == null) {
            return Frame.made(new DatagramIntoFrame(core, into));
        }
        core.spareReceive = null;
        frame.renew(into);
        return Frame.made(frame);
    }

    /**
     * Sends a datagram to the peer of a connected endpoint.
     *
     * @param data the bytes; also none
     * @return a coroutine that ends when the system has taken it
     * @throws IOException thrown where the coroutine is awaited, if the endpoint is closed or the datagram is too large
     */
    @CheckReturnValue
    public Coroutine<Void> send(byte[] data) throws IOException {
        return sending(wrapped(data), null);
    }

    /**
     * Sends a datagram.
     *
     * @param data the bytes; also none
     * @param to the receiver, whose address is resolved
     * @return a coroutine that ends when the system has taken it
     * @throws IOException thrown where the coroutine is awaited, if the endpoint is closed or the datagram is too large
     */
    @CheckReturnValue
    public Coroutine<Void> send(byte[] data, SocketAddress to) throws IOException {
        return send(wrapped(data), to);
    }

    private static ByteBuffer wrapped(byte[] data) {
        return ByteBuffer.wrap(Objects.requireNonNull(data, "send: bytes were expected, got null"));
    }

    /**
     * Sends what a buffer holds as a datagram. In the long run it allocates nothing.
     *
     * @param data the buffer, whose position is at its limit afterwards. It must not change until the coroutine has ended
     * @param to the receiver, whose address is resolved
     * @return a coroutine that ends when the system has taken it
     * @throws IOException thrown where the coroutine is awaited, if the endpoint is closed or the datagram is too large
     */
    @CheckReturnValue
    public Coroutine<Void> send(ByteBuffer data, SocketAddress to) throws IOException {
        Objects.requireNonNull(data, "send: a buffer was expected, got null");
        return sending(data, Objects.requireNonNull(to, "send: a receiver was expected, got null"));
    }

    private Coroutine<Void> sending(ByteBuffer data, @Nullable SocketAddress to) {
        DatagramSendFrame frame = core.spareSend;
        if (frame == null) {
            return Frame.made(new DatagramSendFrame(core, data, to));
        }
        core.spareSend = null;
        frame.renew(data, to);
        return Frame.made(frame);
    }

    /**
     * Returns the datagrams until this endpoint is closed. An iteration that is left early has taken none but those that it gave.
     *
     * @return an iterator, advanced by {@code await(datagrams.advance(), IOException.class)}
     */
    public AsyncIterator<Datagram> datagrams() {
        return new Datagrams(core);
    }

    /**
     * Counts the datagrams that were dropped because too many had arrived that nobody received.
     *
     * @return their number since this endpoint was created. What the system itself has dropped is not among them
     */
    public long dropped() {
        return core.queue.dropped();
    }

    /**
     * Returns the address of this endpoint.
     *
     * @return the address, also after the close
     */
    public SocketAddress localAddress() {
        return core.local();
    }

    /**
     * Returns the address of the peer.
     *
     * @return the address, also after the close; null if this endpoint is not connected
     */
    public @Nullable SocketAddress remoteAddress() {
        return core.remote();
    }

    /**
     * Sets an option of the socket.
     *
     * @param name the option
     * @param value its value
     * @param <T> the type of its value
     * @return this endpoint
     * @throws IOException if the endpoint is closed
     * @throws UnsupportedOperationException if there is no such option here
     */
    public <T> DatagramEndpoint setOption(SocketOption<T> name, T value) throws IOException {
        core.channel.setOption(name, value);
        return this;
    }

    /** Closes this endpoint at once. A no-op if it is closed. What has arrived can still be received. */
    @Override
    public void close() {
        core.checkThread("close");
        core.close();
    }

    /**
     * Tells whether this endpoint is closed.
     *
     * @return true after {@link #close}
     */
    public boolean isClosing() {
        return core.isClosed();
    }

    @Override
    public String toString() {
        return "DatagramEndpoint " + core;
    }
}
