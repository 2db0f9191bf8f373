package dev.weft.internal.net;

import dev.weft.EventLoop;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The place where the engine of a TLS connection is driven.
 *
 * <ol>
 *   <li>When bytes have come, or a task has ended, it does what the engine's handshake status asks for, as long as that makes
 *       progress, and decrypts records as long as there are complete ones. So messages that come after the handshake, such as
 *       new keys, need nothing of their own.
 *   <li>The engine may ask for a wrap that yields nothing (JDK-8263779). It is tried once.
 *   <li>Tasks run on other threads. The engine is theirs meanwhile, and what arrives is kept.
 * </ol>
 */
final class TlsDriver {

    private static final int BACKLOG = LoopNetwork.SCRATCH; // of bytes that come while tasks run: then reading pauses
    private static final int LARGEST = 1 << 20; // of a record: an engine that wants more is broken

    private final TlsWire owner; // constant after construction
    private final LoopNetwork network; // constant after construction
    private final EventLoop loop; // constant after construction
    private final TlsBuffers buffers; // constant after construction
    private final TlsOutput output; // constant after construction
    private @Nullable SSLEngine engine; // loop thread: null until the context was read
    private @Nullable Bytes kept; // loop thread: encrypted bytes; null if there are none
    private boolean busy; // loop thread: the engine belongs to another thread
    private boolean closed; // loop thread: by the peer's close_notify
    private boolean stopped; // loop thread

    TlsDriver(TlsWire owner, LoopNetwork network, TlsBuffers buffers, TlsOutput output) {
        this.owner = owner;
        this.network = network;
        loop = network.loop();
        this.buffers = buffers;
        this.output = output;
    }

    /** Tells whether the engine must be left alone now. */
    boolean isBusy() {
        return busy;
    }

    /** Tells whether the peer has sent its last byte, and said so. */
    boolean isClosed() {
        return closed;
    }

    /** Tells whether more has come than can be kept while tasks run. */
    boolean isBacklogged() {
        return busy && kept != null && kept.size() > BACKLOG;
    }

    @Nullable
    SSLEngine engine() {
        return engine;
    }

    /** Creates the engine, and begins the handshake, with bytes that have come before. */
    void begin(EngineSource source, TlsSettings settings, Bytes early) {
        if (early.size() > 0) {
            kept = early.moved();
        }
        if (settings.isReady()) {
            create(source, settings);
        } else {
            busy = true;
            TlsTasks.run(loop, settings::prepare, thrown -> {
                if (isOurs(thrown)) {
                    create(source, settings);
                }
            });
        }
    }

    private void create(EngineSource source, TlsSettings settings) {
        try {
            SSLEngine created = source.create(settings);
            engine = created;
            output.engine(created);
            if (created.getUseClientMode()) {
                busy = true;
                TlsTasks.begin(loop, created, this::tasksEnded);
            } else {
                created.beginHandshake();
                advance(encrypted(0), false);
            }
        } catch (SSLException | RuntimeException e) { // the program's parameters do not fit
            owner.fail(e);
        }
    }

    private void tasksEnded(@Nullable Throwable thrown) {
        if (isOurs(thrown)) {
            advance(encrypted(0), true);
        }
    }

    /** Takes the engine back from another thread; false if it is of no use any more. */
    private boolean isOurs(@Nullable Throwable thrown) {
        busy = false;
        if (!stopped && thrown != null) {
            owner.fail(thrown);
        }
        return !stopped;
    }

    /** Takes all bytes of the peer. */
    void arrived(ByteBuffer bytes) {
        if (closed || stopped) {
            bytes.position(bytes.limit());
        } else if (busy) {
            keep(bytes);
        } else {
            advance(encrypted(bytes.remaining()).put(bytes), false);
        }
    }

    private void keep(ByteBuffer bytes) {
        Bytes known = kept;
        if (known == null) {
            known = new Bytes(network.arrays());
            kept = known;
        }
        known.add(bytes);
    }

    /** Returns the buffer with what was kept, and room for more. */
    private ByteBuffer encrypted(int more) {
        Bytes known = kept;
        if (known == null) {
            return buffers.encrypted(more);
        }
        ByteBuffer buffer = buffers.encrypted(known.size() + more);
        known.take(buffer);
        kept = null;
        return buffer;
    }

    private void advance(ByteBuffer encrypted, boolean afterTasks) {
        encrypted.flip();
        Throwable thrown = null;
        try {
            if (afterTasks) {
                output.wrapOwn(); // which throws what a task has thrown
            }
            drive(encrypted);
        } catch (SSLException | RuntimeException e) { // an engine throws because of what the peer has sent
            thrown = e;
        }
        deliver();
        if (thrown != null) {
            owner.failWithAlert(thrown);
            return;
        }
        if (encrypted.hasRemaining() && !closed) {
            keep(encrypted);
        }
        owner.advanced();
    }

    /** Does what the engine asks for, as long as there is progress. */
    private void drive(ByteBuffer encrypted) throws SSLException {
        SSLEngine driven = driven();
        boolean wraps = true; // false after a wrap that has made nothing
        boolean more = true;
        while (more) {
            HandshakeStatus asked = driven.getHandshakeStatus();
            if (asked == HandshakeStatus.NOT_HANDSHAKING && !driven.isInboundDone()) {
                owner.established();
            }
            if (asked == HandshakeStatus.NEED_TASK) {
                busy = true;
                more = false;
            } else if (asked == HandshakeStatus.NEED_WRAP && wraps) {
                wraps = output.wrapOwn();
            } else {
                more = encrypted.hasRemaining() && !closed && unwrap(driven, encrypted);
                wraps = more;
            }
        }
        output.flush();
        if (busy) {
            TlsTasks.runDelegated(loop, driven, this::tasksEnded);
        }
    }

    private SSLEngine driven() {
        SSLEngine known = engine;
        if (known == null) {
            throw new AssertionError("the engine was used before it was created");
        }
        return known;
    }

    /** Decrypts a record; false if nothing has moved. */
    private boolean unwrap(SSLEngine driven, ByteBuffer encrypted) throws SSLException {
        SSLEngineResult result = driven.unwrap(encrypted, buffers.decrypted());
        switch (result.getStatus()) {
            case BUFFER_OVERFLOW -> {
                makeRoom(driven);
                return true;
            }
            case BUFFER_UNDERFLOW -> {
                return false;
            }
            case CLOSED -> {
                closed = true;
                return true; // the engine may have an answer
            }
            default -> {
                return result.bytesConsumed() + result.bytesProduced() > 0;
            }
        }
    }

    private void makeRoom(SSLEngine driven) throws SSLException {
        ByteBuffer decrypted = buffers.decrypted();
        if (decrypted.position() > 0) {
            deliver();
        } else if (decrypted.capacity() >= LARGEST) {
            throw new SSLException("the TLS engine wants a buffer of more than " + LARGEST + " bytes for a record");
        } else {
            buffers.growDecrypted(driven.getSession().getApplicationBufferSize());
        }
    }

    private void deliver() {
        ByteBuffer decrypted = buffers.decrypted();
        if (decrypted.position() > 0) {
            owner.decrypted(decrypted.flip());
        }
        decrypted.clear();
    }

    /** Leaves the engine alone from now on. */
    void stop() {
        stopped = true;
        if (kept != null) {
            kept.clear();
            kept = null;
        }
    }
}
