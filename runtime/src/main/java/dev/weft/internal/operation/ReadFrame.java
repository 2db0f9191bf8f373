package dev.weft.internal.operation;

import dev.weft.EventLoop;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/** A coroutine that reads or accepts. */
abstract class ReadFrame<T extends @Nullable Object> extends ChannelFrame<T> {

    private final SelectableChannel channel; // constant after construction

    ReadFrame(EventLoop loop, SelectableChannel channel, String method) {
        super(loop, channel, method, SelectionKey.OP_READ | SelectionKey.OP_ACCEPT);
        this.channel = channel;
    }

    @Override
    final void watch() throws IOException {
        loop.addReader(channel, this);
    }

    @Override
    final void unwatch() {
        loop.removeReader(channel);
    }
}
