package dev.weft.net;

import dev.weft.CheckReturnValue;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.LoopError;
import dev.weft.Task;
import dev.weft.Weft;
import dev.weft.abi.Frame;
import dev.weft.internal.net.Acceptor;
import dev.weft.internal.net.Listener;
import dev.weft.internal.net.LoopNetwork;
import dev.weft.internal.task.EventLoops;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A server: listening sockets, and a task for each connection; the counterpart of {@code asyncio.Server}.
 *
 * <p>When a handler ends, normally or not, its connection is closed. When {@code run} ends, servers stop listening, the tasks of
 * handlers are cancelled in the order in which they were created, and what is open then is closed. All methods are for the
 * loop's thread.
 *
 * <p>With {@link ServerOptions#loops} the connections are served on other loops. This object stays one of the loop that has started it;
 * what it does elsewhere takes a moment: {@link #connections} may lag behind, and after {@link #close} a client may still be accepted, and
 * closed. {@link #waitClosed} and {@link #shutdown} wait for all loops, on the loop that has started it. {@link #close},
 * {@link #closeClients} and {@link #abortClients} may also be called by the handlers: the loop that has started it does it then.
 */
public final class Server implements AutoCloseable {

    private final EventLoop loop; // constant after construction
    private final LoopNetwork network; // constant after construction
    private final ConnectionHandler handler; // constant after construction
    private final ServerOptions options; // constant after construction
    private final List<Listener> listeners = new ArrayList<>(1); // loop thread: constant once bound
    private final Set<ServedConnection> served = new LinkedHashSet<>(); // loop thread: in the order of creation
    private final EndSignals ends; // constant after construction
    private final @Nullable ServerPart part; // constant after construction: null unless this is one of several
    private volatile @Nullable ServerGroup
            group; // any thread: constant once begun; null unless others serve the connections
    private @Nullable SocketFile socketFile; // loop thread: of a Unix domain socket
    private boolean serving = true; // loop thread
    private boolean full; // loop thread: accepting is paused

    boolean servesForever; // loop thread: a task is in serveForever

    Server(EventLoop loop, ConnectionHandler handler, ServerOptions options) {
        this(loop, handler, options, null);
    }

    Server(EventLoop loop, ConnectionHandler handler, ServerOptions options, @Nullable ServerPart part) {
        this.part = part;
        this.loop = loop;
        this.handler = handler;
        this.options = options;
        network = LoopNetwork.of(loop);
        ends = new EndSignals(this, loop);
    }

    EndSignals ends() {
        return ends;
    }

    EventLoop loop() {
        return loop;
    }

    /** Leaves the connections to others. */
    void group(ServerGroup others) {
        group = others;
    }

    /** Listens on channels that are bound, and closes all if that fails. */
    void listenOn(List<ServerSocketChannel> channels) throws IOException {
        for (int i = 0; i < channels.size(); i++) {
            try {
                listen(channels.get(i));
            } catch (IOException | RuntimeException e) {
                Bindings.closeAll(channels.subList(i, channels.size()));
                close();
                throw e;
            }
        }
    }

    void checkThread(String call) {
        EventLoops.checkThread(loop, call);
    }

    /** Listens on addresses. */
    void bind(List<InetSocketAddress> addresses) throws IOException {
        listenOn(Bindings.bindAll(addresses, options));
    }

    /** Listens on a path, where a socket file may be left from an earlier server. */
    void bind(Path path) throws IOException {
        ServerSocketChannel channel = Bindings.bindUnix(path, options);
        try {
            socketFile = SocketFile.of(path);
            listen(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            close();
            throw e;
        }
    }

    /** Listens on a channel that is bound. */
    void listen(ServerSocketChannel channel) throws IOException {
        if (channel.getLocalAddress() == null) {
            throw new IllegalArgumentException("startServer on " + channel + ", which is not bound to an address");
        }
        Bindings.checkFree(loop, channel, "startServer");
        Listener listener = new Listener(network, channel, new Accepts());
        listener.start();
        listeners.add(listener);
    }

    /** Serves a connection. */
    void accepted(SocketChannel channel) {
        Connection connection;
        try {
            options.settings.apply(channel, !(channel.getRemoteAddress() instanceof InetSocketAddress));
            connection = OpenFrame.over(loop, channel, null, options.limit);
        } catch (IOException | RuntimeException e) {
            Bindings.discard(channel, e); // most likely the client has gone: it is no failure of the server
            if (part != null) {
                part.ended();
            }
            return;
        }
        ServedConnection next = new ServedConnection(this, connection, handler);
        served.add(next);
        next.begin(options.tls);
        checkFull();
    }

    /** Notes that a connection is closed for good. */
    void ended(ServedConnection connection) {
        served.remove(connection);
        changed();
        if (part != null) {
            part.ended();
        }
    }

    /** Learns that a loop accepts no more: without all of them this server is closed. */
    void partClosed() {
        ServerGroup others = group;
        if (others != null && others.isClosed()) {
            end();
        }
        changed();
    }

    /** Learns that a connection has ended, or that another loop accepts no more. */
    void changed() {
        checkFull();
        ends.check();
    }

    private void checkFull() {
        boolean fullNow = connections() >= options.maxConnections;
        if (fullNow != full) {
            full = fullNow;
            listeners.forEach(full ? Listener::pause : Listener::resume);
        }
    }

    /** Returns the open connections in the order of their creation. */
    List<ServedConnection> served() {
        return List.copyOf(served);
    }

    /**
     * Returns the port on which this server listens.
     *
     * @return the port of the first listening socket
     * @throws IllegalStateException if that is no TCP socket
     */
    public int port() {
        if (addresses().get(0) instanceof InetSocketAddress address) {
            return address.getPort();
        }
        throw new IllegalStateException("port() of a server on " + addresses() + ", which has no port");
    }

    /**
     * Returns the addresses on which this server listens, one for each listening socket.
     *
     * @return the addresses, also after the close
     */
    public List<SocketAddress> addresses() {
        return group != null && listeners.isEmpty() ? group.addresses() : ownAddresses();
    }

    List<SocketAddress> ownAddresses() {
        return listeners.stream().map(Listener::address).toList();
    }

    /**
     * Tells whether this server accepts connections.
     *
     * @return false after {@link #close}
     */
    public boolean isServing() {
        return serving;
    }

    /**
     * Counts the connections that are open.
     *
     * @return their number
     */
    public int connections() {
        return group == null ? served.size() : group.connections();
    }

    /** Tells whether its connections are those of other loops. */
    boolean servesOnOtherLoops() {
        return group != null;
    }

    /** Tells whether nothing accepts connections any more, here or on other loops. */
    boolean isClosed() {
        return !serving && (group == null || group.isClosed());
    }

    /** Stops listening. Connections that have a handler continue; one whose handler has not begun is closed. */
    @Override
    public void close() {
        if (!handsOver(this::end)) {
            checkThread("close");
            end();
        }
    }

    /** Has the loop of this server do something for a handler that runs on another loop of it; false if there is none. */
    private boolean handsOver(Runnable action) {
        ServerGroup others = group;
        boolean elsewhere = others != null && !EventLoops.runsHere(loop) && others.servesHere();
        if (elsewhere) {
            EventLoops.callIfOpen(loop, action);
        }
        return elsewhere;
    }

    /** Stops listening; also while the loop is being closed. */
    void end() {
        if (!serving) {
            return;
        }
        serving = false;
        for (Listener listener : listeners) {
            try {
                listener.close();
            } catch (IOException e) {
                loop.callExceptionHandler(new LoopError("a listening socket cannot be closed: " + this, e));
            }
        }
        if (socketFile != null) {
            socketFile.delete(loop);
        }
        served().forEach(ServedConnection::endHandshake);
        if (group != null) {
            group.close();
        }
        if (part != null) {
            part.closed();
        }
        ends.check();
    }

    /**
     * Waits until this server is closed and its last connection, too.
     *
     * @return a coroutine that ends then
     */
    @CheckReturnValue
    public Coroutine<Void> waitClosed() {
        return Frame.made(new ServerEndFrame(this, "waitClosed"));
    }

    /**
     * Serves until this server is closed and its last connection, too, or until the task is cancelled: then it closes this
     * server, waits for the connections, and throws. One task does so at a time: a second one gets an
     * {@link IllegalStateException}.
     *
     * @return a coroutine that ends then
     */
    @CheckReturnValue
    public Coroutine<Void> serveForever() {
        return Frame.made(new ServerEndFrame(this, "serveForever"));
    }

    /** Closes each connection, behind what was written to it. */
    public void closeClients() {
        if (handsOver(this::closeClients)) {
            return;
        }
        checkThread("closeClients");
        if (group != null) {
            group.closeClients();
        }
        served().forEach(each -> each.connection().close());
    }

    /** Aborts each connection: its handler's reads meet the end. */
    public void abortClients() {
        if (handsOver(this::abortClients)) {
            return;
        }
        checkThread("abortClients");
        if (group != null) {
            group.abortClients();
        }
        served().forEach(each -> each.connection().abort());
    }

    /**
     * Stops listening, lets the handlers finish, and cancels those that have not after a time, whose connections are aborted.
     * A handler that calls it does not wait for itself.
     *
     * @param grace the time for the handlers
     * @return a coroutine that ends when the last connection is closed
     */
    @CheckReturnValue
    public Coroutine<Void> shutdown(Duration grace) {
        ServerGroup others = group;
        return Frame.made(
                others == null ? new ShutdownFrame(this, grace) : new GroupShutdownFrame(this, others, grace));
    }

    /** Returns the connection whose handler is the running task, or null. */
    @Nullable
    ServedConnection own() {
        Task<?> running = Weft.currentTask();
        for (ServedConnection each : served) {
            if (running != null && each.task() == running) {
                return each;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return "Server on " + addresses() + ", " + (serving ? "serving" : "closed") + ", " + connections()
                + " connections";
    }

    /** The receiver of what the listening sockets accept. */
    private final class Accepts extends Acceptor {
        @Override
        protected void accepted(SocketChannel channel) {
            ServerGroup others = group;
            if (others != null) {
                others.accepted(channel);
                checkFull();
                return;
            }
            if (part != null) {
                part.begun();
            }
            Server.this.accepted(channel);
        }

        @Override
        protected void loopEnds() {
            close();
        }
    }
}
