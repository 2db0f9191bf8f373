package dev.weft.net;

import java.io.IOException;

/** The coroutine of {@code read(-1)}, which reads to the end: the bytes stay in the reader until then. */
final class ReadAllFrame extends ReadFrame<byte[]> {

    ReadAllFrame(StreamCore core) {
        super(core);
    }

    @Override
    Object attempt() throws IOException {
        if (!core.isEnded()) {
            return MORE;
        }
        core.checkTruncated();
        return core.in.take(Integer.MAX_VALUE);
    }

    @Override
    String method() {
        return "read";
    }
}
