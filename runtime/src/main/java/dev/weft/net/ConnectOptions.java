package dev.weft.net;

import dev.weft.internal.net.SocketSettings;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is made: immutable, built by chaining.
 */
public final class ConnectOptions {

    private static final ConnectOptions DEFAULTS =
            new ConnectOptions(1 << 16, null, Duration.ofMillis(250), Resolver.system(), SocketSettings.NONE, null);

    final int limit; // constant after construction
    final @Nullable Duration timeout; // constant after construction
    final @Nullable Duration delay; // constant after construction
    final Resolver resolver; // constant after construction
    final SocketSettings settings; // constant after construction
    final @Nullable TlsOptions tls; // constant after construction

    private ConnectOptions(
            int limit,
            @Nullable Duration timeout,
            @Nullable Duration delay,
            Resolver resolver,
            SocketSettings settings,
            @Nullable TlsOptions tls) {
        this.limit = limit;
        this.timeout = timeout;
        this.delay = delay;
        this.resolver = resolver;
        this.settings = settings;
        this.tls = tls;
    }

    /**
     * Returns the usual options: a limit of 64 KiB, no timeout, happy eyeballs after 250 ms, the system's resolver, TCP_NODELAY.
     *
     * @return the options
     */
    public static ConnectOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Sets the limit of the reader: the longest line, and half of what is buffered at most.
     *
     * @param bytes the limit, 1 or more
     * @return new options
     */
    public ConnectOptions limit(int bytes) {
        return new ConnectOptions(checkLimit(bytes), timeout, delay, resolver, settings, tls);
    }

    static int checkLimit(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("limit(" + bytes + "): a number of bytes, 1 or more, was expected");
        }
        return bytes;
    }

    /**
     * Sets the time for the whole way, from the look-up of the name to the last handshake. When it is over,
     * {@link java.net.SocketTimeoutException} is thrown.
     *
     * @param whole the time, more than nothing
     * @return new options
     */
    public ConnectOptions timeout(Duration whole) {
        Objects.requireNonNull(whole, "timeout: a time was expected, got null");
        if (whole.isNegative() || whole.isZero()) {
            throw new IllegalArgumentException(
                    "timeout(" + whole + "): a time was expected, which must be more than nothing");
        }
        return new ConnectOptions(limit, whole, delay, resolver, settings, tls);
    }

    /**
     * Sets the time after which the next address is tried while an attempt is under way: RFC 8305.
     *
     * @param newDelay the time; null to try an address when the one before it has failed
     * @return new options
     */
    public ConnectOptions happyEyeballsDelay(@Nullable Duration newDelay) {
        if (newDelay != null && newDelay.isNegative()) {
            throw new IllegalArgumentException("happyEyeballsDelay(" + newDelay + "): a time was expected, or null");
        }
        return new ConnectOptions(limit, timeout, newDelay, resolver, settings, tls);
    }

    /**
     * Sets the resolver of names.
     *
     * @param newResolver the resolver
     * @return new options
     */
    public ConnectOptions resolver(Resolver newResolver) {
        return new ConnectOptions(
                limit,
                timeout,
                delay,
                Objects.requireNonNull(newResolver, "resolver: a resolver was expected, got null"),
                settings,
                tls);
    }

    /**
     * Sets the address of this side.
     *
     * @param address the address
     * @return new options
     */
    public ConnectOptions localAddress(SocketAddress address) {
        return new ConnectOptions(
                limit,
                timeout,
                delay,
                resolver,
                settings.from(Objects.requireNonNull(address, "localAddress: an address was expected, got null")),
                tls);
    }

    /**
     * Sets an option of the socket, before it connects. TCP_NODELAY is on without a word, as in asyncio.
     *
     * @param name the option
     * @param value its value
     * @param <T> the type of its value
     * @return new options
     */
    public <T> ConnectOptions option(SocketOption<T> name, T value) {
        return new ConnectOptions(limit, timeout, delay, resolver, settings.with(name, value), tls);
    }

    /**
     * Sets that the connection is under TLS from its first byte. The handshake is a part of opening it.
     *
     * @param newTls the options of TLS
     * @return new options
     */
    public ConnectOptions tls(TlsOptions newTls) {
        return new ConnectOptions(
                limit,
                timeout,
                delay,
                resolver,
                settings,
                Objects.requireNonNull(newTls, "tls: options were expected, got null"));
    }
}
