package dev.weft.net;

import java.io.IOException;

/** The coroutine of {@code readLine}. */
final class ReadLineFrame extends ReadUntilFrame {

    private static final byte[] LINE_FEED = {'\n'};
    private static final byte[][] SEPARATORS = {LINE_FEED};

    ReadLineFrame(StreamCore core) {
        super(core, SEPARATORS);
    }

    @Override
    LimitOverrunException overrun(String what, int consumed) {
        if (core.in.has(LINE_FEED, consumed)) {
            core.in.drop(consumed + 1);
        } else {
            core.in.clear();
        }
        core.tookBytes();
        return new LimitOverrunException(
                "readLine: a line of more than " + core.limit
                        + " bytes was dropped; limit(..) of the options allows more",
                consumed);
    }

    @Override
    Object atEnd() throws IOException {
        core.checkTruncated();
        return core.in.take(Integer.MAX_VALUE);
    }

    @Override
    String method() {
        return "readLine";
    }
}
