package dev.weft.examples.http;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.net.Connection;
import dev.weft.net.Server;
import dev.weft.net.ServerOptions;
import dev.weft.net.Streams;
import dev.weft.sync.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An HTTP/1.1 server: persistent connections, pipelining, bodies in chunks, limits, and a stop that loses no request. A task
 * serves each connection, so a handler may await whatever it likes.
 */
public final class HttpServer {
    private static final int BACKLOG = 1024;

    private final HttpHandler handler; // constant after construction
    private final HttpLimits limits; // constant after construction
    private final Set<HttpConnection> open = new LinkedHashSet<>(); // loop thread
    private final Event stop = new Event(); // loop thread
    private Server server; // loop thread: constant once started
    private boolean ending; // loop thread

    @SuppressWarnings("NullAway.Init") // start() sets the server
    HttpServer(HttpHandler handler, HttpLimits limits) {
        this.handler = handler;
        this.limits = limits;
    }

    /**
     * Starts a server.
     *
     * @param handler the program that answers
     * @param host the address on which it listens
     * @param port the port; 0 for any
     * @param limits the limits for its clients
     * @return a coroutine of the server
     * @throws IOException thrown where the coroutine is awaited, if it cannot listen there
     */
    @Async
    public static Coroutine<HttpServer> start(HttpHandler handler, String host, int port, HttpLimits limits)
            throws IOException {
        HttpServer server = new HttpServer(handler, limits);
        ServerOptions options = ServerOptions.defaults()
                .limit(limits.headBytes())
                .backlog(BACKLOG)
                .maxConnections(limits.connections());
        server.server = await(Streams.startServer(connection -> server.serve(connection), host, port, options));
        return completed(server);
    }

    /** Serves a connection. */
    @Async
    Coroutine<Void> serve(Connection connection) {
        HttpConnection next = new HttpConnection(this, handler, limits, connection);
        open.add(next);
        try {
            await(next.serve(), IOException.class);
        } catch (IOException gone) {
            connection.abort(); // the client is at fault, and nobody is left to be told
        } finally {
            open.remove(next);
        }
        return completed();
    }

    /**
     * Returns the port.
     *
     * @return the port on which it listens
     */
    public int port() {
        return server.port();
    }

    /**
     * Counts the connections.
     *
     * @return the number of those that are open
     */
    public int connections() {
        return server.connections();
    }

    /** Tells whether each response is to be the last of its connection. */
    boolean isEnding() {
        return ending;
    }

    /**
     * Stops: no more connections are accepted, requests that are here or come within the linger time are answered, and their
     * connections are closed.
     *
     * @param grace the time for the requests, after which their handlers are cancelled
     * @return a coroutine that ends when all connections are closed
     */
    @Async
    public Coroutine<Void> stop(Duration grace) {
        await(yieldNow()); // connections whose task has not begun are begun
        ending = true;
        List.copyOf(open).forEach(HttpConnection::end);
        await(server.shutdown(grace));
        return completed();
    }

    /**
     * Serves until the process receives SIGTERM or SIGINT, and then stops.
     *
     * @param grace the time for the requests that are under way then
     * @param first is told to end what would never end by itself, such as streams of events
     * @return a coroutine that ends when all connections are closed
     */
    @Async
    public Coroutine<Void> serveUntilSignal(Duration grace, Runnable first) {
        EventLoop loop = EventLoop.running();
        loop.addSignalHandler("SIGTERM", stop::set);
        loop.addSignalHandler("SIGINT", stop::set);
        await(stop.waitUntilSet());
        first.run();
        await(stop(grace));
        return completed();
    }
}
