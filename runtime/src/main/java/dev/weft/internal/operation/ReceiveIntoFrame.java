package dev.weft.internal.operation;

import dev.weft.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;

/** The coroutine of {@code sockRecvInto}. */
public final class ReceiveIntoFrame extends ReadFrame<Integer> {

    private final ReadableByteChannel channel; // constant after construction
    private final ByteBuffer into; // constant after construction

    /** Creates a coroutine that has read nothing; both channels are the same object. */
    public ReceiveIntoFrame(
            EventLoop loop, SelectableChannel selectable, ReadableByteChannel channel, ByteBuffer into) {
        super(loop, selectable, "sockRecvInto");
        this.channel = channel;
        this.into = into;
        if (!into.hasRemaining() || into.isReadOnly()) {
            throw new IllegalArgumentException("sockRecvInto: a buffer with room for a byte was expected, got " + into);
        }
    }

    @Override
    Object attempt() throws IOException {
        int read = channel.read(into);
        return read == 0 ? NOT_READY : (Integer) read;
    }
}
