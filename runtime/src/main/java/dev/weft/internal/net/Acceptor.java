package dev.weft.internal.net;

import java.nio.channels.SocketChannel;

/** The receiver of accepted connections. */
public abstract class Acceptor {

    /** Creates a receiver. */
    protected Acceptor() {}

    /** Takes a connection, which is its to close. It must not throw. */
    protected abstract void accepted(SocketChannel channel);

    /** Stops listening, because the loop ends. */
    protected abstract void loopEnds();
}
