package dev.weft.net;

import dev.weft.EventLoop;
import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.internal.net.Hosts;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code bind} and {@code connect}. It gives the endpoint two turns, as asyncio does. */
final class DatagramOpenFrame extends StreamFrame<DatagramEndpoint> {

    private static final int TURNS = 2;

    private final String method; // constant after construction: bind or connect
    private final @Nullable String host; // constant after construction: null or empty for all addresses
    private final int port; // constant after construction
    private @Nullable DatagramEndpoint made; // loop thread
    private int turns; // loop thread: that have passed since

    DatagramOpenFrame(String method, @Nullable String host, int port) {
        this.method = method;
        this.host = host;
        this.port = port;
    }

    private boolean binds() {
        return method.equals("bind");
    }

    @Override
    protected @Nullable Object start(Execution x, int depth) throws Throwable {
        Hosts.checkPort(method, port, binds() ? 0 : 1);
        if (binds() && (host == null || host.isEmpty())) {
            return settle(open(new InetSocketAddress(port)), x);
        }
        String name = Hosts.checkName(method, host);
        InetAddress literal = Hosts.literal(name);
        if (literal != null) {
            return settle(open(new InetSocketAddress(literal, port)), x);
        }
        Object found = Await.await(new AddressFrame(name, port), x, depth);
        return found == SUSPENDED ? suspend(x, 1) : settle(open(first(found)), x);
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        try {
            Object outcome = x.take();
            return settle(made == null ? open(first(outcome)) : made, x);
        } catch (Throwable thrown) {
            if (made != null) {
                made.close();
            }
            throw thrown;
        }
    }

    private InetSocketAddress first(@Nullable Object found) throws UnknownHostException {
        if (((List<?>) Objects.requireNonNull(found)).isEmpty()) {
            throw new UnknownHostException(host + ": no address was found");
        }
        return (InetSocketAddress) ((List<?>) found).get(0);
    }

    private DatagramEndpoint open(InetSocketAddress address) throws IOException {
        EventLoop loop = EventLoop.running();
        DatagramChannel channel = channelFor(address);
        try {
            if (binds()) {
                Bindings.bind(channel, address);
            } else {
                channel.connect(address);
            }
            DatagramEndpoint endpoint = new DatagramEndpoint(new DatagramCore(loop, channel));
            made = endpoint;
            return endpoint;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static DatagramChannel channelFor(InetSocketAddress address) throws IOException {
        if (address.getAddress().isAnyLocalAddress()) {
            return DatagramChannel.open(); // of both families, if there are both
        }
        return DatagramChannel.open(
                address.getAddress() instanceof Inet4Address
                        ? StandardProtocolFamily.INET
                        : StandardProtocolFamily.INET6);
    }

    private Object settle(DatagramEndpoint endpoint, Execution x) {
        if (turns == TURNS) {
            return endpoint;
        }
        turns++;
        Await.yieldNow(x);
        return suspend(x, 1);
    }

    @Override
    String kind() {
        return "DatagramEndpoint";
    }

    @Override
    String method() {
        return method;
    }
}
