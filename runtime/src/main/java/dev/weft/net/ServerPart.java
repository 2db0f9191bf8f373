package dev.weft.net;

import dev.weft.EventLoop;
import dev.weft.internal.net.LoopNetwork;
import dev.weft.internal.net.LoopResource;
import dev.weft.internal.task.EventLoops;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The share of one loop in a server whose connections are served on several.
 *
 * <p>A connection that was accepted elsewhere is on its way here until this loop has taken it. If this part closes first, it is closed.
 */
final class ServerPart extends LoopResource {

    private final Server server; // constant after construction: of this part's loop
    private final AtomicInteger connections = new AtomicInteger(); // any thread: that are open or on their way
    private final Set<SocketChannel> arriving = ConcurrentHashMap.newKeySet(); // any thread: on their way
    private final LoopNetwork network; // constant after construction
    private volatile boolean closed; // any thread
    private volatile @Nullable ServerGroup group; // any thread: null until all parts are there

    private ServerPart(ConnectionHandler handler, ServerOptions options) {
        network = LoopNetwork.of(EventLoop.running());
        server = new Server(network.loop(), handler, options, this);
        network.add(this);
    }

    /** Creates the part of the running loop, which listens on channels that are bound. */
    static ServerPart listening(ConnectionHandler handler, ServerOptions options, List<ServerSocketChannel> channels)
            throws IOException {
        ServerPart part = new ServerPart(handler, options);
        part.server.listenOn(channels);
        return part;
    }

    void join(ServerGroup whole) {
        group = whole;
    }

    Server server() {
        return server;
    }

    EventLoop loop() {
        return server.loop();
    }

    int connections() {
        return connections.get();
    }

    boolean isClosed() {
        return closed;
    }

    /** Does something on the loop of this part; nothing if that is closed, and with it the part. */
    void post(Runnable action) {
        EventLoops.callIfOpen(loop(), action);
    }

    /** Serves a connection that was accepted elsewhere. */
    void serve(SocketChannel channel) {
        connections.incrementAndGet();
        arriving.add(channel);
        post(() -> take(channel));
        if (closed) {
            discardArriving(); // it may have come behind the last look of closed()
        }
    }

    private void take(SocketChannel channel) {
        if (arriving.remove(channel)) {
            server.accepted(channel);
        }
    }

    private void discardArriving() {
        for (SocketChannel channel : List.copyOf(arriving)) {
            if (arriving.remove(channel)) {
                Bindings.discard(channel, new IOException("the server is closed"));
                ended();
            }
        }
    }

    /** Notes that a connection was accepted here. */
    void begun() {
        connections.incrementAndGet();
    }

    /** Notes that a connection has ended. */
    void ended() {
        connections.decrementAndGet();
        tell();
    }

    /** Notes that the server of this part accepts no more. */
    void closed() {
        closed = true;
        network.remove(this);
        discardArriving();
        ServerGroup whole = group;
        if (whole != null) {
            whole.partClosed();
        }
    }

    private void tell() {
        ServerGroup whole = group;
        if (whole != null) {
            whole.changed();
        }
    }

    @Override
    protected void loopEnds() {
        server.end();
    }

    @Override
    protected void loopCloses() {
        server.end();
    }
}
