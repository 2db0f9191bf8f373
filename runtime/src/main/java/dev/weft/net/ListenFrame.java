package dev.weft.net;

import dev.weft.EventLoop;
import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The coroutine that starts a server without a look-up: it binds, and gives the loop a turn as asyncio does. */
final class ListenFrame extends StreamFrame<Server> {

    /** What makes a new server listen. */
    interface Binding {
        void bind(Server server) throws IOException;
    }

    private final String method; // constant after construction
    private final ConnectionHandler handler; // constant after construction
    private final ServerOptions options; // constant after construction
    private final Binding binding; // constant after construction
    private @Nullable Server server; // loop thread: null until it listens

    ListenFrame(String method, ConnectionHandler handler, ServerOptions options, Binding binding) {
        this.method = method;
        this.handler = Objects.requireNonNull(handler, method + ": a handler was expected, got null");
        this.options = Objects.requireNonNull(options, method + ": options were expected, got null");
        this.binding = binding;
    }

    @Override
    protected Object start(Execution x, int depth) throws Throwable {
        Server started = new Server(EventLoop.running(), handler, options);
        binding.bind(started);
        server = started;
        Await.yieldNow(x);
        return suspend(x, 1);
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        try {
            x.take();
            return server;
        } catch (Throwable thrown) {
            if (server != null) {
                server.close();
            }
            throw thrown;
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
