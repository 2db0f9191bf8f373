package dev.weft.net;

import dev.weft.Future;
import dev.weft.internal.net.EngineSource;
import dev.weft.internal.net.TlsWire;
import java.io.IOException;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/** A TLS handshake that a coroutine waits for. */
final class Handshake implements TlsWire.Outcome {

    private final Future<Void> signal; // constant after construction
    private final TlsWire wire; // constant after construction

    private Handshake(StreamCore core, TlsOptions tls) {
        signal = core.loop.createFuture(() -> "a TLS handshake with " + core.wire.remoteAddress());
        wire = core.over(tls, this);
    }

    /** Begins the handshake of a connection that was accepted, or that goes to a target. */
    static Handshake begin(StreamCore core, TlsOptions tls, @Nullable Target target) {
        Handshake begun = new Handshake(core, tls);
        core.beginTls(
                begun.wire, target == null ? EngineSource.server() : EngineSource.client(target.host(), target.port()));
        return begun;
    }

    /** Returns the signal that is given when it has ended, well or not. */
    Future<Void> signal() {
        return signal;
    }

    @Override
    @SuppressWarnings("NullAway") // Void has no other value
    public void handshakeEnded() {
        if (!signal.isDone()) {
            signal.setResult(null);
        }
    }

    /** Throws unless it has ended well. */
    void check() throws IOException {
        if (wire.isEstablished()) {
            return;
        }
        Throwable problem = wire.problem();
        if (problem instanceof RuntimeException mistake) {
            throw mistake; // of the program's parameters
        }
        IOException why = wire.failure();
        throw why != null ? why : new SocketException("Connection lost: it was closed on this side");
    }

    /** Ends it with a failure. */
    void fail(IOException why) {
        wire.fail(why);
    }
}
