package dev.weft.net;

import dev.weft.EventLoop;
import dev.weft.internal.net.Bytes;
import dev.weft.internal.net.EngineSource;
import dev.weft.internal.net.LoopNetwork;
import dev.weft.internal.net.Receiver;
import dev.weft.internal.net.TlsWire;
import dev.weft.internal.net.Wire;
import dev.weft.internal.task.ChannelWait;
import dev.weft.internal.task.EventLoops;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The state of one stream, behind its reader and its writer: asyncio's StreamReader and StreamReaderProtocol.
 *
 * <ol>
 *   <li>What arrives is kept until it is read. Beyond twice the limit reading pauses, and resumes at the limit, or when a
 *       read waits all the same.
 *   <li>Beyond the high mark of pending output drains wait, until it has fallen to the low mark.
 *   <li>A loss ends both: it is thrown by reads, and by drains and {@code waitClosed}. Over bytes that were not read it wins.
 * </ol>
 */
final class StreamCore extends Receiver implements ChannelWait {

    private static final int HIGH = 1 << 16;
    private static final int LOW = 1 << 14;

    final LoopNetwork network; // constant after construction
    final EventLoop loop; // constant after construction
    final Bytes in; // loop thread: what has arrived
    final int limit; // constant after construction
    final WaitQueue drains = new WaitQueue("drain"); // loop thread
    final WaitQueue takes = new WaitQueue("writing"); // loop thread: until so many bytes are taken
    final WaitQueue closes = new WaitQueue("waitClosed"); // loop thread
    Wire wire; // loop thread: changes when a protocol is put between

    @Nullable
    ReadFrame<?> reading; // loop thread: the coroutine that waits for bytes

    @Nullable
    ReadIntoFrame spareRead; // loop thread: one that has ended, for the next call

    @Nullable
    DrainFrame spareDrain; // loop thread: one that has ended, for the next call

    private boolean paused; // loop thread: too much has arrived
    private boolean ended; // loop thread: the peer sends no more
    private @Nullable IOException truncated; // loop thread: thrown by a read to the end
    private @Nullable IOException failure; // loop thread: what ended the stream
    private boolean lost; // loop thread: the wire is gone
    private int high = HIGH; // loop thread
    private int low = LOW; // loop thread
    boolean sendsFile; // loop thread
    private boolean blocked; // loop thread: the output was above the high mark and not yet at the low one
    private boolean outputEnded; // loop thread: by writeEof
    private boolean wroteInVain; // loop thread: after the close
    private @Nullable Runnable whenLost; // loop thread: of a server

    StreamCore(LoopNetwork network, Wire wire, int limit) {
        this.network = network;
        loop = network.loop();
        in = new Bytes(network.arrays());
        this.wire = wire;
        this.limit = limit;
    }

    void whenLost(Runnable action) {
        whenLost = action;
    }

    void checkThread(String call) {
        EventLoops.checkThread(loop, call);
    }

    // ---- reading

    @Override
    public void received(ByteBuffer bytes) {
        in.add(bytes);
        wakeReader();
        if (!paused && in.size() > 2L * limit) {
            paused = true;
            wire.pauseReading();
        }
    }

    @Override
    public void ended(@Nullable IOException why) {
        ended = true;
        truncated = why;
        wakeReader();
    }

    private void wakeReader() {
        if (reading != null) {
            reading.wake();
        }
    }

    /** Throws what has ended the stream. */
    void checkFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    /** Throws if the stream is at its end without the end that the protocol asks for. */
    void checkTruncated() throws IOException {
        if (truncated != null) {
            throw truncated;
        }
    }

    boolean isEnded() {
        return ended;
    }

    @Nullable
    IOException failure() {
        return failure;
    }

    /** Returns what a read throws that finds no more bytes; null if it meets an orderly end, or waits. */
    @Nullable
    IOException readFailure() {
        return failure != null ? failure : truncated;
    }

