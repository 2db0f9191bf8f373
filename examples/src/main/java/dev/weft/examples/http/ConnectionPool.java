package dev.weft.examples.http;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.net.Connection;
import dev.weft.net.Streams;
import dev.weft.sync.Semaphore;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connections of a client, of which those that are idle are kept for the next request to the same server. */
public final class ConnectionPool {
    private final int perServer; // constant after construction
    private final Map<String, Line> lines = new HashMap<>(); // loop thread: by host and port
    private boolean closed; // loop thread

    ConnectionPool(int perServer) {
        this.perServer = perServer;
    }

    /** The connections to one server. */
    private static final class Line {
        final Deque<Connection> idle = new ArrayDeque<>(); // loop thread: the one used last in front
        final Semaphore free; // loop thread

        Line(int connections) {
            free = new Semaphore(connections);
        }

        /** Takes a connection whose server has not closed it, or null. */
        @Nullable
        Connection take() {
            for (Connection next; (next = idle.poll()) != null; next.abort()) {
                if (!next.isClosing() && !next.reader().atEof() && next.reader().buffered() == 0) {
                    return next;
                }
            }
            return null;
        }
    }

    /** A connection in the hands of one request. */
    public final class Lease {
        private final Line line; // constant after construction
        private final Connection connection; // constant after construction
        private final boolean used; // constant after construction
        private boolean over; // loop thread

        private Lease(Line line, Connection connection, boolean used) {
            this.line = line;
            this.connection = connection;
            this.used = used;
        }

        Connection connection() {
            return connection;
        }

        /** Tells whether it has served an earlier request. */
        boolean isUsed() {
            return used;
        }

        /** Ends the request. */
        void giveBack(boolean keeps) {
            if (over) {
                return;
            }
            over = true;
            if (keeps && !closed) {
                line.idle.push(connection);
            } else {
                connection.close();
            }
            line.free.release();
        }

        /** Ends the request if it has not ended: what is left of the response is lost. */
        void close() {
            if (!over) {
                connection.abort();
                giveBack(false);
            }
        }
    }

    /** Takes a connection to the server of an address: an idle one, or else a new one. */
    @Async
    Coroutine<Lease> lease(URI address) throws IOException {
        int port = address.getPort() < 0 ? 80 : address.getPort();
        Line line = lines.computeIfAbsent(address.getHost() + ":" + port, key -> new Line(perServer));
        await(line.free.acquire());
        boolean done = false;
        try {
            Connection connection = line.take();
            boolean used = connection != null;
            if (connection == null) {
                connection = await(Streams.openConnection(address.getHost(), port));
            }
            done = true;
            return completed(new Lease(line, connection, used));
        } finally {
            if (!done) {
                line.free.release();
            }
        }
    }

    /** Counts the idle connections. */
    int idle() {
        return lines.values().stream().mapToInt(line -> line.idle.size()).sum();
    }

    /** Closes the idle connections. */
    void close() {
        closed = true;
        for (Line line : lines.values()) {
            line.idle.forEach(Connection::close);
            line.idle.clear();
        }
    }
}
