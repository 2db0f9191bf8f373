package dev.weft.internal.operation;

import dev.weft.EventLoop;
import dev.weft.internal.io.Destination;
import dev.weft.internal.io.EmptyDatagram;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code sockSendTo}. */
public final class SendToFrame extends WriteFrame<Void> {

    private final DatagramChannel channel; // constant after construction
    private final ByteBuffer bytes; // constant after construction
    private final SocketAddress address; // constant after construction

    /** Creates a coroutine that has sent nothing. */
    public SendToFrame(EventLoop loop, DatagramChannel channel, ByteBuffer bytes, SocketAddress address) {
        super(loop, channel, "sockSendTo");
        this.channel = channel;
        this.bytes = Objects.requireNonNull(bytes, "sockSendTo: a buffer was expected, got null");
        this.address = Objects.requireNonNull(address, "sockSendTo: an address was expected, got null");
    }

    @Override
    @Nullable
    Object attempt() throws IOException {
        if (!bytes.hasRemaining() && channel.isConnected()) {
            EmptyDatagram.send(channel);
            return null;
        }
        boolean isEmpty = !bytes.hasRemaining(); // such a datagram is sent as well, and no result tells whether it went
        return send() == 0 && !isEmpty ? NOT_READY : null;
    }

    private int send() throws IOException {
        try {
            return channel.send(bytes, Destination.checked("sockSendTo", address));
        } catch (UnsupportedAddressTypeException e) {
            throw Destination.unsupported("sockSendTo", address, e);
        } catch (AlreadyConnectedException e) {
            throw new IllegalStateException(
                    "sockSendTo to " + address + " of a channel that is connected to " + channel.getRemoteAddress(), e);
        } catch (PortUnreachableException e) {
            throw Destination.named(e, address);
        }
    }
}