    /** Reads on although the limit is reached, because a read needs more. */
    void needsMore() {
        if (paused) {
            paused = false;
            wire.resumeReading();
        }
    }

    /** Reads on if enough was taken. */
    void tookBytes() {
        if (paused && in.size() <= limit) {
            needsMore();
        }
    }

    // ---- writing

    /** Throws if writing makes no sense; false if the bytes are to be dropped in silence. */
    boolean mayWrite(String call) {
        checkThread(call);
        if (sendsFile) {
            throw new IllegalStateException(call + " while sendFile is under way: its bytes would get in between");
        }
        if (outputEnded) {
            throw new IllegalStateException(call + " after writeEof(): the peer was told that no more comes");
        }
        if (wire.isClosing()) {
            wroteInVain = true;
            return false;
        }
        return true;
    }

    /** Notes that something was written. */
    void wrote() {
        if (!blocked && pending() > high) {
            blocked = true;
        }
    }

    long pending() {
        return Math.max(0, wire.given() - wire.taken());
    }

    @Override
    public void sent() {
        if (blocked && pending() <= low) {
            blocked = false;
            drains.wakeAll();
        }
        takes.wakeReached(wire.taken());
    }

    void limits(int newHigh, int newLow) {
        high = newHigh;
        low = newLow;
        wrote();
        sent();
    }

    void endOutput() {
        checkThread("writeEof");
        if (sendsFile) {
            throw new IllegalStateException("writeEof while sendFile is under way: it would cut the file short");
        }
        if (!wire.canEndOutput() && !wire.isClosing()) {
            throw new UnsupportedOperationException(
                    "writeEof: before TLS 1.3 the end of the output is the end of the connection; canWriteEof() tells");
        }
        if (!outputEnded && !wire.isClosing()) {
            outputEnded = true;
            wire.endOutput();
        }
    }

    boolean isBlocked() {
        return blocked;
    }

    boolean isLost() {
        return lost;
    }

    /** Throws if what was written, or is going to be, cannot arrive. */
    void checkWritable() throws IOException {
        checkFailure();
        IOException known = wire.failure();
        if (known != null) {
            throw known;
        }
        if (lost || (wroteInVain && wire.isClosing())) {
            throw new SocketException("Connection lost: it was closed on this side");
        }
    }

    // ---- TLS

    /** Throws if TLS cannot begin now. */
    void checkTls() throws IOException {
        mayWrite("startTls");
        if (wire instanceof TlsWire tls && !tls.isEstablished()) {
            throw new IllegalStateException("startTls while another handshake of this connection is under way");
        }
        checkWritable();
        if (wire.isClosing()) {
            throw new SocketException("Connection lost: it was closed on this side");
        }
    }

    /** Puts TLS over the wire; {@link #beginTls} follows. */
    TlsWire over(TlsOptions tls, TlsWire.Outcome outcome) {
        return new TlsWire(network, wire, tls.settings, this, outcome);
    }

    /** Begins TLS. What has come behind the last byte that was read belongs to it: cpython#142352. */
    void beginTls(TlsWire secured, EngineSource source) {
        needsMore();
        wire = secured.begin(source, in, ended);
        ended = false;
    }

    // ---- the end

    @Override
    public void lost(@Nullable IOException why) {
        lost = true;
        if (why == null) {
            ended = true;
        } else {
            failure = why;
        }
        blocked = false;
        wakeReader();
        in.leavePool();
        drains.wakeAll();
        takes.wakeAll();
        closes.wakeAll();
        Runnable told = whenLost;
        if (told != null) {
            whenLost = null;
            told.run();
        }
    }

    @Override
    public String describeWait() {
        return "bytes from " + wire.remoteAddress();
    }

    @Override
    public String toString() {
        String state = lost ? ", closed" : wire.isClosing() ? ", closing" : "";
        return wire.localAddress() + " - " + wire.remoteAddress() + state;
    }
}
