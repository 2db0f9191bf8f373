package dev.weft.internal.net;

import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** A source of the engines of one side. */
public interface EngineSource {

    /** Creates an engine; the settings are ready. */
    SSLEngine create(TlsSettings settings);

    /** Returns the source of the engines of servers. */
    static EngineSource server() {
        return TlsSettings::server;
    }

    /** Returns the source of the engine of a client that has connected to a host. */
    static EngineSource client(@Nullable String host, int port) {
        return settings -> settings.client(host, port);
    }
}
