package dev.weft.net;

import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.internal.net.LoopNetwork;
import dev.weft.internal.net.Wire;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The coroutine of {@code sendFile}.
 *
 * <ol>
 *   <li>It waits until the wire has taken what was written before.
 *   <li>The wire sends from the file what it can; a wire that cannot send files gets the bytes.
 *   <li>If it takes no more, or has taken so much that others must have a turn, the coroutine waits and goes on.
 *   <li>It ends after {@code count} bytes, or at the end of the file, wherever that is by then.
 * </ol>
 */
final class SendFileFrame extends StreamFrame<Long> {

    private static final long AT_ONCE = 1 << 20; // then the other tasks have a turn

    private final StreamCore core; // constant after construction
    private final FileChannel file; // constant after construction
    private final long from; // constant after construction
    private final long count; // constant after construction
    private long sent; // loop thread

    SendFileFrame(StreamCore core, FileChannel file, long position, long count) {
        this.core = core;
        this.file = Objects.requireNonNull(file, "sendFile: a file was expected, got null");
        this.from = position;
        this.count = count;
    }

    @Override
    protected @Nullable Object start(Execution x, int depth) throws Throwable {
        if (from < 0 || count < 0) {
            throw new IllegalArgumentException(
                    "sendFile: position " + from + ", count " + count + ": neither can be negative");
        }
        core.mayWrite("sendFile");
        core.checkWritable();
        core.sendsFile = true;
        return ending(x);
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        try {
            x.take();
        } catch (Throwable thrown) {
            core.sendsFile = false;
            core.takes.forget();
            throw thrown;
        }
        return ending(x);
    }

    private @Nullable Object ending(Execution x) throws Throwable {
        Object outcome = null;
        boolean interrupted = Thread.interrupted(); // it would close the file
        try {
            outcome = advance(x);
            return outcome;
        } finally {
            if (outcome != SUSPENDED) {
                core.sendsFile = false;
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Object advance(Execution x) throws Throwable {
        Wire wire = core.wire;
        long stop = sent + AT_ONCE;
        while (true) {
            checkOpen(wire);
            if (wire.taken() < wire.given()) {
                return waitFor(core.takes.add(core, wire.given()), x);
            }
            long left = Math.min(count - sent, file.size() - from - sent);
            if (left <= 0) {
                return sent;
            }
            if (sent >= stop) {
                Await.yieldNow(x);
                return suspend(x, 1);
            }
            long now = wire.sendFile(file, from + sent, Math.min(left, AT_ONCE));
            if (now == 0) {
                return waitFor(core.takes.add(core, wire.given()), x);
            }
            sent += now > 0 ? now : copy(wire, left);
        }
    }

    private void checkOpen(Wire wire) throws IOException {
        core.checkWritable();
        if (wire.isClosing()) {
            throw new SocketException("Connection lost: it was closed on this side");
        }
    }

    private int copy(Wire wire, long left) throws IOException {
        byte[] array = core.network.arrays().take(LoopNetwork.SCRATCH);
        try {
            int most = (int) Math.min(left, LoopNetwork.SCRATCH);
            int read = file.read(ByteBuffer.wrap(array, 0, most), from + sent);
            if (read > 0) {
                wire.write(array, 0, read);
            }
            return Math.max(read, 0);
        } finally {
            core.network.arrays().give(array);
        }
    }

    @Override
    String kind() {
        return "StreamWriter";
    }

    @Override
    String method() {
        return "sendFile";
    }
}
