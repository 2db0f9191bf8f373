package dev.weft.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A local HTTP server that answers after 100 ms, except for one path that fails and one that it never answers. */
final class SlowServer implements AutoCloseable {
    static final String BROKEN = "/item/13";
    static final String SILENT = "/item/77";

    private static final int BACKLOG = 256; // all requests may arrive at the same moment
    private static final Executor LATER = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);

    private final HttpServer server; // constant after construction

    private SlowServer(HttpServer server) {
        this.server = server;
    }

    static SlowServer start() {
        try {
            InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            SlowServer slow = new SlowServer(HttpServer.create(anyPort, BACKLOG));
            slow.server.createContext("/", slow::receive);
            slow.server.start();
            return slow;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the local server", e);
        }
    }

    URI address() {
        InetSocketAddress bound = server.getAddress();
        return URI.create("http://" + bound.getAddress().getHostAddress() + ":" + bound.getPort());
    }

    private void receive(HttpExchange exchange) {
        if (!exchange.getRequestURI().getPath().equals(SILENT)) {
            LATER.execute(() -> answer(exchange));
        }
    }

    private static void answer(HttpExchange exchange) {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = ("you asked for " + path).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(path.equals(BROKEN) ? 500 : 200, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot answer " + exchange.getRequestURI(), e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
