package dev.weft.net;

import dev.weft.abi.Execution;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code startTls}. Whatever ends it before the handshake has, aborts the connection: it is in neither state. */
final class StartTlsFrame extends StreamFrame<Void> {

    private final StreamCore core; // constant after construction
    private final TlsOptions tls; // constant after construction
    private final @Nullable Target target; // constant after construction: null for a server
    private @Nullable Handshake handshake; // loop thread

    StartTlsFrame(StreamCore core, TlsOptions tls, @Nullable Target target) {
        this.core = core;
        this.tls = Objects.requireNonNull(tls, "startTls: options were expected, got null");
        this.target = target;
    }

    @Override
    protected @Nullable Object start(Execution x, int depth) throws Throwable {
        core.checkTls();
        Handshake begun = Handshake.begin(core, tls, target);
        handshake = begun;
        return waitFor(begun.signal(), x);
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        try {
            x.take();
        } catch (Throwable thrown) {
            core.wire.abort();
            throw thrown;
        }
        Objects.requireNonNull(handshake).check();
        return null;
    }

    @Override
    String kind() {
        return "Connection";
    }

    @Override
    String method() {
        return "startTls";
    }
}
