package dev.weft.net;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Task;
import dev.weft.TimerHandle;
import dev.weft.Weft;
import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.internal.net.ConnectRace;
import dev.weft.internal.net.Hosts;
import dev.weft.internal.net.LoopNetwork;
import dev.weft.internal.net.SocketWire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The coroutine of {@code openConnection}.
 *
 * <ol>
 *   <li>It looks the name up, in a task of its own, unless it is an address.
 *   <li>It connects to one of the addresses: see {@link ConnectRace}.
 *   <li>It gives the connection two turns, as asyncio does, so that what happens at both ends comes in the same order there and
 *       here. With TLS it waits for the handshake instead.
 * </ol>
 *
 * <p>Whatever ends it early, a cancel, the timeout or a failure, closes what it has opened.
 */
final class OpenFrame extends StreamFrame<Connection> {

    private static final int TURNS = 2;

    private final String method; // constant after construction
    private final @Nullable String host; // constant after construction: a name, or a known address as text
    private final int port; // constant after construction; -1 without a look-up
    private final @Nullable SocketAddress address; // constant after construction: null for a look-up
    private final ConnectOptions options; // constant after construction
    private @Nullable TimerHandle timer; // loop thread
    private @Nullable Task<List<InetAddress>> lookUp; // loop thread: until it has ended
    private @Nullable Future<Void> lookedUp; // loop thread
    private @Nullable ConnectRace race; // loop thread: until it has ended
    private @Nullable Connection made; // loop thread
    private @Nullable Handshake handshake; // loop thread: null without TLS
    private int turns; // loop thread: that have passed since

    /** Creates a coroutine that looks up a name. */
    OpenFrame(@Nullable String host, int port, ConnectOptions options) {
        method = "openConnection";
        this.host = host;
        this.port = port;
        this.address = null;
        this.options = options;
    }

    /** Creates a coroutine that connects to a known address. */
    OpenFrame(String method, SocketAddress address, ConnectOptions options) {
        this.method = method;
        host = address.toString();
        port = -1;
        this.address = address;
        this.options = options;
    }

    @Override
    protected Object start(Execution x, int depth) throws Throwable {
        EventLoop loop = EventLoop.running();
        if (address == null) {
            Hosts.checkName(method, host);
            Hosts.checkPort(method, port, 1);
        }
        if (options.timeout != null) {
            timer = loop.callLater(options.timeout, this::timeOut);
        }
        try {
            if (address != null) {
                return connect(loop, List.of(address), x);
            }
            String name = Hosts.checkName(method, host);
            InetAddress literal = Hosts.literal(name);
            return literal == null
                    ? lookUp(loop, name, x)
                    : connect(loop, List.of(new InetSocketAddress(literal, port)), x);
        } catch (Throwable thrown) {
            abandon();
            throw thrown;
        }
    }

    @SuppressWarnings("NullAway") // Void has no other value
    private Object lookUp(EventLoop loop, String name, Execution x) throws Throwable {
        Future<Void> signal = loop.createFuture(() -> "the addresses of " + name);
        Task<List<InetAddress>> task = loop.createTask(Weft.async(() -> options.resolver.resolve(name)));
        lookUp = task;
        lookedUp = signal;
        task.addDoneCallback(done -> {
            if (!done.isCancelled()) {
                done.exception(); // seen: it is thrown here, or nobody waits for it any more
            }
            if (!signal.isDone()) {
                signal.setResult(null);
            }
        });
        return waitFor(signal, x);
    }

    private Object connect(EventLoop loop, List<? extends SocketAddress> addresses, Execution x) throws Throwable {
        ConnectRace started = ConnectRace.start(loop, addresses, options.settings, options.delay);
        race = started;
        Object outcome = Await.await(started.winner(), x, 0);
        return outcome == SUSPENDED ? suspend(x, 1) : make(loop, outcome, x);
    }

    private Object make(EventLoop loop, @Nullable Object channel, Execution x) throws Throwable {
        race = null;
        Target target = port < 0 ? Target.NAMELESS : new Target(host, port);
        Connection connection = over(loop, (SocketChannel) Objects.requireNonNull(channel), target, options.limit);
        made = connection;
        if (options.tls == null) {
            endTimer();
            return settle(connection, x);
        }
        Handshake begun = Handshake.begin(connection.core(), options.tls, target);
        handshake = begun;
        return waitFor(begun.signal(), x);
    }

    private static Connection secured(Connection connection, Handshake ended) throws IOException {
        ended.check();
        return connection;
    }

    /** Creates a connection over a channel, which is closed if that fails. */
    static Connection over(EventLoop loop, SocketChannel channel, @Nullable Target target, int limit)
            throws IOException {
        LoopNetwork network = LoopNetwork.of(loop);
        try {
            return Connection.over(network, new SocketWire(network, channel), target, limit);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private Object settle(Connection connection, Execution x) {
        if (turns == TURNS) {
            return connection;
        }
        turns++;
        Await.yieldNow(x);
        return suspend(x, 1);
    }

    @Override
    protected Object resume(Execution x) throws Throwable {
        try {
            Object outcome = x.take();
            if (made != null) {
                endTimer();
                return handshake == null ? settle(made, x) : secured(made, handshake);
            }
            EventLoop loop = EventLoop.running();
            return race == null ? connect(loop, found(), x) : make(loop, outcome, x);
        } catch (Throwable thrown) {
            abandon();
            throw thrown;
        }
    }

    private List<InetSocketAddress> found() throws IOException {
        Task<List<InetAddress>> ended = lookUp;
        lookUp = null;
        if (ended == null) {
            throw new AssertionError("no look-up was under way");
        }
        List<InetAddress> found = ended.result();
        if (found == null || found.isEmpty()) {
            throw new UnknownHostException(host + ": the resolver found no address");
        }
        List<InetSocketAddress> addresses = new ArrayList<>(found.size());
        for (InetAddress each : found) {
            if (each == null) {
                throw new UnknownHostException(host + ": the resolver found an address that is null");
            }
        }
        for (InetAddress each : options.delay == null ? found : Hosts.interleaved(found)) {
            addresses.add(new InetSocketAddress(each, port));
        }
        return addresses;
    }

    private void timeOut() {
        SocketTimeoutException late = new SocketTimeoutException(
                method + ": no connection to " + (port < 0 ? host : host + ":" + port) + " within " + options.timeout);
        if (race != null) {
            race.fail(late);
        } else if (handshake != null) {
            handshake.fail(late);
        } else if (lookedUp != null && !lookedUp.isDone()) {
            lookedUp.setException(late);
        }
    }

    private void endTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void abandon() {
        endTimer();
        if (lookUp != null) {
            lookUp.cancel();
        }
        if (race != null) {
            race.cancel();
        }
        if (made != null) {
            made.abort();
        }
    }

    @Override
    protected boolean handsOver() {
        return true;
    }

    @Override
    String kind() {
        return "Streams";
    }

    @Override
    String method() {
        return method;
    }
}
