package dev.weft.internal.net;

import dev.weft.EventLoop;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * TLS over another wire, by an {@link SSLEngine}.
 *
 * <ol>
 *   <li>{@link #begin} starts the handshake. Text that is written meanwhile waits. The outcome is told once.
 *   <li>A {@link TlsDriver} drives the engine and decrypts; a {@link TlsOutput} encrypts.
 *   <li>A close sends {@code close_notify} behind what was written, and waits for the peer's, but not longer than the shutdown
 *       timeout without progress. In TLS 1.3 each direction ends alone; before, the peer's end is ours, too.
 *   <li>An end of the wire below without {@code close_notify} is told as a truncation: somebody in between may have cut the
 *       bytes off.
 * </ol>
 *
 * <p>A connection holds a record that has come in part, and text that the wire below does not take; all other buffers belong to
 * the loop.
 */
public final class TlsWire extends Wire {

    private final EventLoop loop; // constant after construction
    private final Wire under; // constant after construction
    private final TlsSettings settings; // constant after construction
    private final TlsLimits limits; // constant after construction
    private final Outcome outcome; // constant after construction
    private final int level; // constant after construction: 1 for TLS inside of TLS
    private final TlsOutput output; // constant after construction
    private final TlsDriver driver; // constant after construction
    private Receiver receiver; // loop thread
    private @Nullable Throwable problem; // loop thread: what has failed in TLS
    private @Nullable IOException failure; // loop thread: what has ended the wire
    private boolean established; // loop thread: the handshake is over
    private boolean paused; // loop thread: by the owner
    private boolean underPaused; // loop thread: reading of the wire below
    private boolean inputEnded; // loop thread: of the wire below
    private boolean endTold; // loop thread: the receiver knows of the end
    private boolean outputEnds; // loop thread: it ends behind what waits
    private boolean notified; // loop thread: our close_notify was sent
    private boolean closing; // loop thread
    private boolean pushing; // loop thread: a push is scheduled
    private boolean finished; // loop thread

    /** The code that learns that a handshake is over. */
    public interface Outcome {
        /** Learns that the handshake has succeeded, or the wire is lost: see {@link TlsWire#isEstablished}. */
        void handshakeEnded();
    }

    /** Creates TLS over a wire that is started, and whose receiver is to be replaced. */
    public TlsWire(LoopNetwork network, Wire under, TlsSettings settings, Receiver receiver, Outcome outcome) {
        loop = network.loop();
        this.under = under;
        this.settings = settings;
        limits = new TlsLimits(this, loop, settings);
        this.receiver = receiver;
        this.outcome = outcome;
        level = under instanceof TlsWire tls ? tls.level + 1 : 0;
        TlsBuffers buffers = network.tls().atLevel(level);
        output = new TlsOutput(network, under, buffers);
        driver = new TlsDriver(this, network, buffers, output);
    }

    /**
     * Begins the handshake.
     *
     * @param source the source of the engine
     * @param early bytes that have come behind the last one in clear text, which are taken
     * @param ended true if the peer has ended the stream behind these
     * @return this; as a wire, so that the caller's class can be verified without loading this one
     */
    public Wire begin(EngineSource source, Bytes early, boolean ended) {
        under.receiver(new Encrypted());
        inputEnded = ended;
        limits.beginHandshake();
        driver.begin(source, settings, early);
        return this;
    }

    /** Tells whether the handshake has succeeded. */
    public boolean isEstablished() {
        return established;
    }

    /** Returns what has failed in TLS or in the program's parameters for it; null if nothing has. */
    public @Nullable Throwable problem() {
        return problem;
    }

    /** Returns the session, which is empty during the handshake. */
    public @Nullable SSLSession session() {
        SSLEngine engine = driver.engine();
        return engine == null ? null : engine.getSession();
    }

    /** Returns the protocol that was agreed on; null if there is none. */
    public @Nullable String applicationProtocol() {
        SSLEngine engine = driver.engine();
        String agreed = engine == null ? null : engine.getApplicationProtocol();
        return agreed == null || agreed.isEmpty() ? null : agreed;
    }

    // ---- what the driver tells

    void established() {
        if (!established) {
            established = true;
            limits.end();
            outcome.handshakeEnded();
        }
    }

    void decrypted(ByteBuffer text) {
        if (!closing) {
            receiver.received(text);
        }
    }

    /** The driver has done what it could with what has come. */
    void advanced() {
        if (driver.isClosed()) {
            closeNotified();
        } else if (inputEnded && !driver.isBusy()) {
            broken();
        }
        pauseOrResume();
        long before = output.taken();
        push();
        if (output.taken() > before) {
            receiver.sent();
        }
    }

    /** The peer has sent close_notify. */
    private void closeNotified() {
        if (!established && !closing) {
            fail(new SSLHandshakeException("the peer has closed the connection during the TLS handshake"));
        } else if (!closing && !endTold) {
            endTold = true;
            receiver.ended(null);
            if (!canEndOutput()) { // its end is ours: RFC 5246, section 7.2.1
                output.drop();
                close();
            }
        }
    }

    /** The wire below has ended without close_notify. */
    private void broken() {
        if (!established && !closing) {
            fail(new SocketException("Connection reset: the peer has ended it during the TLS handshake"));
        } else if (!closing && !endTold) {
            endTold = true;
            receiver.ended(new SSLException("the peer has ended the connection without TLS close_notify:"
                    + " what was read may have been cut off"));
        }
    }

    /** Ends the wire with a failure. */
    public void fail(Throwable thrown) {
        if (problem == null && !finished) {
            stop(thrown);
            if (output.behind() > 0) {
                under.abort();
            } else {
                under.close();
            }
        }
    }

    /** Ends the wire with a failure of the engine, of which the peer learns. */
    void failWithAlert(Throwable thrown) {
        if (problem == null && !finished) {
            try {
                output.wrapAll();
            } catch (SSLException | RuntimeException e) {
                thrown.addSuppressed(e);
            }
            fail(thrown);
        }
    }

    private void stop(Throwable thrown) {
        problem = thrown;
        failure = thrown instanceof IOException known ? known : new SSLException("TLS failed: " + thrown, thrown);
        closing = true;
        limits.end();
        driver.stop();
        output.drop();
    }

    // ---- input

    @Override
    public void start(Receiver first) {
        throw new AssertionError("the wire below is started already: see begin");
    }

    @Override
    public void receiver(Receiver next) {
        receiver = next;
    }

    @Override
    public void pauseReading() {
        paused = true;
        pauseOrResume();
    }

    @Override
    public void resumeReading() {
        paused = false;
        pauseOrResume();
    }

    private void pauseOrResume() {
        boolean pauses = driver.isBacklogged() || (paused && !closing);
        if (pauses != underPaused) {
            underPaused = pauses;
            if (pauses) {
                under.pauseReading();
            } else {
                under.resumeReading();
            }
        }
    }

    @Override
    public boolean readMore() {
        return !underPaused && under.readMore();
    }

    // ---- output

    /** Tells whether text is dropped in silence. */
    private boolean isDeaf() {
        return closing || outputEnds;
    }

    private void encrypt(ByteBuffer bytes) {
        if (established && !driver.isBusy()) {
            try {
                output.encrypt(bytes);
            } catch (SSLException | RuntimeException e) {
                failWithAlert(e);
            }
        }
    }

    @Override
    public void write(ByteBuffer bytes) {
        if (!isDeaf()) {
            encrypt(bytes);
            if (bytes.hasRemaining() && !closing) {
                output.copy(bytes);
                schedulePush();
            }
        }
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        if (isDeaf()) {
            return;
        }
        int written = 0;
        if (!output.hasWaiting() && count <= LoopNetwork.SCRATCH) {
            ByteBuffer text = output.text().put(bytes, from, count).flip();
            encrypt(text);
            written = count - text.remaining();
        }
        if (written < count) {
            write(ByteBuffer.wrap(bytes, from + written, count - written));
        }
    }

    @Override
    public void writeBorrowed(ByteBuffer bytes) {
        if (!isDeaf()) {
            encrypt(bytes);
            if (bytes.hasRemaining() && !closing) {
                output.borrow(bytes);
                schedulePush();
            }
        }
    }

    @Override
    public void returnBorrowed(ByteBuffer bytes) {
        output.giveBack(bytes);
    }

    @Override
    public long given() {
        return output.given();
    }

    @Override
    public long taken() {
        return output.taken();
    }

    /* Text waits, and the wire below may have sent all: then nothing else would go on with it. */
    private void schedulePush() {
        if (!pushing && established && output.behind() == 0) {
            pushing = true;
            loop.callSoon(this::pushLater);
        }
    }

    private void pushLater() {
        pushing = false;
        push();
        receiver.sent();
    }

    /** Sends what waits, and the end behind it. */
    private void push() {
        if (!established || finished || problem != null || driver.isBusy()) {
            return;
        }
        try {
            if (output.push()) {
                schedulePush();
            }
            if (isDeaf() && !notified && !output.hasWaiting()) {
                notified = true;
                output.closeNotify();
            }
        } catch (SSLException | RuntimeException e) {
            failWithAlert(e);
            return;
        }
        if (closing && notified && (driver.isClosed() || inputEnded)) {
            under.close();
        }
    }

    /** True in TLS 1.3, in which each direction ends alone. */
    @Override
    public boolean canEndOutput() {
        SSLSession session = session();
        return established && session != null && session.getProtocol().equals("TLSv1.3");
    }

    @Override
    public void endOutput() {
        if (!isDeaf()) {
            outputEnds = true;
            push();
        }
    }

    // ---- the end

    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        limits.end();
        if (!established) {
            driver.stop();
            output.drop();
            under.close();
            return;
        }
        pauseOrResume(); // the peer's close_notify is expected
        push();
        if (problem == null) {
            limits.beginClose();
        }
    }

    /** Tells how much of the output has left this machine. */
    long takenBelow() {
        return under.taken();
    }

    /** Ends the wire because the peer has not closed its side in time. */
    void closeIsLate(Duration limit) {
        String missing = output.given() > output.taken() ? "has not read all" : "has not answered with close_notify";
        stop(new SocketTimeoutException(
                "close: the peer " + missing + " within " + limit + ", which shutdownTimeout(..) of TlsOptions sets"));
        abort();
    }

    @Override
    public void abort() {
        if (!finished) {
            closing = true;
            limits.end();
            driver.stop();
            output.drop();
            under.abort();
        }
    }

    private void lost(@Nullable IOException why) {
        boolean isAllSent = closing && notified && output.given() == output.taken();
        finished = true;
        closing = true;
        limits.end();
        driver.stop();
        output.drop();
        if (failure == null && !isAllSent) {
            failure = why;
        }
        if (!established) {
            outcome.handshakeEnded();
        }
        receiver.lost(failure);
    }

    @Override
    protected void loopCloses() {
        under.loopCloses();
    }

    @Override
    public @Nullable IOException failure() {
        return failure == null && !finished ? under.failure() : failure;
    }

    @Override
    public boolean isClosing() {
        return closing || under.isClosing();
    }

    @Override
    public SocketAddress localAddress() {
        return under.localAddress();
    }

    @Override
    public SocketAddress remoteAddress() {
        return under.remoteAddress();
    }

    @Override
    public <T> void setOption(SocketOption<T> name, T value) throws IOException {
        under.setOption(name, value);
    }

    @Override
    public <T> @Nullable T getOption(SocketOption<T> name) throws IOException {
        return under.getOption(name);
    }

    /** The receiver of what the wire below brings. */
    private final class Encrypted extends Receiver {
        @Override
        public void received(ByteBuffer bytes) {
            driver.arrived(bytes);
            pauseOrResume();
        }

        @Override
        public void ended(@Nullable IOException truncated) {
            inputEnded = true;
            if (!finished && problem == null) {
                advanced();
            }
        }

        @Override
        public void sent() {
            output.noteTaken();
            push();
            receiver.sent();
        }

        @Override
        public void lost(@Nullable IOException why) {
            TlsWire.this.lost(why);
        }
    }
}
