package dev.weft.net;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The host to which a connection of this side goes.
 *
 * @param host the name or the address as it was given; null if there is none
 * @param port the port; -1 if there is none
 */
record Target(@Nullable String host, int port) {

    /** A connection that goes to no host, such as one over a Unix domain socket. */
    static final Target NAMELESS = new Target(null, -1);

    /** Returns the target that an address is. */
    static Target of(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress internet
                ? new Target(internet.getHostString(), internet.getPort())
                : NAMELESS;
    }
}
