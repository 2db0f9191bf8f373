package dev.weft.net;

import dev.weft.EventLoop;
import dev.weft.TimerHandle;
import dev.weft.abi.Execution;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code openConnection} with a channel that is connected already. */
final class AdoptFrame extends StreamFrame<Connection> {

    private final SocketChannel channel; // constant after construction
    private final ConnectOptions options; // constant after construction
    private @Nullable Connection made; // loop thread
    private @Nullable Handshake handshake; // loop thread: null without TLS
    private @Nullable TimerHandle timer; // loop thread

    AdoptFrame(SocketChannel channel, ConnectOptions options) {
        this.channel = channel;
        this.options = options;
    }

    @Override
    protected Object start(Execution x, int depth) throws Throwable {
        if (!channel.isConnected()) {
            throw new IllegalArgumentException("openConnection of " + channel + ", which is not connected");
        }
        Bindings.checkFree(EventLoop.running(), channel, "openConnection");
        options.settings.apply(channel, !(channel.getRemoteAddress() instanceof InetSocketAddress));
        Target target = Target.of(channel.getRemoteAddress());
        Connection connection = OpenFrame.over(EventLoop.running(), channel, target, options.limit);
        if (options.tls == null) {
            return connection;
        }
        Handshake begun = Handshake.begin(connection.core(), options.tls, target);
        if (options.timeout != null) {
            timer = connection.core().loop.callLater(options.timeout, () -> timeOut(begun));
        }
        made = connection;
        handshake = begun;
        return waitFor(begun.signal(), x);
    }

    private void timeOut(Handshake begun) {
        begun.fail(new SocketTimeoutException(
                "openConnection: no TLS handshake over " + channel + " within " + options.timeout));
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        if (timer != null) {
            timer.cancel();
        }
        Connection connection = Objects.requireNonNull(made);
        try {
            x.take();
            Objects.requireNonNull(handshake).check();
            return connection;
        } catch (Throwable thrown) {
            connection.abort();
            throw thrown;
        }
    }

    @Override
    protected boolean handsOver() {
        return true;
    }

    @Override
    String kind() {
        return "Streams";
    }

    @Override
    String method() {
        return "openConnection";
    }
}
