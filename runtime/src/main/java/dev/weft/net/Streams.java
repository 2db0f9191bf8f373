package dev.weft.net;

import dev.weft.CheckReturnValue;
import dev.weft.Coroutine;
import dev.weft.abi.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Connections and servers; the counterpart of the functions of {@code asyncio}'s streams.
 *
 * <pre>{@code
 * class Echo {
 *     @Async
 *     static Coroutine<Void> echo(Connection connection) throws IOException {
 *         byte[] line = await(connection.reader().readLine());
 *         connection.writer().write(line);
 *         return connection.writer().drain();
 *     }
 *
 *     @Async
 *     static Coroutine<Void> program() throws IOException {
 *         Server server = await(Streams.startServer(connection -> echo(connection), "127.0.0.1", 0));
 *         Connection connection = await(Streams.openConnection("127.0.0.1", server.port()));
 *         connection.writer().write("hello\n".getBytes(US_ASCII));
 *         byte[] line = await(connection.reader().readLine());
 *         System.out.println(new String(line, US_ASCII).strip()); // hello
 *         connection.close();
 *         server.close();
 *         return server.waitClosed();
 *     }
 *
 *     public static void main(String[] args) {
 *         run(() -> program());
 *     }
 * }
 * }</pre>
 */
public final class Streams {

    private Streams() {}

    /**
     * Connects to a host, with the usual options.
     *
     * @param host the name or the address
     * @param port the port, from 1 to 65535
     * @return a coroutine of the connection
     * @throws IOException thrown where the coroutine is awaited: {@link java.net.UnknownHostException} for a name without an
     *     address, {@link java.net.ConnectException} if nobody listens there
     */
    @CheckReturnValue
    public static Coroutine<Connection> openConnection(String host, int port) throws IOException {
        return openConnection(host, port, ConnectOptions.defaults());
    }

    /**
     * Connects to a host. All its addresses are tried; if all fail, the failure of the first is thrown, and the others are
     * suppressed in it.
     *
     * @param host the name or the address
     * @param port the port, from 1 to 65535
     * @param options the options
     * @return a coroutine of the connection
     * @throws IOException thrown where the coroutine is awaited, as with {@link #openConnection(String, int)};
     *     {@link java.net.SocketTimeoutException} after the timeout of the options
     */
    @CheckReturnValue
    public static Coroutine<Connection> openConnection(String host, int port, ConnectOptions options)
            throws IOException {
        return Frame.made(new OpenFrame(host, port, checked(options)));
    }

    /**
     * Makes a connection of a channel that is connected already, and belongs to the connection from then on.
     *
     * @param connected the channel
     * @param options the options
     * @return a coroutine of the connection
     * @throws IOException thrown where the coroutine is awaited, if the channel is closed
     */
    @CheckReturnValue
    public static Coroutine<Connection> openConnection(SocketChannel connected, ConnectOptions options)
            throws IOException {
        return Frame.made(new AdoptFrame(Objects.requireNonNull(connected, "connected"), checked(options)));
    }

    /**
     * Connects to a Unix domain socket, with the usual options.
     *
     * @param path the path of the socket file
     * @return a coroutine of the connection
     * @throws IOException thrown where the coroutine is awaited: {@link java.net.SocketException} if there is no such file,
     *     {@link java.net.ConnectException} if nobody listens there
     */
    @CheckReturnValue
    public static Coroutine<Connection> openUnixConnection(Path path) throws IOException {
        return openUnixConnection(path, ConnectOptions.defaults());
    }

    /**
     * Connects to a Unix domain socket.
     *
     * @param path the path of the socket file
     * @param options the options
     * @return a coroutine of the connection
     * @throws IOException thrown where the coroutine is awaited, as with {@link #openUnixConnection(Path)}
     */
    @CheckReturnValue
    public static Coroutine<Connection> openUnixConnection(Path path, ConnectOptions options) throws IOException {
        Objects.requireNonNull(path, "openUnixConnection: a path was expected, got null");
        return Frame.made(new OpenFrame("openUnixConnection", UnixDomainSocketAddress.of(path), checked(options)));
    }

    /**
     * Starts a server, with the usual options.
     *
     * @param handler the code that serves a connection
     * @param host the name or the address of this machine on which to listen; null for all addresses
     * @param port the port; 0 for any free one
     * @return a coroutine of the server
     * @throws IOException thrown where the coroutine is awaited: {@link java.net.BindException} if the address is in use
     */
    @CheckReturnValue
    public static Coroutine<Server> startServer(ConnectionHandler handler, @Nullable String host, int port)
            throws IOException {
        return startServer(handler, host, port, ServerOptions.defaults());
    }

