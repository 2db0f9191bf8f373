package dev.weft.internal.operation;

import dev.weft.EventLoop;
import dev.weft.internal.io.Destination;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Objects;

/** The coroutine of {@code sockRecvFrom}. */
public final class ReceiveFromFrame extends ReadFrame<SocketAddress> {

    private final DatagramChannel channel; // constant after construction
    private final ByteBuffer into; // constant after construction

    /** Creates a coroutine that has received nothing. */
    public ReceiveFromFrame(EventLoop loop, DatagramChannel channel, ByteBuffer into) {
        super(loop, channel, "sockRecvFrom");
        this.channel = channel;
        this.into = Objects.requireNonNull(into, "sockRecvFrom: a buffer was expected, got null");
        if (into.isReadOnly()) {
            throw new IllegalArgumentException("sockRecvFrom: a buffer that can be written was expected, got " + into);
        }
    }

    @Override
    Object attempt() throws IOException {
        try {
            SocketAddress sender = channel.receive(into);
            return sender == null ? NOT_READY : sender;
        } catch (PortUnreachableException e) {
            throw Destination.named(e, channel.getRemoteAddress());
        }
    }
}
