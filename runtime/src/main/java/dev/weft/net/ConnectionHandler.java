package dev.weft.net;

import dev.weft.Coroutine;

/** The code that serves a connection of a {@link Server}. */
@FunctionalInterface
public interface ConnectionHandler {

    /**
     * Serves a connection, in a task of its own. When the coroutine ends, normally or not, the connection is closed. A failure
     * is reported to the loop's exception handler.
     *
     * @param connection the connection
     * @return a coroutine that ends when the connection is served
     * @throws Exception any failure
     */
    Coroutine<Void> handle(Connection connection) throws Exception;
}
