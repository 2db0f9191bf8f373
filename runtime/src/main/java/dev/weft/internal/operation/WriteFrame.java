package dev.weft.internal.operation;

import dev.weft.EventLoop;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/** A coroutine that writes or connects. */
abstract class WriteFrame<T extends @Nullable Object> extends ChannelFrame<T> {

    private final SelectableChannel channel; // constant after construction

    WriteFrame(EventLoop loop, SelectableChannel channel, String method) {
        super(loop, channel, method, SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT);
        this.channel = channel;
    }

    @Override
    final void watch() throws IOException {
        loop.addWriter(channel, this);
    }

    @Override
    final void unwatch() {
        loop.removeWriter(channel);
    }
}
