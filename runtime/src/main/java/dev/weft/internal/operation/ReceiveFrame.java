package dev.weft.internal.operation;

import dev.weft.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.util.Arrays;

/** The coroutine of {@code sockRecv}. */
public final class ReceiveFrame extends ReadFrame<byte[]> {

    private final ReadableByteChannel channel; // constant after construction
    private final int limit; // constant after construction

    /** Creates a coroutine that has read nothing; both channels are the same object. */
    public ReceiveFrame(EventLoop loop, SelectableChannel selectable, ReadableByteChannel channel, int limit) {
        super(loop, selectable, "sockRecv");
        this.channel = channel;
        this.limit = limit;
        if (limit < 1) {
            throw new IllegalArgumentException("sockRecv(" + limit + "): a number of bytes, 1 or more, was expected");
        }
    }

    @Override
    Object attempt() throws IOException {
        byte[] bytes = new byte[limit];
        int read = channel.read(ByteBuffer.wrap(bytes));
        return read == 0 ? NOT_READY : read == limit ? bytes : Arrays.copyOf(bytes, Math.max(read, 0));
    }
}
