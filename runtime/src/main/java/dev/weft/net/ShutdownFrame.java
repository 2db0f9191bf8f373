package dev.weft.net;

import dev.weft.Task;
import dev.weft.TimerHandle;
import dev.weft.abi.Execution;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code shutdown}. */
final class ShutdownFrame extends StreamFrame<Void> {

    private final Server server; // constant after construction
    private final Duration grace; // constant after construction
    private @Nullable ServedConnection own; // loop thread: the connection of the handler that calls
    private @Nullable TimerHandle timer; // loop thread

    ShutdownFrame(Server server, Duration grace) {
        this.server = server;
        this.grace = Objects.requireNonNull(grace, "shutdown: a time for the handlers was expected, got null");
    }

    @Override
    protected @Nullable Object start(Execution x, int depth) throws Throwable {
        server.checkThread("shutdown");
        own = server.own();
        server.close();
        if (server.ends().reached(own)) {
            return null;
        }
        Object suspended = waitFor(server.ends().add(own), x);
        timer = server.loop().callLater(grace, this::endHandlers);
        return suspended;
    }

    /* The grace is over. Cleanup may await, but no longer a client that does not read. */
    private void endHandlers() {
        for (ServedConnection each : server.served()) {
            if (each != own) {
                Task<Void> task = each.task();
                if (task != null) {
                    task.cancel("the server is shut down");
                }
                each.connection().abort();
            }
        }
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        if (timer != null) {
            timer.cancel();
        }
        try {
            x.take();
        } catch (Throwable thrown) {
            server.ends().check();
            throw thrown;
        }
        return null;
    }

    @Override
    String kind() {
        return "Server";
    }

    @Override
    String method() {
        return "shutdown";
    }
}
