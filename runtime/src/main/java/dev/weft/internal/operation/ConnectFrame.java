package dev.weft.internal.operation;

import dev.weft.EventLoop;
import dev.weft.internal.io.Destination;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code sockConnect}. */
public final class ConnectFrame extends WriteFrame<Void> {

    private final SocketChannel channel; // constant after construction
    private final SocketAddress address; // constant after construction
    private boolean begun; // loop thread

    /** Creates a coroutine that has not begun to connect. */
    public ConnectFrame(EventLoop loop, SocketChannel channel, SocketAddress address) {
        super(loop, channel, "sockConnect");
        this.channel = channel;
        this.address = Objects.requireNonNull(address, "sockConnect: an address was expected, got null");
    }

    @Override
    @Nullable
    Object attempt() throws IOException {
        boolean connected = begun ? channel.finishConnect() : connect();
        begun = true;
        return connected ? null : NOT_READY;
    }

    private boolean connect() throws IOException {
        try {
            return channel.connect(Destination.checked("sockConnect", address));
        } catch (UnsupportedAddressTypeException e) {
            throw Destination.unsupported("sockConnect", address, e);
        }
    }
}
