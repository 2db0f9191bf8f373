package dev.weft.net;

import dev.weft.Loops;
import dev.weft.internal.net.SocketSettings;
import java.net.SocketOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The options of a server: immutable, built by chaining. */
public final class ServerOptions {

    private static final boolean IS_WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

    private static final ServerOptions DEFAULTS =
            new ServerOptions(1 << 16, 100, Integer.MAX_VALUE, !IS_WINDOWS, false, SocketSettings.NONE, null, null);

    final int limit; // constant after construction
    final int backlog; // constant after construction
    final int maxConnections; // constant after construction
    final boolean reuseAddress; // constant after construction
    final boolean reusePort; // constant after construction
    final SocketSettings settings; // constant after construction
    final @Nullable TlsOptions tls; // constant after construction

    final @Nullable Loops loops; // constant after construction: null for the loop that starts the server

    private ServerOptions(
            int limit,
            int backlog,
            int maxConnections,
            boolean reuseAddress,
            boolean reusePort,
            SocketSettings settings,
            @Nullable TlsOptions tls,
            @Nullable Loops loops) {
        this.limit = limit;
        this.backlog = backlog;
        this.maxConnections = maxConnections;
        this.reuseAddress = reuseAddress;
        this.reusePort = reusePort;
        this.settings = settings;
        this.tls = tls;
        this.loops = loops;
    }

    /**
     * Returns the usual options: a limit of 64 KiB, a backlog of 100, any number of connections, TCP_NODELAY.
     *
     * @return the options
     */
    public static ServerOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Sets the limit of each connection's reader: the longest line, and half of what is buffered at most.
     *
     * @param bytes the limit, 1 or more
     * @return new options
     */
    public ServerOptions limit(int bytes) {
        return new ServerOptions(
                ConnectOptions.checkLimit(bytes),
                backlog,
                maxConnections,
                reuseAddress,
                reusePort,
                settings,
                tls,
                loops);
    }

    /**
     * Sets the number of connections that the system keeps for the server until it accepts them.
     *
     * @param connections the number, 1 or more
     * @return new options
     */
    public ServerOptions backlog(int connections) {
        return new ServerOptions(
                limit,
                checkPositive("backlog", connections),
                maxConnections,
                reuseAddress,
                reusePort,
                settings,
                tls,
                loops);
    }

    /**
     * Sets the number of connections that are open at the same time. Further clients wait in the backlog until one closes.
     *
     * @param open the number, 1 or more
     * @return new options
     */
    public ServerOptions maxConnections(int open) {
        return new ServerOptions(
                limit, backlog, checkPositive("maxConnections", open), reuseAddress, reusePort, settings, tls, loops);
    }

    private static int checkPositive(String option, int number) {
        if (number < 1) {
            throw new IllegalArgumentException(
                    option + "(" + number + "): a number of connections, 1 or more, was expected");
        }
        return number;
    }

    /**
     * Sets whether the address can be bound although connections of an earlier server linger.
     *
     * @param on true unless told otherwise, but on Windows
     * @return new options
     */
    public ServerOptions reuseAddress(boolean on) {
        return new ServerOptions(limit, backlog, maxConnections, on, reusePort, settings, tls, loops);
    }

    /**
     * Sets whether several servers may listen on one port, among which the system distributes the clients.
     *
     * @param on false unless told otherwise
     * @return new options
     */
    public ServerOptions reusePort(boolean on) {
        return new ServerOptions(limit, backlog, maxConnections, reuseAddress, on, settings, tls, loops);
    }

    /**
     * Sets an option of each connection's socket. TCP_NODELAY is on without a word, as in asyncio.
     *
     * @param name the option
     * @param value its value
     * @param <T> the type of its value
     * @return new options
     */
    public <T> ServerOptions option(SocketOption<T> name, T value) {
        return new ServerOptions(
                limit, backlog, maxConnections, reuseAddress, reusePort, settings.with(name, value), tls, loops);
    }

    /**
     * Sets that each connection is under TLS from its first byte. The handler is called after the handshake. A client with which
     * it fails is dropped without a report, as in asyncio.
     *
     * @param newTls the options of TLS
     * @return new options
     */
    public ServerOptions tls(TlsOptions newTls) {
        return new ServerOptions(
                limit,
                backlog,
                maxConnections,
                reuseAddress,
                reusePort,
                settings,
                Objects.requireNonNull(newTls, "tls: options were expected, got null"),
                loops);
    }

    /**
     * Serves the connections on other loops than the one that starts the server; each stays on its loop. The handler is called there,
     * in a task that {@code close} and {@code shutdown} of these loops cancel.
     *
     * <p>On Linux each loop has listening sockets of its own, with SO_REUSEPORT, among which the system distributes the clients by their
     * addresses. Elsewhere, with {@link #maxConnections}, and for a channel that is bound already or a path, one socket accepts, and each
     * connection goes to the loop with the fewest.
     *
     * @param newLoops the loops, which stay the caller's to close
     * @return new options
     */
    public ServerOptions loops(Loops newLoops) {
        return new ServerOptions(
                limit,
                backlog,
                maxConnections,
                reuseAddress,
                reusePort,
                settings,
                tls,
                Objects.requireNonNull(newLoops, "loops: loops were expected, got null"));
    }
}
