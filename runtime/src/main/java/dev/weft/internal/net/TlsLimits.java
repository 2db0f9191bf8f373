package dev.weft.internal.net;

import dev.weft.EventLoop;
import dev.weft.TimerHandle;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * The time limits of one TLS connection: of its handshake, and later of its close, which may take as long as the peer goes on
 * reading.
 */
final class TlsLimits {

    private final TlsWire wire; // constant after construction
    private final EventLoop loop; // constant after construction
    private final TlsSettings settings; // constant after construction
    private @Nullable TimerHandle timer; // loop thread: null if nothing is limited
    private long takenBefore; // loop thread: by the wire below, when the timer of the close was set

    TlsLimits(TlsWire wire, EventLoop loop, TlsSettings settings) {
        this.wire = wire;
        this.loop = loop;
        this.settings = settings;
    }

    void beginHandshake() {
        timer = loop.callLater(settings.handshakeTimeout(), this::handshakeIsLate);
    }

    private void handshakeIsLate() {
        wire.fail(new SSLHandshakeException("no TLS handshake with " + wire.remoteAddress() + " within "
                + settings.handshakeTimeout() + ", which handshakeTimeout(..) of TlsOptions sets"));
    }

    void beginClose() {
        takenBefore = wire.takenBelow();
        timer = loop.callLater(settings.shutdownTimeout(), this::closeIsLate);
    }

    private void closeIsLate() {
        timer = null;
        if (wire.takenBelow() == takenBefore) {
            wire.closeIsLate(settings.shutdownTimeout());
        } else {
            beginClose(); // the peer is slow, but it reads
        }
    }

    /** Ends the limit that is on. */
    void end() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
