package dev.weft.net;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Loops;
import dev.weft.Weft;
import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The coroutine that starts a server whose connections are served on several loops.
 *
 * <ol>
 *   <li>Where the system distributes clients over sockets of one port, it binds one for each loop. Otherwise the server of this
 *       loop will bind.
 *   <li>Each loop creates its part.
 *   <li>When all parts are there, the server of this loop begins.
 * </ol>
 */
final class StartGroupFrame extends StreamFrame<Server> {

    private final String method; // constant after construction
    private final ConnectionHandler handler; // constant after construction
    private final ServerOptions options; // constant after construction
    private final Loops loops; // constant after construction
    private final @Nullable List<InetSocketAddress>
            spread; // constant after construction: null if the server of this loop binds
    private final ListenFrame.Binding binding; // constant after construction
    private @Nullable Server whole; // loop thread: null until this begins
    private final List<ServerPart> parts = new ArrayList<>(); // loop thread: that are there
    private List<List<ServerSocketChannel>> bound = List.of(); // loop thread: of each loop
    private List<CompletableFuture<ServerPart>> starting = List.of(); // loop thread

    StartGroupFrame(
            String method,
            ConnectionHandler handler,
            ServerOptions options,
            Loops loops,
            @Nullable List<InetSocketAddress> addresses,
            ListenFrame.Binding binding) {
        this.method = method;
        this.handler = Objects.requireNonNull(handler, method + ": a handler was expected, got null");
        this.options = options;
        this.loops = loops;
        this.binding = binding;
        spread = addresses != null && Bindings.canSpread() && options.maxConnections == Integer.MAX_VALUE
                ? addresses
                : null;
    }

    @Override
    protected Object start(Execution x, int depth) throws Throwable {
        whole = new Server(EventLoop.running(), handler, options);
        int count = loops.loops().size();
        bound = spread == null ? List.of() : Bindings.bindSpread(spread, options, count);
        try {
            starting = loops.onEach(i -> () -> Weft.completed(ServerPart.listening(handler, options, channelsOf(i))));
            return awaitParts(x);
        } catch (Throwable thrown) {
            abandon();
            throw thrown;
        }
    }

    @Override
    protected Object resume(Execution x) throws Throwable {
        try {
            parts.add((ServerPart) Objects.requireNonNull(x.take()));
            return awaitParts(x);
        } catch (Throwable thrown) {
            abandon();
            throw thrown;
        }
    }

    private List<ServerSocketChannel> channelsOf(int loop) {
        return bound.isEmpty() ? List.of() : bound.get(loop);
    }

    private Object awaitParts(Execution x) throws Throwable {
        while (parts.size() < starting.size()) {
            Object part = Await.await(Future.from(starting.get(parts.size())), x, 0);
            if (part == SUSPENDED) {
                return suspend(x, 1);
            }
            parts.add((ServerPart) Objects.requireNonNull(part));
        }
        return begin();
    }

    private Server begin() throws IOException {
        Server begun = Objects.requireNonNull(whole);
        ServerGroup group = new ServerGroup(begun, parts, spread == null && options.maxConnections < Integer.MAX_VALUE);
        begun.group(group);
        if (spread == null) {
            binding.bind(begun);
        }
        group.begin();
        return begun;
    }

    /** Closes what has been bound, and the parts, also those that are not there yet. */
    private void abandon() {
        if (starting.isEmpty()) {
            bound.forEach(Bindings::closeAll);
        }
        for (int i = 0; i < starting.size(); i++) {
            List<ServerSocketChannel> channels = channelsOf(i);
            CompletionStage<ServerPart> part = starting.get(i);
            part.whenComplete((begun, thrown) -> {
                if (thrown == null) {
                    begun.post(begun.server()::close);
                } else {
                    Bindings.closeAll(channels);
                }
            });
        }
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
