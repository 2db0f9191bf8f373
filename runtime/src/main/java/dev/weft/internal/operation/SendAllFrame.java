package dev.weft.internal.operation;

import dev.weft.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code sockSendAll}. */
public final class SendAllFrame extends WriteFrame<Void> {

    private final WritableByteChannel channel; // constant after construction
    private final ByteBuffer bytes; // constant after construction

    /** Creates a coroutine that has written nothing; both channels are the same object. */
    public SendAllFrame(EventLoop loop, SelectableChannel selectable, WritableByteChannel channel, ByteBuffer bytes) {
        super(loop, selectable, "sockSendAll");
        this.channel = channel;
        this.bytes = Objects.requireNonNull(bytes, "sockSendAll: a buffer was expected, got null");
    }

    @Override
    @Nullable
    Object attempt() throws IOException {
        if (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        return bytes.hasRemaining() ? NOT_READY : null;
    }
}
