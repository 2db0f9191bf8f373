package dev.weft.net;

import java.io.IOException;

/** The coroutine of {@code readExactly(n)}. */
final class ReadExactlyFrame extends ReadFrame<byte[]> {

    private final int count; // constant after construction

    ReadExactlyFrame(StreamCore core, int count) {
        super(core);
        this.count = count;
    }

    @Override
    Object attempt() throws IOException {
        if (core.in.size() >= count) {
            return core.in.take(count);
        }
        if (core.isEnded()) {
            core.checkTruncated();
            throw new IncompleteReadException(core.in.take(Integer.MAX_VALUE), count);
        }
        return MORE;
    }

    @Override
    String method() {
        return "readExactly";
    }
}
