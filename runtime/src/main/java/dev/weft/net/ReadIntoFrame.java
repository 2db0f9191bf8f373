package dev.weft.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The coroutine of {@code read(ByteBuffer)}. */
final class ReadIntoFrame extends ReadFrame<Integer> {

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private ByteBuffer into; // loop thread: NONE when this has ended and is kept

    ReadIntoFrame(StreamCore core, ByteBuffer into) {
        super(core);
        this.into = into;
    }

    void renew(ByteBuffer next) {
        renew();
        into = next;
    }

    @Override
    Object attempt() throws IOException {
        if (!into.hasRemaining()) {
            return 0;
        }
        int taken = core.in.take(into);
        if (taken > 0) {
            return taken;
        }
        if (core.isEnded()) {
            core.checkTruncated();
            return -1;
        }
        return MORE;
    }

    @Override
    void keep() {
        into = NONE; // it is the caller's, and may be large
        core.spareRead = this;
    }

    @Override
    String method() {
        return "read";
    }
}
