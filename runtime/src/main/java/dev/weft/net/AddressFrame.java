package dev.weft.net;

import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.internal.net.Hosts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code getAddressInfo}. */
final class AddressFrame extends StreamFrame<List<InetSocketAddress>> {

    private final @Nullable String host; // constant after construction
    private final int port; // constant after construction

    AddressFrame(@Nullable String host, int port) {
        this.host = host;
        this.port = port;
    }

    @Override
    @SuppressWarnings("unchecked") // the coroutine that was awaited
    protected Object start(Execution x, int depth) throws Throwable {
        Hosts.checkName(method(), host);
        Hosts.checkPort(method(), port, 0);
        InetAddress literal = Hosts.literal(String.valueOf(host));
        if (literal != null) {
            return withPort(List.of(literal));
        }
        Object found = Await.await(Resolver.system().resolve(String.valueOf(host)), x, depth);
        return found == SUSPENDED ? suspend(x, 1) : withPort((List<InetAddress>) found);
    }

    @Override
    @SuppressWarnings("unchecked") // the coroutine that was awaited
    protected Object resume(Execution x) throws Throwable {
        return withPort((List<InetAddress>) x.take());
    }

    private List<InetSocketAddress> withPort(@Nullable List<InetAddress> found) {
        List<InetSocketAddress> addresses = new ArrayList<>();
        if (found != null) {
            found.forEach(each -> addresses.add(new InetSocketAddress(each, port)));
        }
        return addresses;
    }

    @Override
    String kind() {
        return "Streams";
    }

    @Override
    String method() {
        return "getAddressInfo";
    }
}
