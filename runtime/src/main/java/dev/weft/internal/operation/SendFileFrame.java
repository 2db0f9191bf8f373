package dev.weft.internal.operation;

import dev.weft.EventLoop;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;

/** The coroutine of {@code sockSendFile}. */
public final class SendFileFrame extends WriteFrame<Long> {

    private final WritableByteChannel channel; // constant after construction
    private final FileChannel file; // constant after construction
    private final long from; // constant after construction
    private final long count; // constant after construction
    private long sent; // loop thread

    /** Creates a coroutine that has sent nothing; both channels are the same object. */
    public SendFileFrame(
            EventLoop loop,
            SelectableChannel selectable,
            WritableByteChannel channel,
            FileChannel file,
            long from,
            long count) {
        super(loop, selectable, "sockSendFile");
        this.channel = channel;
        this.file = Objects.requireNonNull(file, "sockSendFile: a file was expected, got null");
        this.from = from;
        this.count = count;
        if (from < 0 || count < 0) {
            throw new IllegalArgumentException(
                    "sockSendFile: position " + from + ", count " + count + ": neither can be negative");
        }
    }

    @Override
    Object attempt() throws IOException {
        while (true) {
            long left = Math.min(count - sent, file.size() - from - sent);
            if (left <= 0) {
                return sent;
            }
            long now = file.transferTo(from + sent, left, channel);
            if (now == 0) {
                return NOT_READY;
            }
            sent += now;
        }
    }
}
