package dev.weft.net;

import dev.weft.abi.Execution;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code writeAll}, which lends its buffer to the wire until all of it is taken. */
final class WriteAllFrame extends StreamFrame<Void> {

    private final StreamCore core; // constant after construction
    private final ByteBuffer bytes; // constant after construction
    private long end; // loop thread: how much the wire has taken when this is done

    WriteAllFrame(StreamCore core, ByteBuffer bytes) {
        this.core = core;
        this.bytes = Objects.requireNonNull(bytes, "writeAll: bytes were expected, got null");
    }

    @Override
    protected @Nullable Object start(Execution x, int depth) throws Throwable {
        core.mayWrite("writeAll");
        core.checkWritable();
        core.wire.writeBorrowed(bytes);
        end = core.wire.given();
        core.wrote();
        core.checkWritable();
        return core.wire.taken() >= end ? null : waitFor(core.takes.add(core, end), x);
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        try {
            x.take();
        } catch (Throwable thrown) {
            core.takes.forget();
            core.wire.returnBorrowed(bytes);
            throw thrown;
        }
        if (core.wire.taken() < end) {
            throw lost();
        }
        return null;
    }

    private IOException lost() {
        IOException why = core.failure();
        return why != null ? why : new SocketException("Connection lost: it was aborted on this side");
    }

    @Override
    String kind() {
        return "StreamWriter";
    }

    @Override
    String method() {
        return "writeAll";
    }
}
