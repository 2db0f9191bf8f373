package dev.weft.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code readExactly(ByteBuffer)}: the bytes go into the buffer when they are all there. */
final class FillFrame extends ReadFrame<Void> {

    private final ByteBuffer into; // constant after construction

    FillFrame(StreamCore core, ByteBuffer into) {
        super(core);
        this.into = into;
    }

    @Override
    @Nullable
    Object attempt() throws IOException {
        if (core.in.size() >= into.remaining()) {
            core.in.take(into);
            return null;
        }
        if (core.isEnded()) {
            core.checkTruncated();
            throw new IncompleteReadException(core.in.take(Integer.MAX_VALUE), into.remaining());
        }
        return MORE;
    }

    @Override
    String method() {
        return "readExactly";
    }
}
