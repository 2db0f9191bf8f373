package dev.weft.benchmarks.network;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;

/** The way to open the generator's connections. */
interface Dialer {
    /** Makes the wire of a socket that is connected, and blocks still. */
    Wire open(SocketChannel channel) throws IOException;

    /** Returns the way that fits a server. */
    static Dialer of(ServerSetting setting) throws IOException {
        if (setting.work() != Work.TLS) {
            return Wire.Plain::new;
        }
        SSLContext context = setting.key().context();
        return channel -> new TlsWire(channel, ServerKey.engine(context, true));
    }
}
