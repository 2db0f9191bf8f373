package dev.weft.net;

import dev.weft.CheckReturnValue;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.abi.Frame;
import dev.weft.internal.net.LoopNetwork;
import dev.weft.internal.net.MemoryWire;
import dev.weft.internal.net.TlsWire;
import dev.weft.internal.net.Wire;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a peer: a reader and a writer over one socket. All methods are for the loop's thread.
 *
 * <pre>{@code
 * Connection.Pair pair = Connection.memoryPair();
 * pair.client().writer().write("hello\n".getBytes(US_ASCII));
 * byte[] line = await(pair.server().reader().readLine());
 * System.out.println(new String(line, US_ASCII).strip()); // hello
 * }</pre>
 */
public final class Connection implements AutoCloseable {

    private static final int LIMIT = 1 << 16;

    private final StreamCore core; // constant after construction
    private final StreamReader reader; // constant after construction
    private final StreamWriter writer; // constant after construction
    private final @Nullable Target target; // constant after construction: null if it was accepted

    private Connection(StreamCore core, @Nullable Target target) {
        this.core = core;
        this.target = target;
        reader = new StreamReader(core);
        writer = new StreamWriter(core);
    }

    /** Creates a connection over a wire, to a target or accepted, and starts it. */
    static Connection over(LoopNetwork network, Wire wire, @Nullable Target target, int limit) throws IOException {
        StreamCore core = new StreamCore(network, wire, limit);
        wire.start(core);
        return new Connection(core, target);
    }

    /**
     * Creates two connections that are joined, without a socket: for tests, on any clock. They belong to the running loop.
     * Bytes need a turn to the other side. In {@link #startTls} the server is the server, and the client needs a
     * {@code serverHostname}.
     *
     * @return the two sides
     * @throws IllegalStateException if no loop is running
     */
    public static Pair memoryPair() {
        LoopNetwork network = LoopNetwork.of(EventLoop.running());
        MemoryWire client = MemoryWire.pair(network);
        MemoryWire server = client.peer();
        StreamCore clientCore = new StreamCore(network, client, LIMIT);
        StreamCore serverCore = new StreamCore(network, server, LIMIT);
        client.start(clientCore);
        server.start(serverCore);
        return new Pair(new Connection(clientCore, Target.NAMELESS), new Connection(serverCore, null));
    }

    StreamCore core() {
        return core;
    }

    /**
     * Returns the reading side.
     *
     * @return the reader
     */
    public StreamReader reader() {
        return reader;
    }

    /**
     * Returns the writing side.
     *
     * @return the writer
     */
    public StreamWriter writer() {
        return writer;
    }

    /** Closes both sides, behind what was written: see {@link StreamWriter#close}. */
    @Override
    public void close() {
        writer.close();
    }

    /** Closes both sides at once: see {@link StreamWriter#abort}. */
    public void abort() {
        writer.abort();
    }

    /**
     * Tells whether the connection is closed or about to be.
     *
     * @return true after {@link #close}, {@link #abort} or a loss
     */
    public boolean isClosing() {
        return writer.isClosing();
    }

    /**
     * Waits until the connection is closed: see {@link StreamWriter#waitClosed}.
     *
     * @return a coroutine that ends when it is
     * @throws IOException thrown where the coroutine is awaited, if the connection was lost
     */
    @CheckReturnValue
    public Coroutine<Void> waitClosed() throws IOException {
        return Frame.made(new WaitClosedFrame(core, "Connection"));
    }

    /**
     * Returns the address of the peer.
     *
     * @return the address, also after the close
     */
    public SocketAddress remoteAddress() {
        return core.wire.remoteAddress();
    }

    /**
     * Returns the address of this side.
     *
     * @return the address, also after the close
     */
    public SocketAddress localAddress() {
        return core.wire.localAddress();
    }

    /**
     * Sets an option of the socket.
     *
     * @param name the option
     * @param value its value
     * @param <T> the type of its value
     * @return this connection
     * @throws IOException if the socket is closed
     * @throws UnsupportedOperationException if there is no such option here
     */
    public <T> Connection setOption(SocketOption<T> name, T value) throws IOException {
        core.wire.setOption(name, value);
        return this;
    }

    /**
     * Returns the value of an option of the socket.
     *
     * @param name the option
     * @param <T> the type of its value
     * @return its value
     * @throws IOException if the socket is closed
     * @throws UnsupportedOperationException if there is no such option here
     */
    public <T> @Nullable T getOption(SocketOption<T> name) throws IOException {
        return core.wire.getOption(name);
    }

    /**
     * Puts this connection under TLS, behind what was written to it so far. A connection that was accepted is the server, one
     * that was opened the client. What has come behind the bytes that were read so far belongs to the handshake. The reader and
     * the writer stay the same. If it fails or is cancelled, the connection is lost.
     *
     * @param tls the options
     * @return a coroutine that ends when the handshake has
     * @throws IOException thrown where the coroutine is awaited: {@link javax.net.ssl.SSLException} if the sides do not agree or
     *     do not trust each other, {@link java.net.SocketException} if the connection is lost
     */
    @CheckReturnValue
    public Coroutine<Void> startTls(TlsOptions tls) throws IOException {
        return Frame.made(new StartTlsFrame(core, tls, target));
    }

    /**
     * Returns the session of TLS, with the certificates and the cipher.
     *
     * @return the session; null without TLS
     */
    public @Nullable SSLSession sslSession() {
        return core.wire instanceof TlsWire tls ? tls.session() : null;
    }

    /**
     * Returns the protocol on which both sides have agreed by ALPN: see {@link TlsOptions#alpn}.
     *
     * @return the protocol; null if there is none
     */
    public @Nullable String applicationProtocol() {
        return core.wire instanceof TlsWire tls ? tls.applicationProtocol() : null;
    }

    @Override
    public String toString() {
        return "Connection " + core;
    }

    /**
     * Two connections that are joined.
     *
     * @param client one side
     * @param server the other side
     */
    public record Pair(Connection client, Connection server) {}
}
