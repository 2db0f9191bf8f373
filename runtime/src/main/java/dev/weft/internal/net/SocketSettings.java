package dev.weft.internal.net;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The options of sockets to be opened or accepted, and the address to which a client's is bound.
 *
 * @param options the options, in the order in which they were given
 * @param local the address of this side; null for any
 */
public record SocketSettings(
        List<Setting<?>> options, @Nullable SocketAddress local) {

    /** No options, and any address. */
    public static final SocketSettings NONE = new SocketSettings(List.of(), null);

    /** Copies the list. */
    public SocketSettings {
        options = List.copyOf(options);
    }

    /** Returns these settings and one option more. */
    public <T> SocketSettings with(SocketOption<T> name, T value) {
        List<Setting<?>> more = new ArrayList<>(options);
        more.add(new Setting<>(
                Objects.requireNonNull(name, "option: an option was expected, got null"),
                Objects.requireNonNull(value, "option: a value was expected, got null")));
        return new SocketSettings(more, local);
    }

    /** Returns these settings with another local address. */
    public SocketSettings from(SocketAddress address) {
        return new SocketSettings(options, address);
    }

    /** Puts a channel into non-blocking mode, and sets the options; TCP_NODELAY is on unless they say otherwise. */
    public void apply(SocketChannel channel, boolean isUnix) throws IOException {
        channel.configureBlocking(false);
        if (!isUnix) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        for (Setting<?> setting : options) {
            setting.apply(channel);
        }
    }

    /** Opens a channel for an address. */
    SocketChannel open(SocketAddress address) throws IOException {
        boolean isUnix = address instanceof UnixDomainSocketAddress;
        SocketChannel channel =
                isUnix ? SocketChannel.open(java.net.StandardProtocolFamily.UNIX) : SocketChannel.open();
        try {
            apply(channel, isUnix);
            if (local != null) {
                channel.bind(local);
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * An option and its value.
     *
     * @param name the option
     * @param value the value
     */
    public record Setting<T>(SocketOption<T> name, T value) {
        void apply(NetworkChannel channel) throws IOException {
            channel.setOption(name, value);
        }
    }
}
