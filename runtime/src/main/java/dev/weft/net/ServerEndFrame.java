package dev.weft.net;

import dev.weft.CancelledError;
import dev.weft.abi.Execution;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code waitClosed} and {@code serveForever}. */
final class ServerEndFrame extends StreamFrame<Void> {

    private final Server server; // constant after construction
    private final String method; // constant after construction
    private @Nullable CancelledError cancelled; // loop thread: thrown in the end

    ServerEndFrame(Server server, String method) {
        this.server = server;
        this.method = method;
    }

    private boolean servesForEver() {
        return method.equals("serveForever");
    }

    @Override
    protected @Nullable Object start(Execution x, int depth) throws Throwable {
        server.checkThread(method);
        if (servesForEver() && !server.isServing()) {
            throw new IllegalStateException("serveForever of " + server + ": it is closed. Start a new one");
        }
        if (servesForEver()) {
            if (server.servesForever) {
                throw new IllegalStateException("serveForever of " + server + ", which another task awaits already");
            }
            server.servesForever = true;
        }
        return server.ends().reached(null) ? null : waitFor(server.ends().add(null), x);
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        try {
            x.take();
        } catch (CancelledError error) {
            server.ends().check();
            if (!servesForEver() || cancelled != null) {
                server.servesForever &= !servesForEver();
                throw error;
            }
            cancelled = error;
            server.close();
            if (!server.ends().reached(null)) {
                return waitFor(server.ends().add(null), x);
            }
        }
        if (servesForEver()) {
            server.servesForever = false;
        }
        if (cancelled != null) {
            throw cancelled;
        }
        return null;
    }

    @Override
    protected boolean cleansUpInALoop() {
        return true;
    }

    @Override
    String kind() {
        return "Server";
    }

    @Override
    String method() {
        return method;
    }
}
