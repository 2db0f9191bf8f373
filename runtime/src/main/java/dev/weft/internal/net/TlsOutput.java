package dev.weft.internal.net;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The sending side of a TLS connection.
 *
 * <ol>
 *   <li>Text is encrypted as it is written, and the records go to the wire below together.
 *   <li>Text waits, as it is, during a handshake, and while the wire below has more than {@value #AHEAD} bytes pending: so a
 *       large buffer that is borrowed is not copied, and a slow peer costs no more memory than over a plain socket.
 *   <li>No more than {@value #AT_ONCE} bytes are encrypted in one call. Then the other connections and the timers have a turn.
 *   <li>A byte of text counts as taken when as many bytes as follow it, of text or of records, are no longer pending. The
 *       count is continued from that of the wire below, so that a wait which began before TLS did has its end.
 * </ol>
 */
final class TlsOutput {

    private static final int AHEAD = 1 << 16;
    private static final int AT_ONCE = 1 << 20;
    private static final int ROUNDS = AT_ONCE / LoopNetwork.SCRATCH;
    private static final int LARGEST = 1 << 20; // of a record: an engine that wants more is broken
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final LoopNetwork network; // constant after construction
    private final Wire under; // constant after construction
    private final TlsBuffers buffers; // constant after construction
    private @Nullable SSLEngine engine; // loop thread: null until it is created
    private @Nullable SendQueue waiting; // loop thread: text; null if there is none
    private long given; // loop thread
    private long taken; // loop thread

    TlsOutput(LoopNetwork network, Wire under, TlsBuffers buffers) {
        this.network = network;
        this.under = under;
        this.buffers = buffers;
        given = under.given();
        taken = under.taken();
    }

    void engine(SSLEngine created) {
        engine = created;
    }

    private SSLEngine engine() {
        SSLEngine known = engine;
        if (known == null) {
            throw new AssertionError("the engine was used before it was created");
        }
        return known;
    }

    long given() {
        return given;
    }

    long taken() {
        return taken;
    }

    boolean hasWaiting() {
        return waiting != null;
    }

    /** Counts the bytes that the wire below has not sent. */
    long behind() {
        return under.given() - under.taken();
    }

    /** Returns a buffer for text that is to be encrypted now, empty. */
    ByteBuffer text() {
        return buffers.text();
    }

    /** Encrypts and sends text as far as it is good for one turn, unless other text waits. */
    void encrypt(ByteBuffer text) throws SSLException {
        if (waiting == null) {
            encrypt(text, null);
        }
    }

    private void encrypt(ByteBuffer text, @Nullable SendQueue queue) throws SSLException {
        int stop = Math.max(0, text.remaining() - AT_ONCE);
        boolean moves = true;
        while (moves && text.remaining() > stop && behind() <= AHEAD) {
            SSLEngineResult result = wrap(text);
            if (queue == null) {
                given += result.bytesConsumed();
            } else {
                queue.take(result.bytesConsumed());
            }
            moves = result.bytesConsumed() + result.bytesProduced() > 0;
        }
        flush();
    }

    /** Keeps a copy of text until it can be encrypted. */
    void copy(ByteBuffer text) {
        given += text.remaining();
        queue().copy(text);
    }

    /** Keeps a buffer itself until it can be encrypted. */
    void borrow(ByteBuffer text) {
        given += text.remaining();
        queue().borrow(text);
    }

    /** Copies what is left of a borrowed buffer. */
    void giveBack(ByteBuffer text) {
        if (waiting != null) {
            waiting.giveBack(text);
        }
    }

    private SendQueue queue() {
        SendQueue known = waiting;
        if (known == null) {
            known = new SendQueue(network);
            waiting = known;
        }
        return known;
    }

    /** Encrypts what waits, as far as it is good for one turn; true if it could go on at once. */
    boolean push() throws SSLException {
        SendQueue queue = waiting;
        if (queue == null) {
            return false;
        }
        boolean all = true;
        for (int i = 0; i < ROUNDS && all && !queue.isEmpty() && behind() <= AHEAD; i++) {
            ByteBuffer text = buffers.text();
            queue.peek(text);
            encrypt(text.flip(), queue);
            all = !text.hasRemaining();
        }
        if (queue.isEmpty()) {
            waiting = null;
            return false;
        }
        return all && behind() == 0;
    }

    /** Makes a record of what the engine itself has to say; false if that was nothing. */
    boolean wrapOwn() throws SSLException {
        return wrap(NOTHING).bytesProduced() > 0;
    }

    private SSLEngineResult wrap(ByteBuffer text) throws SSLException {
        SSLEngine driven = engine();
        ByteBuffer records = buffers.records();
        if (records.remaining() < driven.getSession().getPacketBufferSize()) {
            flush();
        }
        SSLEngineResult result = driven.wrap(text, records);
        while (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
            if (records.position() > 0) {
                flush();
            } else if (records.capacity() >= LARGEST) {
                throw new SSLException("the TLS engine wants a buffer of more than " + LARGEST + " bytes for a record");
            } else {
                records = buffers.growRecords(driven.getSession().getPacketBufferSize());
            }
            result = driven.wrap(text, records);
        }
        return result;
    }

    /** Sends the records that were made. */
    void flush() {
        ByteBuffer records = buffers.records();
        if (records.position() > 0) {
            under.write(records.flip());
            noteTaken();
        }
        records.clear();
    }

    /** Tells the peer that no more comes. */
    void closeNotify() throws SSLException {
        engine().closeOutbound();
        wrapAll();
    }

    /** Sends all that the engine has to say: after a failure, the alert. */
    void wrapAll() throws SSLException {
        boolean more = true;
        while (more && !engine().isOutboundDone()) {
            more = wrapOwn();
        }
        flush();
    }

    /** Notes what the wire below has sent. */
    void noteTaken() {
        if (under.failure() == null) {
            long queued = waiting == null ? 0 : waiting.given() - waiting.taken();
            taken = Math.max(taken, given - queued - behind());
        }
    }

    /** Drops what waits, and counts no more. */
    void drop() {
        given = taken;
        if (waiting != null) {
            waiting.clear();
            waiting = null;
        }
    }
}
