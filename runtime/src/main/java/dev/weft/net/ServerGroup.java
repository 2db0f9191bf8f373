package dev.weft.net;

import dev.weft.internal.net.LoopNetwork;
import dev.weft.internal.net.LoopResource;
import dev.weft.internal.task.EventLoops;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a server whose connections are served on several loops, behind the one that the program has.
 *
 * <p>Either each part has listening sockets of its own, among which the system distributes the clients, or the whole one accepts,
 * and hands each connection to the part with the fewest.
 */
final class ServerGroup extends LoopResource {

    private final Server whole; // constant after construction
    private final LoopNetwork network; // constant after construction: of the loop of the whole
    private final List<ServerPart> parts; // constant after construction
    private final boolean tellsAlways; // constant after construction: the whole counts connections
    private volatile boolean closing; // any thread

    ServerGroup(Server whole, List<ServerPart> parts, boolean tellsAlways) {
        this.whole = whole;
        this.parts = List.copyOf(parts);
        this.tellsAlways = tellsAlways;
        network = LoopNetwork.of(whole.loop());
    }

    /** Begins to work for the whole server. */
    void begin() {
        network.add(this);
        parts.forEach(part -> part.join(this));
    }

    /** Tells whether the calling thread is that of one of the parts. */
    boolean servesHere() {
        return parts.stream().anyMatch(part -> EventLoops.runsHere(part.loop()));
    }

    List<ServerPart> parts() {
        return parts;
    }

    /** Hands a connection to the part with the fewest. */
    void accepted(SocketChannel channel) {
        ServerPart best = null;
        for (ServerPart part : parts) {
            if (!part.isClosed() && (best == null || part.connections() < best.connections())) {
                best = part;
            }
        }
        if (best == null) {
            Bindings.discard(channel, new IOException("all loops of the server are closed"));
            whole.end();
        } else {
            best.serve(channel);
        }
    }

    int connections() {
        return parts.stream().mapToInt(ServerPart::connections).sum();
    }

    /** Tells whether no part accepts connections. */
    boolean isClosed() {
        return parts.stream().allMatch(ServerPart::isClosed);
    }

    /** Returns the addresses on which the parts listen; empty if the whole does. */
    List<SocketAddress> addresses() {
        return parts.get(0).server().ownAddresses();
    }

    /** Learns on the thread of a part that something has ended there. */
    void changed() {
        if (closing || tellsAlways) {
            EventLoops.callIfOpen(whole.loop(), whole::changed);
        }
    }

    /** Learns on the thread of a part that it has closed. */
    void partClosed() {
        EventLoops.callIfOpen(whole.loop(), whole::partClosed);
    }

    void close() {
        closing = true;
        network.remove(this);
        parts.forEach(part -> part.post(part.server()::end));
    }

    void closeClients() {
        parts.forEach(part -> part.post(part.server()::closeClients));
    }

    void abortClients() {
        parts.forEach(part -> part.post(part.server()::abortClients));
    }

    /** Returns the part of the loop of the whole, if there is one. */
    @Nullable
    ServerPart own() {
        for (ServerPart part : parts) {
            if (part.loop() == whole.loop()) {
                return part;
            }
        }
        return null;
    }

    @Override
    protected void loopEnds() {
        whole.end();
    }

    @Override
    protected void loopCloses() {
        whole.end();
    }
}
