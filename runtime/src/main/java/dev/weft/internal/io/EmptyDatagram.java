package dev.weft.internal.io;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * A datagram without bytes. The JDK sends none from a connected channel, and says nothing; so another channel sends it, which is
 * bound to the same address for that moment. What the peer sends goes to the connected one all the while.
 */
public final class EmptyDatagram {

    private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

    private EmptyDatagram() {}

    /** Sends it from a connected channel to its peer. */
    public static void send(DatagramChannel connected) throws IOException {
        SocketAddress local = connected.getLocalAddress();
        SocketOption<Boolean> shares = sharing(connected);
        boolean before = connected.getOption(shares);
        connected.setOption(shares, true);
        try (DatagramChannel twin = DatagramChannel.open(familyOf(local))) {
            twin.setOption(shares, true);
            twin.bind(local);
            twin.send(NOTHING.duplicate(), connected.getRemoteAddress());
        } finally {
            connected.setOption(shares, before);
        }
    }

    /** Returns the option with which two sockets may have one address: the one for those of the same user, if there is one. */
    private static SocketOption<Boolean> sharing(DatagramChannel channel) {
        return channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)
                ? StandardSocketOptions.SO_REUSEPORT
                : StandardSocketOptions.SO_REUSEADDR;
    }

    private static ProtocolFamily familyOf(SocketAddress address) {
        return address instanceof InetSocketAddress inet && inet.getAddress() instanceof Inet4Address
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6;
    }
}
