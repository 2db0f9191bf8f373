package dev.weft.net;

import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import dev.weft.internal.net.Hosts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code startServer}: it looks up the name, and listens on all addresses. */
final class StartServerFrame extends StreamFrame<Server> {

    private final ConnectionHandler handler; // constant after construction
    private final @Nullable String host; // constant after construction: null or empty for all addresses
    private final int port; // constant after construction
    private final ServerOptions options; // constant after construction

    StartServerFrame(ConnectionHandler handler, @Nullable String host, int port, ServerOptions options) {
        this.handler = Objects.requireNonNull(handler, "startServer: a handler was expected, got null");
        this.host = host;
        this.port = port;
        this.options = Objects.requireNonNull(options, "startServer: options were expected, got null");
    }

    @Override
    protected @Nullable Object start(Execution x, int depth) throws Throwable {
        Hosts.checkPort(method(), port, 0);
        if (host == null || host.isEmpty()) {
            return listen(List.of(new InetSocketAddress(port)), x);
        }
        Hosts.checkName(method(), host);
        InetAddress literal = Hosts.literal(host);
        if (literal != null) {
            return listen(List.of(new InetSocketAddress(literal, port)), x);
        }
        Object found = Await.await(new AddressFrame(host, port), x, depth);
        return found == SUSPENDED ? suspend(x, 1) : listen(found, x);
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        Object outcome = x.take();
        return outcome instanceof Server ? outcome : listen(outcome, x);
    }

    @SuppressWarnings("unchecked") // the outcome of an AddressFrame
    private @Nullable Object listen(@Nullable Object addresses, Execution x) throws Throwable {
        List<InetSocketAddress> found = (List<InetSocketAddress>) Objects.requireNonNull(addresses);
        Object outcome = Await.await(starting(found), x, 0);
        return outcome == SUSPENDED ? suspend(x, 1) : outcome;
    }

    private Frame<Server> starting(List<InetSocketAddress> addresses) {
        ListenFrame.Binding binding = server -> server.bind(addresses);
        return options.loops == null
                ? new ListenFrame(method(), handler, options, binding)
                : new StartGroupFrame(method(), handler, options, options.loops, addresses, binding);
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
        return "startServer";
    }
}
