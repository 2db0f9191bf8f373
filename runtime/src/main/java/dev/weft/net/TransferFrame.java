package dev.weft.net;

import dev.weft.Future;
import java.io.IOException;

/** The coroutine of {@code transferTo}: what arrives at one stream goes to another, no faster than that one takes it. */
final class TransferFrame extends ReadFrame<Long> {

    private final StreamCore to; // constant after construction
    private long total; // loop thread

    TransferFrame(StreamCore from, StreamCore to) {
        super(from);
        this.to = to;
    }

    @Override
    Object attempt() throws IOException {
        if (to.isBlocked()) {
            return OTHER;
        }
        if (core.in.size() > 0) {
            to.mayWrite("transferTo");
            to.checkWritable();
            total += core.in.passTo(to.wire);
            to.wrote();
            to.checkWritable();
            core.tookBytes();
            return to.isBlocked() ? OTHER : MORE;
        }
        if (core.isEnded()) {
            core.checkTruncated();
            return total;
        }
        return MORE;
    }

    @Override
    Future<?> other() {
        return to.drains.add(to);
    }

    @Override
    String method() {
        return "transferTo";
    }
}
