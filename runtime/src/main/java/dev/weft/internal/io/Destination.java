package dev.weft.internal.io;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnsupportedAddressTypeException;

/** The addresses to which a program sends or connects: the JDK's complaints about them have no text. */
public final class Destination {

    private Destination() {}

    /** Returns an address that is resolved. */
    public static SocketAddress checked(String call, SocketAddress address) throws UnknownHostException {
        if (address instanceof InetSocketAddress inet && inet.isUnresolved()) {
            throw new UnknownHostException(call + " to " + inet.getHostString() + ", an address that is not resolved:"
                    + " Streams.getAddressInfo(host, port) looks it up");
        }
        return address;
    }

    /** Returns the failure of an address that a socket cannot reach, an IPv6 one of an IPv4 socket. */
    public static SocketException unsupported(String call, SocketAddress address, UnsupportedAddressTypeException why) {
        var failure = new SocketException(call + " to " + address + ": a socket of another address family");
        failure.initCause(why);
        return failure;
    }

    /** Returns the failure with the address of which it tells. */
    public static IOException named(PortUnreachableException why, Object address) {
        return why.getMessage() != null
                ? why
                : (IOException) new PortUnreachableException("nobody listens at " + address).initCause(why);
    }
}
