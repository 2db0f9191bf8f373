package dev.weft.internal.operation;

import dev.weft.EventLoop;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
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
        boolean isEmpty = !bytes.hasRemaining(); // such a datagram is sent as well, and no result tells whether it went
        return channel.send(bytes, address) == 0 && !isEmpty ? NOT_READY : null;
    }
}
