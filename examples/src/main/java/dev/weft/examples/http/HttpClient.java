package dev.weft.examples.http;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.waitFor;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.net.IncompleteReadException;
import dev.weft.net.StreamWriter;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * An HTTP/1.1 client on streams. Connections are kept and used again. It belongs to one loop.
 *
 * <p>A request that fails on a used connection before a byte of the response has come is sent once more, on a new connection:
 * most likely the server has closed the old one while it was idle.
 */
public final class HttpClient implements AutoCloseable {
    private static final byte[] NOTHING = {};

    private final ConnectionPool pool; // constant after construction
    private final Duration timeout; // constant after construction
    private final long bodyBytes; // constant after construction

    /**
     * Creates a client.
     *
     * @param connections the most connections to one server
     * @param timeout the time from a request to the head of its response
     * @param bodyBytes the most bytes of a response's body
     */
    public HttpClient(int connections, Duration timeout, long bodyBytes) {
        this.pool = new ConnectionPool(connections);
        this.timeout = timeout;
        this.bodyBytes = bodyBytes;
    }

    /**
     * A response, which is closed when nothing more of it is wanted. After a body that is read to its end the connection is
     * used again, otherwise it is closed.
     *
     * @param status the status
     * @param headers the header fields
     * @param body the body
     * @param connection the connection that brings the body
     */
    public record Response(int status, Headers headers, Body body, ConnectionPool.Lease connection)
            implements AutoCloseable {
        @Override
        public void close() {
            connection.close();
        }
    }

    /**
     * Gets a page, and returns its body.
     *
     * @param address the address
     * @return a coroutine of the body
     * @throws IOException thrown where the coroutine is awaited, if the status is not 200, or the connection fails
     * @throws TimeoutException thrown where the coroutine is awaited, if the server is too slow
     */
    @Async
    public Coroutine<byte[]> get(URI address) throws IOException, TimeoutException {
        try (Response response = await(send("GET", address, new Headers(), NOTHING))) {
            if (response.status() != 200) {
                throw new IOException("HTTP " + response.status() + " from " + address);
            }
            return completed(await(response.body().readAll()));
        }
    }

    /**
     * Sends a request.
     *
     * @param method the method
     * @param address the address, of scheme {@code http}
     * @param headers header fields beside Host and Content-Length
     * @param body the body, which may be empty
     * @return a coroutine of the response, whose body has not been read
     * @throws IOException thrown where the coroutine is awaited, if the connection fails
     * @throws TimeoutException thrown where the coroutine is awaited, if the server is too slow
     */
    @Async
    public Coroutine<Response> send(String method, URI address, Headers headers, byte[] body)
            throws IOException, TimeoutException {
        byte[] request = request(method, address, headers, body);
        while (true) {
            ConnectionPool.Lease lease = await(waitFor(pool.lease(address), timeout), IOException.class);
            boolean done = false;
            try {
                Optional<Response> response =
                        await(waitFor(exchange(lease, method, request), timeout), IOException.class);
                if (response.isPresent()) {
                    done = true;
                    return completed(response.get());
                }
            } finally {
                if (!done) {
                    lease.close();
                }
            }
        }
    }

    private static byte[] request(String method, URI address, Headers headers, byte[] body) {
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        StringBuilder head = new StringBuilder();
        head.append(method).append(' ').append(path).append(query).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(address.getRawAuthority()).append("\r\n");
        headers.appendTo(head);
        if (body.length > 0 || method.equals("POST") || method.equals("PUT")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(ISO_8859_1);
        byte[] request = new byte[start.length + body.length];
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(body, 0, request, start.length, body.length);
        return request;
    }

    /** Returns a response; empty if the connection was used before, and has ended meanwhile. */
    @Async
    private Coroutine<Optional<Response>> exchange(ConnectionPool.Lease lease, String method, byte[] request)
            throws IOException {
        Head head;
        try {
            StreamWriter writer = lease.connection().writer();
            writer.write(request);
            await(writer.drain());
            head = await(ResponseRules.read(lease.connection().reader()));
        } catch (IncompleteReadException | SocketException e) {
            boolean nothingCame = !(e instanceof IncompleteReadException ended) || ended.partial().length == 0;
            if (lease.isUsed() && nothingCame) {
                return completed(Optional.empty());
            }
            throw e;
        }
        long length = ResponseRules.length(head, method);
        boolean keeps = ResponseRules.keeps(head, length);
        Body.Listener whenEnded = new Body.Listener() {
            @Override
            public void ended() {
                lease.giveBack(keeps);
            }
        };
        Body body = new Body(lease.connection().reader(), length, bodyBytes, whenEnded);
        if (body.isEnded()) {
            lease.giveBack(keeps);
        }
        return completed(Optional.of(new Response(ResponseRules.status(head), head.headers(), body, lease)));
    }

    /** Closes the connections that are idle. */
    @Override
    public void close() {
        pool.close();
    }
}
