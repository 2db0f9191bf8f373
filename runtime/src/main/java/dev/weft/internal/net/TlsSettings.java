package dev.weft.internal.net;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * How TLS is spoken on a connection.
 *
 * @param context the certificates, and those that are trusted; null for the JDK's default
 * @param serverHostname the name that the server must have; null for the one that was connected to
 * @param protocols the protocols to agree on, the best first
 * @param handshakeTimeout the time for the handshake
 * @param shutdownTimeout the time for the peer's answer to a close
 * @param changes changes of all other parameters
 */
public record TlsSettings(
        @Nullable SSLContext context,
        @Nullable String serverHostname,
        List<String> protocols,
        Duration handshakeTimeout,
        Duration shutdownTimeout,
        List<Consumer<SSLParameters>> changes) {

    /** Copies the lists. */
    public TlsSettings {
        protocols = List.copyOf(protocols);
        changes = List.copyOf(changes);
    }

    /** Tells whether an engine can be created at once: the first use of the default context reads files. */
    boolean isReady() {
        return context != null || DefaultContext.known != null;
    }

    /** Reads what an engine needs: for a thread that may block. */
    @Nullable
    Void prepare() throws NoSuchAlgorithmException {
        if (!isReady()) {
            DefaultContext.known = SSLContext.getDefault();
        }
        return null;
    }

    /** Creates the engine of a server. */
    SSLEngine server() {
        SSLEngine engine = readyContext().createSSLEngine();
        engine.setUseClientMode(false);
        if (!protocols.isEmpty()) {
            engine.setHandshakeApplicationProtocolSelector((any, offered) -> best(offered));
        }
        SSLParameters parameters = engine.getSSLParameters();
        changes.forEach(change -> change.accept(parameters));
        engine.setSSLParameters(parameters);
        return engine;
    }

    /* The JDK would break off the handshake if there is none in common; OpenSSL, and so Python, goes on without one. */
    private String best(List<String> offered) {
        return protocols.stream().filter(offered::contains).findFirst().orElse("");
    }

    /** Creates the engine of a client. */
    SSLEngine client(@Nullable String host, int port) {
        String given = serverHostname != null ? serverHostname : host;
        String name = given != null && given.endsWith(".") ? given.substring(0, given.length() - 1) : given;
        SSLEngine engine =
                name == null ? readyContext().createSSLEngine() : readyContext().createSSLEngine(name, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(protocols.toArray(new String[0]));
        SNIHostName known = name == null || isAddress(name) ? null : serverName(name);
        if (known != null) {
            parameters.setServerNames(List.of(known));
        }
        changes.forEach(change -> change.accept(parameters));
        String check = parameters.getEndpointIdentificationAlgorithm();
        if (name == null && check != null && !check.isEmpty()) {
            throw new IllegalArgumentException("TLS without the name of the server, which its certificate must have:"
                    + " serverHostname(..) of TlsOptions sets it; parameters(p ->"
                    + " p.setEndpointIdentificationAlgorithm(null)) does without the check");
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    /**
     * Without a look-up, and without the JDK's own rule that a name needs a dot to be sent. Returns null for what the JDK does not
     * send, such as a name with an underscore: then the server learns no name, and the certificate is checked by the JDK's rules.
     */
    private static @Nullable SNIHostName serverName(String name) {
        try {
            return new SNIHostName(IDN.toASCII(name).getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException notSent) {
            return null;
        }
    }

    private static boolean isAddress(String host) {
        try {
            InetAddress address = Hosts.literal(host);
            return address != null;
        } catch (UnknownHostException e) {
            return host.indexOf(':') >= 0; // an address that this machine cannot use
        }
    }

    private SSLContext readyContext() {
        SSLContext ready = context != null ? context : DefaultContext.known;
        if (ready == null) {
            throw new AssertionError("an engine was wanted before the context was read");
        }
        return ready;
    }

    /** The JDK's default context, once it was read. */
    private static final class DefaultContext {
        static volatile @Nullable SSLContext known; // any thread
    }
}
