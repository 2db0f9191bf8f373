package dev.weft.net;

import dev.weft.Future;
import dev.weft.LoopError;
import dev.weft.Task;
import dev.weft.Weft;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a server, and the task of its handler.
 *
 * <p>The handler's task is created two turns after the connection was accepted, as in asyncio, so that a client in the same loop
 * knows of the connection first, here as there.
 */
final class ServedConnection implements Runnable, Consumer<Future<Void>> {

    private static final int TURNS = 2;

    private final Server server; // constant after construction
    private final Connection connection; // constant after construction
    private final ConnectionHandler handler; // constant after construction
    private int turns; // loop thread: that have passed
    private @Nullable Task<Void> task; // loop thread: null until created

    ServedConnection(Server server, Connection connection, ConnectionHandler handler) {
        this.server = server;
        this.connection = connection;
        this.handler = handler;
    }

    void begin() {
        connection.core().whenLost(() -> server.ended(this));
        server.loop().callSoon(this);
    }

    /** Creates the task when it is time. */
    @Override
    public void run() {
        turns++;
        if (turns < TURNS) {
            server.loop().callSoon(this);
        } else if (server.isServing()) {
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
