package dev.weft.net;

import java.io.IOException;

/** The coroutine of {@code read(n)}. */
final class ReadSomeFrame extends ReadFrame<byte[]> {

    private static final byte[] NOTHING = new byte[0];

    private final int most; // constant after construction

    ReadSomeFrame(StreamCore core, int most) {
        super(core);
        this.most = most;
    }

    @Override
    Object attempt() throws IOException {
        if (most == 0) {
            return NOTHING;
        }
        if (core.in.size() > 0) {
            return core.in.take(most);
        }
        if (core.isEnded()) {
            core.checkTruncated();
            return NOTHING;
        }
        return MORE;
    }

    @Override
    String method() {
        return "read";
    }
}
