package dev.weft.net;

import dev.weft.EventLoop;
import dev.weft.abi.Execution;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;

/** The coroutine of {@code openConnection} with a channel that is connected already. */
final class AdoptFrame extends StreamFrame<Connection> {

    private final SocketChannel channel; // constant after construction
    private final ConnectOptions options; // constant after construction

    AdoptFrame(SocketChannel channel, ConnectOptions options) {
        this.channel = channel;
        this.options = options;
    }

    @Override
    protected Object start(Execution x, int depth) throws IOException {
        if (!channel.isConnected()) {
            throw new IllegalArgumentException("openConnection of " + channel + ", which is not connected");
        }
        options.settings.apply(channel, !(channel.getRemoteAddress() instanceof InetSocketAddress));
        return OpenFrame.over(EventLoop.running(), channel, options.limit);
    }

    @Override
    protected Object resume(Execution x) {
        throw new AssertionError("it never suspends");
    }

    @Override
    protected boolean handsOver() {
        return true;
    }

    @Override
    String kind() {
        return "Streams";
    }

    @Override
    String method() {
        return "openConnection";
    }
}
