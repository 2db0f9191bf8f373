package dev.weft.internal.net;

import java.net.SocketAddress;

/** The name of a pipe, where a socket has an address. */
final class PipeAddress extends SocketAddress {
    private static final long serialVersionUID = 1;

    private final String name; // constant after construction

    PipeAddress(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
