package dev.weft.net;

import dev.weft.Future;
import dev.weft.LoopError;
import dev.weft.Task;
import dev.weft.Weft;
import dev.weft.internal.net.EngineSource;
import dev.weft.internal.net.TlsWire;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a server, and the task of its handler.
 *
 * <p>The handler's task is created two turns after the connection was accepted, as in asyncio, so that a client in the same loop
 * knows of the connection first, here as there. With TLS it is created at the end of the handshake.
 */
final class ServedConnection implements Runnable, Consumer<Future<Void>> {

    private static final int TURNS = 2;

    private final Server server; // constant after construction
    private final Connection connection; // constant after construction
    private final ConnectionHandler handler; // constant after construction
    private int turns; // loop thread: that have passed
    private @Nullable Task<Void> task; // loop thread: null until created
    private @Nullable TlsWire handshake; // loop thread: null without TLS, and when it is over

    ServedConnection(Server server, Connection connection, ConnectionHandler handler) {
        this.server = server;
        this.connection = connection;
        this.handler = handler;
    }

    void begin(@Nullable TlsOptions tls) {
        StreamCore core = connection.core();
        core.whenLost(() -> server.ended(this));
        if (tls == null) {
            server.loop().callSoon(this);
        } else {
            TlsWire begun = core.over(tls, this::handshakeEnded);
            handshake = begun;
            core.beginTls(begun, EngineSource.server());
        }
    }

    private void handshakeEnded() {
        TlsWire ended = handshake;
        handshake = null;
        if (ended == null) {
            return;
        }
        if (ended.isEstablished()) {
            serve();
        } else if (ended.problem() instanceof RuntimeException mistake) {
            server.loop().callExceptionHandler(new LoopError("Exception in TLS of " + server, mistake));
        }
    }

    /** Drops a client whose handshake is under way. */
    void endHandshake() {
        if (handshake != null) {
            connection.abort();
        }
    }

    /** Creates the task when it is time. */
    @Override
    public void run() {
        turns++;
        if (turns < TURNS) {
            server.loop().callSoon(this);
        } else {
            serve();
        }
    }

    private void serve() {
        if (server.isServing()) {
            Task<Void> created = server.loop().createTask(Weft.async(() -> handler.handle(connection)));
            task = created;
            created.addDoneCallback(this);
        } else {
            connection.close();
        }
    }

    /** Closes the connection, because the handler has ended. */
    @Override
    public void accept(Future<Void> ended) {
        Throwable thrown = ended.isCancelled() ? null : ended.exception();
        if (thrown != null) {
            server.loop()
                    .callExceptionHandler(new LoopError(
                            "Unhandled exception in the handler of the connection " + connection, thrown));
        }
        connection.close();
    }

    Connection connection() {
        return connection;
    }

    @Nullable
    Task<Void> task() {
        return task;
    }
}