    /**
     * Starts a server. It listens on all addresses of the host.
     *
     * @param handler the code that serves a connection
     * @param host the name or the address of this machine on which to listen; null for all addresses
     * @param port the port; 0 for any free one
     * @param options the options
     * @return a coroutine of the server
     * @throws IOException thrown where the coroutine is awaited: {@link java.net.BindException} if the address is in use
     */
    @CheckReturnValue
    public static Coroutine<Server> startServer(
            ConnectionHandler handler, @Nullable String host, int port, ServerOptions options) throws IOException {
        return Frame.made(new StartServerFrame(handler, host, port, options));
    }

    /**
     * Starts a server on a channel that is bound already, and belongs to the server from then on.
     *
     * @param handler the code that serves a connection
     * @param bound the channel
     * @param options the options
     * @return a coroutine of the server
     * @throws IOException thrown where the coroutine is awaited, if the channel is closed or not bound
     */
    @CheckReturnValue
    public static Coroutine<Server> startServer(
            ConnectionHandler handler, ServerSocketChannel bound, ServerOptions options) throws IOException {
        Objects.requireNonNull(bound, "bound");
        return starting("startServer", handler, options, server -> server.listen(bound));
    }

    /**
     * Starts a server on a Unix domain socket, with the usual options.
     *
     * @param handler the code that serves a connection
     * @param path the path of the socket file. One that an earlier server has left is removed
     * @return a coroutine of the server, which deletes the file when it closes, if it is still its own
     * @throws IOException thrown where the coroutine is awaited, if the path cannot be bound
     */
    @CheckReturnValue
    public static Coroutine<Server> startUnixServer(ConnectionHandler handler, Path path) throws IOException {
        return startUnixServer(handler, path, ServerOptions.defaults());
    }

    /**
     * Starts a server on a Unix domain socket.
     *
     * @param handler the code that serves a connection
     * @param path the path of the socket file. One that an earlier server has left is removed
     * @param options the options
     * @return a coroutine of the server, which deletes the file when it closes, if it is still its own
     * @throws IOException thrown where the coroutine is awaited, if the path cannot be bound
     */
    @CheckReturnValue
    public static Coroutine<Server> startUnixServer(ConnectionHandler handler, Path path, ServerOptions options)
            throws IOException {
        Objects.requireNonNull(path, "startUnixServer: a path was expected, got null");
        return starting("startUnixServer", handler, options, server -> server.bind(path));
    }

    private static Coroutine<Server> starting(
            String method, ConnectionHandler handler, ServerOptions options, ListenFrame.Binding binding) {
        Objects.requireNonNull(options, "options");
        return Frame.made(
                options.loops == null
                        ? new ListenFrame(method, handler, options, binding)
                        : new StartGroupFrame(method, handler, options, options.loops, null, binding));
    }

    /**
     * Looks up the addresses of a host, off the loop; the counterpart of {@code loop.getaddrinfo}.
     *
     * @param host the name or the address
     * @param port the port of the addresses, from 0 to 65535
     * @return a coroutine of the addresses
     * @throws IOException thrown where the coroutine is awaited: {@link java.net.UnknownHostException} if there is none
     */
    @CheckReturnValue
    public static Coroutine<List<InetSocketAddress>> getAddressInfo(String host, int port) throws IOException {
        return Frame.made(new AddressFrame(host, port));
    }

    /**
     * Makes a reader of a blocking stream: {@code System.in}, a FIFO, the input of a device; the counterpart of
     * {@code loop.connect_read_pipe}. The stream is read on a daemon thread, and only while a read of the reader waits: then as
     * much as is there, but at most 64 KiB. A stream without data does not hold up the end of {@code run}.
     *
     * <p>Connect a stream once and keep the reader, which holds what was read and not yet asked for. The stream is not closed.
     * If a loop ends while the thread is in a read, the bytes of that read go to the reader that the next loop makes of the
     * same stream.
     *
     * @param in the stream
     * @return the reader, of the running loop
     * @throws IllegalStateException if no loop is running, or one with a virtual clock
     */
    public static StreamReader connectReadPipe(InputStream in) {
        return PipeStreams.reader(in);
    }

    /**
     * Makes a writer of a blocking stream; the counterpart of {@code loop.connect_write_pipe}. It is written and flushed on a
     * daemon thread. {@link StreamWriter#close} closes the stream behind what was written; the end of the loop does not, and
     * drops what the stream has not taken.
     *
     * @param out the stream
     * @return the writer, of the running loop
     * @throws IllegalStateException if no loop is running, or one with a virtual clock
     */
    public static StreamWriter connectWritePipe(OutputStream out) {
        return PipeStreams.writer(out);
    }

    private static ConnectOptions checked(ConnectOptions options) {
        return Objects.requireNonNull(options, "options");
    }
}
