package dev.weft.net;

import dev.weft.internal.net.TlsSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The way in which TLS is spoken, on either side: immutable, built by chaining.
 *
 * <p>A client checks that the server's certificate is trusted and has the name of the host to which it has connected.
 * {@link #parameters} can switch the check of the name off. A server needs a context with its certificate: see {@link #of}.
 *
 * <pre>{@code
 * Connection.Pair pair = Connection.memoryPair();
 * TlsOptions tls = TlsOptions.defaults().serverHostname("example.org").handshakeTimeout(Duration.ofSeconds(5));
 * try {
 *     await(pair.client().startTls(tls)); // the other side says nothing
 * } catch (javax.net.ssl.SSLHandshakeException e) {
 *     System.out.println("no handshake"); // no handshake
 * }
 * }</pre>
 */
public final class TlsOptions {

    private static final int LONGEST_PROTOCOL = 255; // RFC 7301

    private static final TlsOptions DEFAULTS = new TlsOptions(
            new TlsSettings(null, null, List.of(), Duration.ofSeconds(60), Duration.ofSeconds(30), List.of()));

    final TlsSettings settings; // constant after construction

    private TlsOptions(TlsSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns options with the JDK's default context, which trusts the usual authorities and has no certificate of its own:
     * {@link SSLContext#getDefault}. It is read when it is first needed, off the loop.
     *
     * @return the options
     */
    public static TlsOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Returns options with a context, which knows this side's certificates and those that it trusts.
     *
     * @param context the context
     * @return the options
     */
    public static TlsOptions of(SSLContext context) {
        TlsSettings usual = DEFAULTS.settings;
        return new TlsOptions(new TlsSettings(
                Objects.requireNonNull(context, "of: a context was expected, got null"),
                null,
                usual.protocols(),
                usual.handshakeTimeout(),
                usual.shutdownTimeout(),
                usual.changes()));
    }

    /**
     * Sets the name of the server, for a client. It is sent to the server, which may have several (SNI), and the certificate
     * must have it. Without it that is the host to which the client has connected. A server ignores it.
     *
     * @param name the name or the address
     * @return new options
     */
    public TlsOptions serverHostname(String name) {
        if (Objects.requireNonNull(name, "serverHostname: a name was expected, got null")
                .isEmpty()) {
            throw new IllegalArgumentException("serverHostname: the name of a host was expected, got nothing");
        }
        return with(name, settings.protocols(), settings.handshakeTimeout(), settings.shutdownTimeout());
    }

    /**
     * Sets the protocols of which both sides choose one (ALPN). The server takes the first of its own that the client offers. If
     * there is none, the connection is made without: see {@link Connection#applicationProtocol}.
     *
     * @param protocols the protocols, such as {@code "h2"} and {@code "http/1.1"}, the best first
     * @return new options
     */
    public TlsOptions alpn(String... protocols) {
        for (String protocol : protocols) {
            int length = Objects.requireNonNull(protocol, "alpn: a protocol was expected, got null")
                    .getBytes(StandardCharsets.UTF_8)
                    .length;
            if (length == 0 || length > LONGEST_PROTOCOL) {
                throw new IllegalArgumentException("alpn: the name of a protocol has from 1 to " + LONGEST_PROTOCOL
                        + " bytes, got \"" + protocol + "\"");
            }
        }
        return with(
                settings.serverHostname(), List.of(protocols), settings.handshakeTimeout(), settings.shutdownTimeout());
    }

    /**
     * Sets the time for the handshake: 60 seconds, unless told otherwise. When it is over,
     * {@link javax.net.ssl.SSLHandshakeException} is thrown; a server drops the connection.
     *
     * @param timeout the time, more than nothing
     * @return new options
     */
    public TlsOptions handshakeTimeout(Duration timeout) {
        return with(
                settings.serverHostname(),
                settings.protocols(),
                checkTimeout("handshakeTimeout", timeout),
                settings.shutdownTimeout());
    }

    /**
     * Sets the time that a close gives the peer for its answer: 30 seconds, unless told otherwise. Then the connection is
     * aborted, and {@code waitClosed} throws {@link java.net.SocketTimeoutException}. A peer that still reads what was written
     * before gets as much again.
     *
     * @param timeout the time, more than nothing
     * @return new options
     */
    public TlsOptions shutdownTimeout(Duration timeout) {
        return with(
                settings.serverHostname(),
                settings.protocols(),
                settings.handshakeTimeout(),
                checkTimeout("shutdownTimeout", timeout));
    }

    private static Duration checkTimeout(String option, Duration timeout) {
        if (timeout == null) {
            throw new NullPointerException(option + ": a time was expected, got null");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException(
                    option + "(" + timeout + "): a time was expected, which must be more than nothing");
        }
        return timeout;
    }

    /**
     * Adds a change of all other parameters: client certificates, ciphers, protocol versions, or no host name check. It is called
     * on the loop for each connection, after all else was set: {@code parameters(p -> p.setNeedClientAuth(true))}.
     *
     * @param change the change
     * @return new options
     */
    public TlsOptions parameters(Consumer<SSLParameters> change) {
        List<Consumer<SSLParameters>> more = new ArrayList<>(settings.changes());
        more.add(Objects.requireNonNull(change, "parameters: a change was expected, got null"));
        return new TlsOptions(new TlsSettings(
                settings.context(),
                settings.serverHostname(),
                settings.protocols(),
                settings.handshakeTimeout(),
                settings.shutdownTimeout(),
                more));
    }

    private TlsOptions with(
            @Nullable String serverHostname, List<String> protocols, Duration handshake, Duration shutdown) {
        return new TlsOptions(new TlsSettings(
                settings.context(), serverHostname, protocols, handshake, shutdown, settings.changes()));
    }
}
